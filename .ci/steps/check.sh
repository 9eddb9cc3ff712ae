#!/usr/bin/env bash
# make check: what is worth a look before every commit.
. "$(dirname "$0")/lib.sh"
# The server names this folder at compile time; here it may be empty.
mkdir -p target/site
step 'format' 'cargo fmt' cargo fmt --all --check
step 'clippy' 'the server half and the tests' cargo clippy --workspace --all-targets -- -D warnings
step_table
