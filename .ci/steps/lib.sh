# shellcheck shell=bash
# What every step shares. Sourced, never run:
#   . "$(dirname "$0")/lib.sh"
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
STEPS="$ROOT/.ci/steps"
cd "$ROOT"
# The steps name files under target/, so nobody's own setting may move it.
export CARGO_TARGET_DIR="$ROOT/target"
WASM_TARGET=wasm32-unknown-unknown

say() { printf '    %s\n' "$*" >&2; }
die() {
  printf '\nerror: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# --- installing -------------------------------------------------------------

# A registry that hiccups must not cost the reader a second `make`.
retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return 0
    [ "$attempt" = 3 ] && break
    say "failed, trying again in $((attempt * 3)) s: $*"
    sleep $((attempt * 3))
  done
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    die "needs root or sudo: $*"
  fi
}

# apt_install PACKAGE...   without starting any service the packages bring.
apt_install() {
  have apt-get || die "this system has no apt-get; please install by hand: $*"
  local policy=/usr/sbin/policy-rc.d made_policy='' status=0
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    made_policy=yes
  fi
  retry apt_get_install "$@" || status=$?
  if [ "$made_policy" ]; then as_root rm -f "$policy"; fi
  [ "$status" = 0 ] || die "apt-get could not install: $*"
}

apt_get_install() {
  local log status=0
  log="$(mktemp)"
  {
    # Package lists of the last hour are fresh enough, unless they just failed us.
    { [ -z "${apt_lists_used:-}" ] && apt_lists_fresh; } || as_root apt-get update -qq
  } && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 || status=$?
  apt_lists_used=yes
  [ "$status" = 0 ] || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

apt_lists_fresh() {
  [ "$(find /var/lib/apt/lists -maxdepth 0 -mmin -60)" ] &&
    compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null
}

# cargo_install NAME ARGUMENT...   a tool, into .tools/bin
# It runs for a second and compiles for minutes, so it is compiled quickly rather than well:
# measured for wasm-bindgen, half the time of opt-level 1, and 0.4 s instead of 0.1 s per run.
cargo_install() {
  local build status=0
  build="$(mktemp -d)"
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_DEBUG=false \
    CARGO_PROFILE_RELEASE_STRIP=true \
    CARGO_TARGET_DIR="$build" \
    retry cargo install "$@" --root .tools --force --quiet || status=$?
  rm -rf "$build"
  return "$status"
}

# --- the toolchain of the browser half ---------------------------------------

# has_wasm_std RUSTC...   has this compiler a standard library for the browser?
has_wasm_std() {
  local sysroot
  sysroot="$("$@" --print sysroot 2>/dev/null)" &&
    compgen -G "$sysroot/lib/rustlib/$WASM_TARGET/lib/libstd-*.rlib" >/dev/null
}

# cargo for the browser half, whichever toolchain step wasm-toolchain.sh found or made.
wasm_cargo() {
  if has_wasm_std rustc; then
    cargo "$@"
  else
    # Debian's compiler comes without rust-lld, so it has to be told the linker.
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$(wasm_linker)" \
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS='-C linker-flavor=wasm-ld' \
      cargo +debian "$@"
  fi
}

# The newest wasm-ld: it must be no older than the LLVM inside the compiler.
wasm_linker() { compgen -c wasm-ld | sort -V | tail -n 1; }

# --- programs that hide in odd places -----------------------------------------

# The folder with initdb and pg_ctl of PostgreSQL 15 or newer: Debian keeps them off PATH.
postgres_bin() {
  local dir
  for dir in "$(pg_config --bindir 2>/dev/null)" \
    $(compgen -G '/usr/lib/postgresql/*/bin' | sort -Vr) \
    "$(dirname "$(command -v initdb 2>/dev/null)")"; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ] && [ -x "$dir/postgres" ] &&
      [ "$("$dir/postgres" --version | grep -oE '[0-9]+' | head -n 1)" -ge 15 ]; then
      printf '%s\n' "$dir"
      return
    fi
  done
  return 1
}

chromium_path() {
  command -v "${CHROMIUM:-chromium}" || command -v chromium-browser ||
    command -v google-chrome || command -v google-chrome-stable
}

# --- running steps -----------------------------------------------------------

step_names=()
step_seconds=()

# step NAME WHY COMMAND...   run one step, keep its time, stop at the first failure.
step() {
  local name="$1" why="$2" start=$SECONDS status=0 log=''
  shift 2
  printf '\n==> %s: %s\n' "$name" "$why" >&2
  if [ -t 1 ]; then
    "$@" || status=$?
  else
    log="$(mktemp)"
    "$@" > >(tee -a "$log") 2> >(tee -a "$log" >&2) || status=$?
  fi
  step_names+=("$name")
  step_seconds+=($((SECONDS - start)))
  printf '<== %s: %s\n' "$name" "$(duration $((SECONDS - start)))" >&2
  if [ "$status" != 0 ]; then
    step_table
    # Who reads only the end of a long record has to see what it was.
    if [ "$log" ]; then printf '\nThe last it said:\n' >&2 && tail -n 15 "$log" >&2 && rm -f "$log"; fi
    printf '\nFAILED in step "%s" (exit code %s).\n' "$name" "$status" >&2
    exit "$status"
  fi
  if [ "$log" ]; then rm -f "$log"; fi
}

# Everything the browser is sent, from nothing to target/site/. Nearly free when it is there.
browser_half() {
  step 'C compiler' 'SQLite and the cryptography are C' "$STEPS/c-compiler.sh"
  step 'wasm toolchain' 'a compiler for the half that runs in the browser' "$STEPS/wasm-toolchain.sh"
  step 'wasm-bindgen' 'writes the JavaScript around the compiled browser half' "$STEPS/wasm-bindgen.sh"
  step 'style packages' 'the design system, and wasm-opt' "$STEPS/npm.sh" style
  step 'browser half' 'compile the islands to target/wasm/' "$STEPS/wasm.sh"
  step 'site files' 'style sheets, fonts and scripts to target/site/' "$STEPS/site.sh"
}

step_table() {
  local i total=0
  printf '\n%-34s %10s\n' step time >&2
  for i in "${!step_names[@]}"; do
    printf '%-34s %10s\n' "${step_names[$i]}" "$(duration "${step_seconds[$i]}")" >&2
    total=$((total + step_seconds[i]))
  done
  printf '%-34s %10s\n' total "$(duration "$total")" >&2
}

duration() { printf '%d:%02d min' $(($1 / 60)) $(($1 % 60)); }
