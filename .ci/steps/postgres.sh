#!/usr/bin/env bash
# PostgreSQL's programs; no cluster of the system is made or touched by the tests.
. "$(dirname "$0")/lib.sh"
if postgres_bin >/dev/null; then
  say "already here: $(postgres_bin)"
else
  apt_install postgresql
  postgres_bin >/dev/null || die 'this system has no PostgreSQL 15 or newer'
fi
