#!/usr/bin/env bash
# A compiler and a standard library for the browser (wasm32-unknown-unknown).
# On most machines rustup has it. Where rustup's server is out of reach, Debian's second
# toolchain (rustc-web) brings a compiler and the library's source, and we build the library once.
. "$(dirname "$0")/lib.sh"

debian_version() { /usr/bin/rustc --version; }
stamp=/usr/lib/rustlib/$WASM_TARGET/built-by

debian_is_ready() {
  has_wasm_std rustc +debian && [ "$(cat "$stamp" 2>/dev/null)" = "$(debian_version)" ] && [ "$(wasm_linker)" ]
}

if has_wasm_std rustc || debian_is_ready; then
  say 'already here'
  exit
fi

have rustup || die 'rustup is missing; it is expected to be here, beside Node.js and git'

# WASM_TOOLCHAIN=debian takes the second way at once, where rustup must not be asked.
if [ "${WASM_TOOLCHAIN:-}" != debian ]; then
  say "asking rustup for the target $WASM_TARGET"
  if timeout 60 rustup target add "$WASM_TARGET"; then
    exit
  fi
  say 'rustup cannot fetch it here'
fi

say "taking Debian's second toolchain, rustc-web"
have apt-get || die "please run: rustup target add $WASM_TARGET"
lld="$(apt-cache search --names-only '^lld-[0-9]+$' | cut -d' ' -f1 | sort -V | tail -n 1)"
apt_install rustc-web cargo-web rust-web-clippy rust-web-src libstd-rust-web-dev "${lld:-lld}"
rustup toolchain link debian /usr

say 'building its standard library for the browser, once (about a minute)'
build="$(mktemp -d)"
trap 'rm -rf "$build"' EXIT
mkdir "$build/src"
touch "$build/src/lib.rs"
printf '[package]\nname = "empty"\nedition = "2024"\n' >"$build/Cargo.toml"
cd "$build"
# Unstable flags are for nightly compilers, unless one says so.
RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$build/target" CARGO_PROFILE_RELEASE_DEBUG=false \
  retry cargo +debian build --quiet --release --target "$WASM_TARGET" -Zbuild-std=std,panic_abort,proc_macro
rm "target/$WASM_TARGET/release/deps/"libempty-*.rlib

lib="/usr/lib/rustlib/$WASM_TARGET/lib"
as_root rm -rf "$lib"
as_root mkdir -p "$lib"
as_root cp "target/$WASM_TARGET/release/deps/"*.rlib "$lib/"
# An upgrade of the compiler makes the library useless; this tells the next run.
debian_version | as_root tee "$stamp" >/dev/null
