#!/usr/bin/env bash
. "$(dirname "$0")/lib.sh"
if have cc; then
  say 'already here'
else
  apt_install gcc libc6-dev
fi
