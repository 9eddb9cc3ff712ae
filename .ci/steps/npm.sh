#!/usr/bin/env bash
# npm.sh FOLDER   the Node.js packages of FOLDER, exactly as its lock file says.
. "$(dirname "$0")/lib.sh"
folder="$1"
stamp="$folder/node_modules/.installed-lock"

if cmp -s "$folder/package-lock.json" "$stamp"; then
  say 'already here'
  exit
fi

have npm || die 'Node.js 20 or newer and npm are missing; they are expected to be here, beside rustup and git'
# Playwright drives the browser of the system; it must not fetch one of its own.
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 retry npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
mkdir -p "$folder/node_modules"
cp "$folder/package-lock.json" "$stamp"
