#!/usr/bin/env bash
# The tool that writes the JavaScript around the compiled browser half. It understands only the
# output of the very same version of the library, so Cargo.lock decides which one is built.
. "$(dirname "$0")/lib.sh"

version="$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p}' Cargo.lock)"
[ "$version" ] || die 'Cargo.lock has no wasm-bindgen'

if [ "$(.tools/bin/wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ]; then
  say 'already here'
  exit
fi

say "building wasm-bindgen $version"
# Without --locked, because the release names a dependency version that is gone.
cargo_install wasm-bindgen-cli --version "$version" --bin wasm-bindgen
