#!/usr/bin/env bash
# dev.sh COMMAND...   make dev: rebuild after every change, and restart COMMAND, the server.
. "$(dirname "$0")/lib.sh"
server=''
last_look="$(mktemp)"

stop() {
  if [ "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  server=''
}
trap 'stop; rm -f "$last_look"' EXIT

changed() {
  [ "$(find app server migrations style Cargo.toml Cargo.lock \
    -name node_modules -prune -o -newer "$last_look" -print -quit)" ]
}

# A mistake in the source must not end the loop: the old server stays until the new one builds.
rebuild() {
  "$STEPS/wasm.sh" && "$STEPS/site.sh" && cargo build --workspace
}

"$STEPS/build.sh"
while true; do
  stop
  "$@" &
  server=$!
  until changed && touch "$last_look" && rebuild; do
    sleep 1
  done
done
