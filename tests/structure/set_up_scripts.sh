#!/usr/bin/env bash
# The set-up scripts explain themselves, and refuse with a reason where they cannot work.
set -euo pipefail
cd "$CAREPATH_SOURCE_DIR"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=0

# expect STATUS TEXT COMMAND...: runs from another folder and looks for TEXT in what it prints.
expect() {
  local wanted=$1 text=$2 status=0
  shift 2
  (cd "$scratch" && "$@") >"$scratch/out" 2>&1 || status=$?
  if ((status != wanted)) || ! grep -qF -- "$text" "$scratch/out"; then
    printf 'wanted status %s and "%s" from: %s\ngot status %s and:\n' "$wanted" "$text" "$*" "$status"
    cat "$scratch/out"
    faults=$((faults + 1))
  fi
}

printf 'ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04 LTS"\n' >"$scratch/ubuntu"
printf 'MemTotal: 2048000 kB\nMemAvailable: 900000 kB\n' >"$scratch/small"

for script in quickstart check; do
  expect 0 "usage: ./$script" "$PWD/$script" --help
  expect 1 "unknown option '--fast'" "$PWD/$script" --fast
  expect 1 "--jobs needs a whole number" "$PWD/$script" --jobs many
  expect 1 "this machine says 'Ubuntu 24.04 LTS'" env CAREPATH_OS_RELEASE="$scratch/ubuntu" "$PWD/$script"
  expect 1 "878 MB are free, 1500 MB are needed" env CAREPATH_MEMINFO="$scratch/small" "$PWD/$script" --no-packages
done

# Functions of the shared file, with packages that exist nowhere.
mkdir "$scratch/cmake"
printf '# a remark\nbuild  bash  a shell\ntest  no-such-package-here  nothing\n' >"$scratch/cmake/packages.txt"
# shellcheck disable=SC2016 # the inner shell expands these
with_setup=(bash -c 'set -euo pipefail; source "$0"; "$@"' "$PWD/cmake/setup.sh")
expect 0 "all 1 packages are installed" "${with_setup[@]}" install_packages build
expect 0 "no-such-package-here" "${with_setup[@]}" missing_packages build test
expect 0 "2 min 05 s" "${with_setup[@]}" duration 125
expect 1 "not enough disk space in . for the test" "${with_setup[@]}" require_space . 999999999 "the test"

((faults == 0)) && echo "set-up scripts: all answers as expected"
exit $((faults > 0))
