#!/usr/bin/env bash
# Fuzzes every reader: cmake/fuzz.sh [TARGET...]. CAREPATH_FUZZ_RUNS inputs each (a million), none for over 5 seconds.
# New inputs go to build/fuzz/corpus; one that crashes or hangs stays in build/fuzz/faults, and the exit status is 1.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
runs=${CAREPATH_FUZZ_RUNS:-1000000}
targets=("$@")
((${#targets[@]} > 0)) || targets=(scenario table extract results valid)

mkdir -p build
cmake --preset fuzz -DCAREPATH_TESTS=ON >build/configure-fuzz.log 2>&1 || { cat build/configure-fuzz.log >&2 && exit 1; }
cmake --build --preset fuzz --parallel "${CAREPATH_JOBS:-2}" --target write_sample "${targets[@]/#/fuzz_}"
mkdir -p build/fuzz/faults

failed=0
for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target
  mkdir -p "$corpus"
  first=("tests/fuzz/corpus/$target")
  if [[ $target == results ]]; then # without its sum, by which every change would be noticed at once
    build/fuzz/bin/write_sample build/fuzz/sample.h5
    head -c -33 build/fuzz/sample.h5 >"$corpus/sample"
    first=()
  fi
  log=build/fuzz/$target.log
  if ! "build/fuzz/bin/fuzz_$target" -runs="$runs" -timeout=5 -rss_limit_mb=3000 -max_len=16384 -len_control=20 \
    -artifact_prefix=build/fuzz/faults/"$target-" -print_final_stats=1 "$corpus" ${first[@]+"${first[@]}"} >"$log" 2>&1; then
    failed=1
    tail -n 30 "$log" >&2
  fi
  printf '%-10s %s inputs, %s\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
    "$(grep -qE '^(SUMMARY|==[0-9]+== ERROR)' "$log" && echo 'A FAULT (build/fuzz/faults)' || echo 'no fault')"
done
exit "$failed"
