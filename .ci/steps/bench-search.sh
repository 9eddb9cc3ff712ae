#!/usr/bin/env bash
# make bench-search: how fast the search is with a million documents, and PostgreSQL and SQLite's FTS5 with the same ones.
#
# Settings: BENCH_DOCUMENTS, BENCH_SEARCHES (of each sort), BENCH_CORPUS (a folder with Markdown, or a file with JSON on each
# line, of which the documents are made), BENCH_BIN (a release binary that is there already, to build none).
. "$(dirname "$0")/lib.sh"

BIN="${BENCH_BIN:-$CARGO_TARGET_DIR/release/wissensnetz}"
if [ -z "${BENCH_BIN:-}" ]; then
  step 'crates' 'the Rust libraries, exactly those of Cargo.lock' retry cargo fetch --locked
  browser_half
  step 'server, release' 'compile target/release/wissensnetz' cargo build --release --package server
fi
step 'PostgreSQL' 'to compare with' "$STEPS/postgres.sh"

dir="$(mktemp -d)"
trap 'rm -rf "$dir"' EXIT
# shellcheck disable=SC2016  # with-postgres.sh sets the variable
"$STEPS/with-postgres.sh" sh -c '"$0" search-bench --postgres "$WISSENSNETZ_TEST_POSTGRES" "$@"' \
  "$BIN" --data-dir "$dir" --corpus "${BENCH_CORPUS:-tests/search/docs.jsonl}" \
  --documents "${BENCH_DOCUMENTS:-1000000}" --searches "${BENCH_SEARCHES:-200}"
