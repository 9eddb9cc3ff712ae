#!/usr/bin/env bash
# make bench: each page of the release server, signed in, against nginx serving the same bytes.
#
# Settings: BENCH_ARTICLES, BENCH_QUESTIONS, BENCH_MEMBERS (content), BENCH_SECONDS (per measurement),
# BENCH_CONNECTIONS, BENCH_PORT (and the one above it).
. "$(dirname "$0")/lib.sh"
PATH="$PATH:/usr/sbin"

ARTICLES="${BENCH_ARTICLES:-10000}"
QUESTIONS="${BENCH_QUESTIONS:-50000}"
MEMBERS="${BENCH_MEMBERS:-5000}"
SECONDS_EACH="${BENCH_SECONDS:-5}"
CONNECTIONS="${BENCH_CONNECTIONS:-32}"
OUR_PORT="${BENCH_PORT:-38180}"
NGINX_PORT=$((OUR_PORT + 1))
OURS="http://127.0.0.1:$OUR_PORT"
NGINX="http://127.0.0.1:$NGINX_PORT"
BIN="$CARGO_TARGET_DIR/release/wissensnetz"

step 'crates' 'the Rust libraries named in Cargo.lock' retry cargo fetch
browser_half
step 'server, release' 'compile target/release/wissensnetz' cargo build --release --package server
step 'bench tools' 'nginx to compare with, wrk to measure with' "$STEPS/bench-tools.sh"

dir="$(mktemp -d)"
started=()
stop() {
  if [ ${#started[@]} -gt 0 ]; then
    kill "${started[@]}" 2>/dev/null || true
    wait "${started[@]}" 2>/dev/null || true
  fi
  rm -rf "$dir"
}
trap stop EXIT
# nginx's workers are somebody else when its master is root.
chmod 755 "$dir"
mkdir "$dir/www"

fill() {
  "$BIN" fill --data-dir "$dir/data" --articles "$ARTICLES" --questions "$QUESTIONS" --members "$MEMBERS" |
    tee "$dir/fill.log" &&
    tail -n 1 "$dir/fill.log" >"$dir/content.json"
}

# content KEY   an entry of the JSON that `wissensnetz fill` prints last
content() {
  node -p 'JSON.parse(fs.readFileSync(process.argv[1]))[process.argv[2]]' "$dir/content.json" "$1"
}

# start NAME URL COMMAND...   in the background, until URL answers
start() {
  local name="$1" url="$2" pid
  shift 2
  if curl -s -o "$dir/answer" "$url"; then die "something else listens on $url"; fi
  "$@" >"$dir/$name.log" 2>&1 &
  pid=$!
  started+=("$pid")
  for _ in $(seq 300); do
    kill -0 "$pid" 2>/dev/null || break
    if curl -sf -o "$dir/answer" "$url"; then return; fi
    sleep 0.2
  done
  tail -n 20 "$dir/$name.log" >&2
  die "$name does not answer at $url"
}

nginx_config() {
  cat <<CONFIG
daemon off;
worker_processes auto;
pid $dir/nginx.pid;
error_log stderr;
events { worker_connections 1024; }
http {
  access_log off;
  default_type "text/html; charset=utf-8";
  client_body_temp_path $dir/body;
  proxy_temp_path $dir/proxy;
  fastcgi_temp_path $dir/fastcgi;
  uwsgi_temp_path $dir/uwsgi;
  scgi_temp_path $dir/scgi;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 60;
  keepalive_requests 100000000;
  open_file_cache max=100;
  gzip on;
  gzip_comp_level 1;
  gzip_types *;
  server {
    listen 127.0.0.1:$NGINX_PORT;
    root $dir/www;
  }
}
CONFIG
}

# load URL HEADER...   prints: requests/s, p50, p99
load() {
  local url="$1" log="$dir/wrk.log" headers=() header
  shift
  for header in "$@"; do headers+=(-H "$header"); done
  wrk -t2 "-c$CONNECTIONS" "-d${SECONDS_EACH}s" --latency "${headers[@]}" "$url" >"$log"
  if grep -E 'Non-2xx|Socket errors' "$log" >&2; then die "not every answer of $url was good"; fi
  awk '$1 == "50%" { p50 = $2 } $1 == "99%" { p99 = $2 } /^Requests\/sec:/ { rps = $2 }
    END { print rps, p50, p99 }' "$log"
}

row='%-10s %-9s %8s %12s %12s %7s %10s %10s %10s %10s\n'

# compare NAME WAY URL-OF-OURS URL-OF-NGINX BYTES HEADER...   one row of the table
compare() {
  local name="$1" way="$2" ours_url="$3" nginx_url="$4" bytes="$5" ours nginx
  shift 5
  load "$ours_url" "$@" >"$dir/ours"
  load "$nginx_url" "$@" >"$dir/nginx"
  read -r -a ours <"$dir/ours"
  read -r -a nginx <"$dir/nginx"
  # shellcheck disable=SC2059 # the format is ours
  printf "$row" "$name" "$way" "$bytes" "${ours[0]}" "${nginx[0]}" \
    "$(awk -v a="${ours[0]}" -v b="${nginx[0]}" 'BEGIN { printf "%.2f", a / b }')" \
    "${ours[1]}" "${nginx[1]}" "${ours[2]}" "${nginx[2]}"
}

# measure NAME PATH COOKIE   a page as it is and compressed, ours and nginx in turn
measure() {
  local name="$1" path="$2" cookie="Cookie: $3" file="$dir/www/$1.html" packed
  curl -sf -H "$cookie" -o "$file" "$OURS$path" || die "$path does not answer"
  curl -sf "$NGINX/$name.html" | cmp - "$file" || die 'nginx does not serve the same bytes'
  compare "$name" plain "$OURS$path" "$NGINX/$name.html" "$(stat -c %s "$file")" "$cookie"

  packed="$(curl -sf -H "$cookie" -H 'Accept-Encoding: gzip' -o "$dir/packed" -w '%{size_download}' "$OURS$path")"
  compare "$name" gzip "$OURS$path" "$NGINX/$name.html" "$packed" "$cookie" 'Accept-Encoding: gzip'
}

step 'content' "$ARTICLES articles, $QUESTIONS questions, $MEMBERS members" fill
start server "$OURS/healthz" env "WISSENSNETZ_LISTEN=127.0.0.1:$OUR_PORT" "$BIN" serve --data-dir "$dir/data"
nginx_config >"$dir/nginx.conf"
echo ok >"$dir/www/healthz"
start nginx "$NGINX/healthz" nginx -p "$dir" -c "$dir/nginx.conf" -e stderr

step_table
printf '\n%s connections, %s s each, on %s cores that the load generator shares\n\n' \
  "$CONNECTIONS" "$SECONDS_EACH" "$(nproc)"
# shellcheck disable=SC2059 # the format is ours
printf "$row" page way bytes ours/s nginx/s ratio p50 'p50 nginx' p99 'p99 nginx'
cookie="$(content cookie)"
for page in front article question search; do
  path="$(content "$page")"
  measure "$page" "$path" "$cookie"
done
