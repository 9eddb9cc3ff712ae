#!/usr/bin/env bash
# deny.sh [CHECK...]   licences and origins of all dependencies (deny.toml)
. "$(dirname "$0")/lib.sh"
PATH="$PATH:$ROOT/.tools/bin"
if ! have cargo-deny; then
  say 'building cargo-deny, once (some minutes)'
  cargo_install cargo-deny --version '^0.20' --locked
fi
if [ $# = 0 ]; then set -- licenses bans sources; fi
cargo deny --workspace --all-features check --hide-inclusion-graph "$@"
