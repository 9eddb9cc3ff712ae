#!/usr/bin/env bash
. "$(dirname "$0")/lib.sh"
if chromium_path >/dev/null; then
  say "already here: $(chromium_path)"
else
  # Without a font of the system, whatever the site's own fonts lack would show as boxes.
  apt_install chromium fonts-liberation
fi
