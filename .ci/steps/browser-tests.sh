#!/usr/bin/env bash
# The specs start the server themselves.
. "$(dirname "$0")/lib.sh"
CHROMIUM="$(chromium_path)" WISSENSNETZ_BIN="$CARGO_TARGET_DIR/debug/wissensnetz" npm test --prefix end2end
