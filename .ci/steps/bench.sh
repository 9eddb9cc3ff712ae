#!/usr/bin/env bash
# make bench: each page of the release server, signed in, against nginx serving the same bytes.
#
# Settings: BENCH_ARTICLES, BENCH_REVISIONS, BENCH_QUESTIONS, BENCH_MEMBERS (content), BENCH_SECONDS (per measurement),
# BENCH_CONNECTIONS, BENCH_PORT (and the one above it), BENCH_PAGES (names of rows, if not all), BENCH_BIN (a release
# binary that is there already, to build none). Quick: BENCH_QUESTIONS=1000 BENCH_SECONDS=1 BENCH_PAGES='long long-history'.
. "$(dirname "$0")/lib.sh"
PATH="$PATH:/usr/sbin"

ARTICLES="${BENCH_ARTICLES:-10000}"
REVISIONS="${BENCH_REVISIONS:-500}"
QUESTIONS="${BENCH_QUESTIONS:-50000}"
MEMBERS="${BENCH_MEMBERS:-5000}"
SECONDS_EACH="${BENCH_SECONDS:-3}"
CONNECTIONS="${BENCH_CONNECTIONS:-32}"
OUR_PORT="${BENCH_PORT:-38180}"
NGINX_PORT=$((OUR_PORT + 1))
OURS="http://127.0.0.1:$OUR_PORT"
NGINX="http://127.0.0.1:$NGINX_PORT"
BIN="${BENCH_BIN:-$CARGO_TARGET_DIR/release/wissensnetz}"

if [ -z "${BENCH_BIN:-}" ]; then
  step 'crates' 'the Rust libraries named in Cargo.lock' retry cargo fetch
  browser_half
  step 'server, release' 'compile target/release/wissensnetz' cargo build --release --package server
fi
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
  "$BIN" fill --data-dir "$dir/data" --articles "$ARTICLES" --revisions "$REVISIONS" \
    --questions "$QUESTIONS" --members "$MEMBERS" >"$dir/fill.log" &&
    tail -n 1 "$dir/fill.log" >"$dir/content.json"
}

# content KEY   an entry of the JSON that `wissensnetz fill` prints last; of a list one on a line
content() {
  node -e 'const value = JSON.parse(fs.readFileSync(process.argv[1]))[process.argv[2]];
    console.log([value].flat().join("\n"))' "$dir/content.json" "$1"
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

# For wrk: which requests to make, if not always the same one.
script=''

# load URL HEADER...   prints: requests/s, p50, p99
load() {
  local url="$1" log="$dir/wrk.log" headers=() header
  shift
  for header in "$@"; do headers+=(-H "$header"); done
  wrk -t2 "-c$CONNECTIONS" "-d${SECONDS_EACH}s" --latency ${script:+-s "$script"} "${headers[@]}" "$url" >"$log"
  if grep -E 'Non-2xx|Socket errors' "$log" >&2; then die "not every answer of $url was good"; fi
  awk '$1 == "50%" { p50 = $2 } $1 == "99%" { p99 = $2 } /^Requests\/sec:/ { rps = $2 }
    END { print rps, p50, p99 }' "$log"
}

row='%-16s %-6s %8s %10s %10s %6s %5s %9s %9s %9s %9s\n'

# compare NAME WAY GOAL URL-OF-OURS URL-OF-NGINX BYTES HEADER...   one row of the table
compare() {
  local name="$1" way="$2" goal="$3" ours_url="$4" nginx_url="$5" bytes="$6" ours nginx
  shift 6
  load "$ours_url" "$@" >"$dir/ours"
  script='' load "$nginx_url" "$@" >"$dir/nginx"
  read -r -a ours <"$dir/ours"
  read -r -a nginx <"$dir/nginx"
  # shellcheck disable=SC2059 # the format is ours
  printf "$row" "$name" "$way" "$bytes" "${ours[0]}" "${nginx[0]}" \
    "$(awk -v a="${ours[0]}" -v b="${nginx[0]}" 'BEGIN { printf "%.3f", a / b }')" "$goal" \
    "${ours[1]}" "${nginx[1]}" "${ours[2]}" "${nginx[2]}"
}

# measure NAME PATH GOAL   a page as it is and compressed, ours and nginx in turn
measure() {
  local name="$1" path="$2" goal="$3" header="Cookie: $cookie" file="$dir/www/$1.html" packed
  case " ${BENCH_PAGES:-$name} " in *" $name "*) ;; *) return ;; esac
  curl -sf -H "$header" -o "$file" "$OURS$path" || die "$path does not answer"
  curl -sf "$NGINX/$name.html" | cmp - "$file" || die 'nginx does not serve the same bytes'
  compare "$name" plain "$goal" "$OURS$path" "$NGINX/$name.html" "$(stat -c %s "$file")" "$header"

  packed="$(curl -sf -H "$header" -H 'Accept-Encoding: gzip' -o "$dir/packed" -w '%{size_download}' "$OURS$path")"
  compare "$name" gzip 0.5 "$OURS$path" "$NGINX/$name.html" "$packed" "$header" 'Accept-Encoding: gzip'
}

# memory of the server, now and at the most
memory() {
  awk '/^VmHWM/ { most = $2 } /^VmRSS/ { now = $2 }
    END { printf "memory of the server: %d MB now, %d MB at the most\n", now / 1024, most / 1024 }' "/proc/$1/status"
}

step 'content' "$ARTICLES articles, $REVISIONS revisions, $QUESTIONS questions, $MEMBERS members" fill
start server "$OURS/healthz" env "WISSENSNETZ_LISTEN=127.0.0.1:$OUR_PORT" WISSENSNETZ_SEARCHES_PER_SECOND=0 "$BIN" serve --data-dir "$dir/data"
server="${started[0]}"
nginx_config >"$dir/nginx.conf"
echo ok >"$dir/www/healthz"
start nginx "$NGINX/healthz" nginx -p "$dir" -c "$dir/nginx.conf" -e stderr

step_table
printf '\n%s connections, %s s each, on %s cores that the load generator shares\n' \
  "$CONNECTIONS" "$SECONDS_EACH" "$(nproc)"
memory "$server"
echo
# shellcheck disable=SC2059 # the format is ours
printf "$row" page way bytes ours/s nginx/s ratio goal p50 'p50 nginx' p99 'p99 nginx'
cookie="$(content cookie)"
long="$(content long)"
words='q=Gewerbeanmeldungsprojekt%20Bauantragsschulung%20Sensorkosten'
measure front / 0.07
measure article "$(content article)" 0.10
measure question "$(content question)" 0.07
measure questions /fragen 0.07
measure questions-open '/fragen?zeige=offen' 0.07
measure questions-topic '/fragen?thema=smart-city&zeige=ungeloest' 0.07
measure questions-tag "/fragen?schlagwort=$(content words | head -n 1 | tr 'A-Z' 'a-z')" 0.07
measure search "/suche?$words" 0.05
measure search-filtered '/suche?q=Bauantragsschulung%20Sensorkosten&status=laeuft' 0.05
measure wiki /wiki 0.07
measure wiki-filtered '/wiki?status=laeuft&software=produkt-7' 0.07
measure tree /wiki/baum 0.07
measure long "$long" 0.10
measure long-history "$long/verlauf" 0.07
measure long-compare "$long/vergleich?von=$((REVISIONS - 1))&bis=$REVISIONS" 0.07
measure long-authors "$long/autoren" 0.07
measure long-edit "$long/bearbeiten" 0.07
# nobody asks for the same three words all the time
content words >"$dir/words"
export BENCH_WORDS="$dir/words"
script="$STEPS/bench-search.lua" measure search-any "/suche?$words" 0.05
echo
memory "$server"

# what is offered for the first letters; 50 ms are the goal, and nginx has nothing like it
for typed in b ba baua 'bauantragsschulung%20se'; do
  case " ${BENCH_PAGES:-suggestions} " in *' suggestions '*) ;; *) break ;; esac
  load "$OURS/suche/vorschlaege?q=$typed" "Cookie: $cookie" >"$dir/ours"
  read -r -a ours <"$dir/ours"
  printf 'suggestions for %-24s %10s requests/s, p50 %s, p99 %s\n' "$typed" "${ours[@]}"
done
echo

# while 500 pages are open and listen for what is new
content listeners >"$dir/listeners"
node "$STEPS/bench-streams.mjs" "$OURS/benachrichtigungen/strom" "$dir/listeners" 10 >"$dir/streams" &
started+=("$!")
for _ in $(seq 100); do
  [ -s "$dir/streams" ] && break
  sleep 0.2
done
[ -s "$dir/streams" ] || die 'the streams do not open'
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
before="$(ticks)"
sleep 10
printf '\n%s open streams: %s of 1000 milliseconds of a processor in each second\n' "$(cat "$dir/streams")" \
  "$(($(ticks) - before))"
measure article "$(content article)" 0.10
memory "$server"
