#!/usr/bin/env bash
# app/ -> target/wasm/wissensnetz.js and wissensnetz_bg.wasm
. "$(dirname "$0")/lib.sh"
out=target/wasm
stamp=target/wasm.stamp
compiled=target/wasm-build/$WASM_TARGET/wasm/app.wasm

# Cargo knows best whether there is anything to do. Its own target folder, because this may be
# another compiler than the server's.
wasm_cargo build --package app --lib --no-default-features --features hydrate \
  --target "$WASM_TARGET" --profile wasm --target-dir target/wasm-build

newer() { [ "$1" -nt "$stamp" ]; }
if [ -f "$stamp" ] && ! newer "$compiled" && ! newer .tools/bin/wasm-bindgen && ! newer style/package-lock.json; then
  say 'unchanged'
  exit
fi

rm -f "$stamp"
rm -rf "$out"
.tools/bin/wasm-bindgen --target web --no-typescript --out-dir "$out" --out-name wissensnetz "$compiled"
# What rustc emits by itself, no more: the optimiser must not reach for anything newer.
style/node_modules/.bin/wasm-opt -Oz \
  --enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals \
  --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext \
  -o "$out/wissensnetz_bg.wasm" "$out/wissensnetz_bg.wasm"
say "$(stat -c %s "$compiled") bytes from the compiler, $(stat -c %s "$out/wissensnetz_bg.wasm") after wasm-opt"
touch "$stamp"
