#!/usr/bin/env bash
# Clippy with the browser half's own compiler, features and target.
. "$(dirname "$0")/lib.sh"
# The profile of the bundle, so that its macros and build scripts are not compiled twice.
wasm_cargo clippy --package app --lib --no-default-features --features hydrate \
  --target "$WASM_TARGET" --profile wasm --target-dir target/wasm-build -- -D warnings
