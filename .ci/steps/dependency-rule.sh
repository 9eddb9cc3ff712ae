#!/usr/bin/env bash
# The browser half must not see the database, the search index or the passwords.
. "$(dirname "$0")/lib.sh"
tree="$(cargo tree --locked --package app --no-default-features --features hydrate \
  --target "$WASM_TARGET" --edges normal --prefix none)"
if found="$(grep -E '^(sqlx|tantivy|argon2)' <<<"$tree")"; then
  die "the browser half depends on: $(sort -u <<<"$found" | tr '\n' ' ')"
fi
