#!/usr/bin/env bash
# make run, up to the start: the browser half and the server in target/debug/.
. "$(dirname "$0")/lib.sh"
step 'crates' 'the Rust libraries named in Cargo.lock' retry cargo fetch
browser_half
# The whole workspace: with the server alone cargo would choose other features for its libraries,
# and `make test` would compile them all over again.
step 'server' 'compile target/debug/wissensnetz' cargo build --workspace
step_table
