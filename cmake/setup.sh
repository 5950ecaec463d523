# Set-up shared by ./quickstart and ./check: stages with times, checks on the machine, Debian packages.
# Sourced, never run. The caller has set -euo pipefail and works in the repository root.
# shellcheck shell=bash

setup_stage_title=""
setup_stage_began=0
setup_log=build/setup.log
setup_explained=no

say() { printf '%s\n' "$*"; }

# A reason a person can act on; ends the script.
fail() {
  setup_explained=yes
  printf '\n%s: %s\n' "$(basename "$0")" "$1" >&2
  shift
  local line
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

duration() {
  if (($1 < 60)); then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

stage() {
  setup_stage_title=$1
  setup_stage_began=$SECONDS
  printf '\n== %s\n' "$1"
}

stage_done() { printf '   done in %s\n' "$(duration $((SECONDS - setup_stage_began)))"; }

# For `trap report_stop EXIT`: a stop that nothing has explained yet says its stage.
report_stop() {
  local status=$?
  if ((status == 0)) || [[ $setup_explained == yes ]]; then return; fi
  printf '\n%s stopped in the stage "%s" (exit status %d). The lines above say why.\n' \
    "$(basename "$0")" "$setup_stage_title" "$status" >&2
}

# packages_of GROUP...: package names of these groups, one per line.
packages_of() {
  local wanted=" $* " group package reason
  while read -r group package reason; do
    if [[ -n $reason && $wanted == *" $group "* ]]; then say "$package"; fi
  done < <(grep -v '^#' cmake/packages.txt)
}

# missing_packages GROUP...: those not installed.
missing_packages() {
  local package
  for package in $(packages_of "$@"); do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || say "$package"
  done
}

# The release file is a parameter so that the refusal can be tested.
require_debian_12() {
  local release=${CAREPATH_OS_RELEASE:-/etc/os-release} id="" version="" name=""
  if [[ -r $release ]]; then
    id=$(sed -n 's/^ID=//p' "$release" | tr -d '"')
    version=$(sed -n 's/^VERSION_ID=//p' "$release" | tr -d '"')
    name=$(sed -n 's/^PRETTY_NAME=//p' "$release" | tr -d '"')
  fi
  if [[ $id != debian || $version != 12 ]]; then
    fail "this set-up is for Debian 12 (bookworm); this machine says '${name:-unknown}'." \
      "On Windows or macOS, or on another Linux, use a Debian 12 container or virtual machine." \
      "To try with packages you installed yourself: ./$(basename "$0") --no-packages"
  fi
  say "   $name, $(nproc) processor cores, $(available_memory_mb) MB of memory free"
}

available_memory_mb() {
  echo $(($(sed -n 's/^MemAvailable: *\([0-9]*\).*/\1/p' "${CAREPATH_MEMINFO:-/proc/meminfo}") / 1024))
}

# require_space FOLDER MB PURPOSE
require_space() {
  local free
  free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
  if ((free < $2)); then
    fail "not enough disk space in $1 for $3: $free MB are free, $2 MB are needed." \
      "Free some space, or put the folder on a larger disk, and run this again."
  fi
}

# A compile job peaks near 1.2 GB; below 1.5 GB the compiler is killed half-way with an unclear message.
require_memory() {
  local free
  free=$(available_memory_mb)
  if ((free < 1500)); then
    fail "too little memory to compile: $free MB are free, 1500 MB are needed." \
      "Close other programs, or give the (virtual) machine more memory."
  fi
}

# build_jobs MOST: compile jobs at once, by cores and by memory.
build_jobs() {
  local jobs by_memory
  jobs=$(nproc)
  by_memory=$(($(available_memory_mb) / 1500))
  ((jobs > by_memory)) && jobs=$by_memory
  ((jobs > $1)) && jobs=$1
  ((jobs < 1)) && jobs=1
  echo "$jobs"
}

# install_packages GROUP...: nothing when all are there.
install_packages() {
  local -a missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then
    say "   all $(packages_of "$@" | wc -l) packages are installed"
    return
  fi
  say "   to install: ${missing[*]}"
  require_space / 1500 "the packages"
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "packages are missing, and installing them needs root or sudo." \
      "Ask an administrator to run:" "apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
    sudo -v || fail "sudo did not accept this user, so the packages cannot be installed." \
      "Ask an administrator to run:" "apt-get install --no-install-recommends ${missing[*]}"
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600)
  mkdir -p build
  : >"$setup_log"
  say "   fetching package lists"
  "${as_root[@]}" update -qq >>"$setup_log" 2>&1 || true # the install says what is really wrong
  announce_removals "${as_root[@]}" -s install -y --no-install-recommends "${missing[@]}"
  say "   installing (a minute or two; the full log is in $setup_log)"
  "${as_root[@]}" install -y -qq --no-install-recommends "${missing[@]}" >>"$setup_log" 2>&1 ||
    fail_install "${missing[@]}"
}

# try_packages GROUP WITHOUT: like install_packages, but where they cannot be had says what is done without them.
try_packages() {
  if ! (install_packages "$1"); then say "   going on without them: $2"; fi
}

# Boost 1.81 cannot be installed beside Debian's default 1.74: say what goes before it goes.
announce_removals() {
  local removed
  removed=$("$@" 2>/dev/null | awk '$1 == "Remv" { printf "%s ", $2 }') || true
  if [[ -n $removed ]]; then say "   apt removes packages that conflict with Boost 1.81: $removed"; fi
}

fail_install() {
  local reason="apt-get could not install the packages."
  if grep -qE 'Could not resolve|Temporary failure resolving|Could not connect|Network is unreachable' "$setup_log"; then
    reason="the packages could not be fetched: this machine has no way to Debian's package servers."
  elif grep -q 'Unable to locate package' "$setup_log"; then
    reason="apt does not know some packages: are the 'bookworm' and 'bookworm-updates' sources switched on?"
  elif grep -q 'Could not get lock' "$setup_log"; then
    reason="another program has been using apt for ten minutes."
  elif grep -q 'enough free space' "$setup_log"; then
    reason="there is not enough disk space for the packages."
  fi
  tail -n 8 "$setup_log" >&2
  fail "$reason" "The full log is in $setup_log. Packages wanted: $*"
}
