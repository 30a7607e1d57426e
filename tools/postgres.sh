#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, which ends with it: no port, one socket, data in a temporary folder.
# Usage: tools/postgres.sh cargo nextest run …
# The command finds the server's URL in POSTGRES_FOR_TESTS, and makes its databases there.
set -euo pipefail
die() { printf '✗ %s\n' "$*" >&2; exit 2; }

programs=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || true)
programs=$(dirname "${programs:-$(command -v initdb || true)}")
[ -x "$programs/initdb" ] || die "PostgreSQL is missing: tools/prepare.sh test installs it"

# A short path: a socket's may have 107 signs.
folder=$(mktemp -d /tmp/frontdesk-postgres.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then
  # PostgreSQL refuses to run as root. Debian's package has a user for it.
  user=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$user" "$folder"
  as=(runuser -u "$user" --)
fi
control() { (cd / && "${as[@]}" "$programs/pg_ctl" --pgdata "$folder/data" --silent "$@"); }
end() {
  # By its number, in the folder's postmaster.pid.
  control stop --mode immediate >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT TERM

(cd / && "${as[@]}" "$programs/initdb" --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 \
  --no-sync) >"$folder.log" 2>&1 || { cat "$folder.log" >&2; die "no database can be made"; }
rm -f "$folder.log"
# Nothing of it outlives the tests, so nothing has to reach the disk.
options="-c listen_addresses= -c unix_socket_directories=$folder -c max_connections=500 -c fsync=off -c full_page_writes=off \
  -c synchronous_commit=off -c log_min_messages=fatal"
control start --wait --log "$folder/server.log" --options "$options" || { cat "$folder/server.log" >&2; die "PostgreSQL does not start"; }

export POSTGRES_FOR_TESTS="postgres://postgres@localhost/postgres?host=$folder"
"$@"
