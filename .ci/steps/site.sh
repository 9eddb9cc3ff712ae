#!/usr/bin/env bash
# style/ and target/wasm/ -> target/site/
. "$(dirname "$0")/lib.sh"
stamp=target/site.stamp

# Folders count as well: a deleted file changes only its folder.
if [ -f "$stamp" ] && [ -f target/site/manifest.json ] &&
  [ -z "$(find style target/wasm target/wasm.stamp -name node_modules -prune -o -newer "$stamp" -print -quit)" ]; then
  say 'unchanged'
  exit
fi

# Taken before the work: what changes meanwhile is work for the next run.
touch "$stamp.new"
node style/build.mjs
mv "$stamp.new" "$stamp"
