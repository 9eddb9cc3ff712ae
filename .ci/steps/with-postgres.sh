#!/usr/bin/env bash
# with-postgres.sh COMMAND...
# Runs COMMAND beside a PostgreSQL of its own, told in WISSENSNETZ_TEST_POSTGRES, and takes it
# away afterwards. It listens on a socket in a temporary folder only, so any number can run at once.
. "$(dirname "$0")/lib.sh"

bin="$(postgres_bin)" || die 'PostgreSQL is missing: .ci/steps/postgres.sh installs it'

# PostgreSQL refuses to run as root.
as_postgres() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  user=nobody
  if id postgres >/dev/null 2>&1; then user=postgres; fi
  as_postgres() { runuser -u "$user" -- "$@"; }
fi

# Not under TMPDIR: a socket's path may have no more than 107 bytes.
dir="$(mktemp -d /tmp/wissensnetz-pg.XXXXXX)"
stop() {
  as_postgres "$bin/pg_ctl" stop -s -m immediate -D "$dir/data" >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap stop EXIT
chmod 755 "$dir"
if [ "$(id -u)" = 0 ]; then chown "$user" "$dir"; fi

# A server that forgets everything need not wait for the disk.
settings="-c listen_addresses= -c unix_socket_directories=$dir -c max_connections=300"
settings+=' -c fsync=off -c synchronous_commit=off -c full_page_writes=off'

# In its own folder, because the other user may not be allowed to enter ours.
(
  cd "$dir"
  as_postgres "$bin/initdb" --pgdata="$dir/data" --username=postgres --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 &&
    as_postgres "$bin/pg_ctl" start -s -w -D "$dir/data" -l "$dir/data/server.log" -o "$settings" >&2
) || {
  cat "$dir/initdb.log" "$dir/data/server.log" >&2 || true
  die 'PostgreSQL did not start'
}

export WISSENSNETZ_TEST_POSTGRES="postgresql://postgres@localhost/postgres?host=$dir"
"$@"
