#!/usr/bin/env bash
# What make bench measures with and against. nginx is started by bench.sh only, as a process of its own.
. "$(dirname "$0")/lib.sh"
missing=()
for tool in nginx wrk curl; do
  have "$tool" || [ -x "/usr/sbin/$tool" ] || missing+=("$tool")
done
if [ ${#missing[@]} = 0 ]; then
  say 'already here'
else
  apt_install "${missing[@]}"
fi
