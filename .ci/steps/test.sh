#!/usr/bin/env bash
# make test: everything, cheap and telling failures first.
. "$(dirname "$0")/lib.sh"

step 'format' 'cargo fmt' cargo fmt --all --check
step 'crates' 'the Rust libraries, exactly those of Cargo.lock' retry cargo fetch --locked
step 'dependency rule' 'no database in the browser' "$STEPS/dependency-rule.sh"
step 'licences' 'of all dependencies, and where they come from (deny.toml)' "$STEPS/deny.sh"

browser_half
step 'editor' 'Markdown goes through the rich-text editor and back unchanged' npm test --prefix style
step 'clippy' 'the server half and the tests' cargo clippy --workspace --all-targets -- -D warnings
step 'clippy, browser half' 'the same for the islands' "$STEPS/clippy-hydrate.sh"

step 'PostgreSQL' 'every test runs on it and on SQLite' "$STEPS/postgres.sh"
step 'server' 'compile what the browser tests will start' cargo build --workspace
step 'tests' 'rules, pages and forms on both databases' "$STEPS/with-postgres.sh" cargo test --workspace

step 'Chromium' 'the browser of the browser tests' "$STEPS/chromium.sh"
step 'test packages' 'Playwright and axe' "$STEPS/npm.sh" end2end
step 'browser tests' 'the journeys, with and without JavaScript' "$STEPS/browser-tests.sh"

step_table
printf '\nEverything is green.\n'
