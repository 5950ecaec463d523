#!/usr/bin/env bash
# Fuzzes every reader: cmake/fuzz.sh [TARGET...]. CAREPATH_FUZZ_RUNS inputs each (a million), none for 5 seconds of the
# processor; CAREPATH_FUZZ_SECONDS ends each target sooner; CAREPATH_JOBS targets at once (2). New inputs go to build/fuzz/corpus, where the next run goes on
# from; one that is a fault stays in build/fuzz/faults, and the exit status is 1. Status 3: no fault, but too few inputs.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
runs=${CAREPATH_FUZZ_RUNS:-1000000} seconds=${CAREPATH_FUZZ_SECONDS:-0}
at_once=${CAREPATH_JOBS:-2}
targets=("$@")
((${#targets[@]} > 0)) || targets=(scenario table extract results valid)
faults=build/fuzz/faults

mkdir -p build
cmake --preset fuzz -DCAREPATH_TESTS=ON >build/configure-fuzz.log 2>&1 || { cat build/configure-fuzz.log >&2 && exit 1; }
cmake --build --preset fuzz --parallel "$at_once" --target fuzz_sample "${targets[@]/#/fuzz_}"
mkdir -p "$faults"
rm -f "$faults"/*

# The words of the language, which chance alone would hardly write.
words=build/fuzz/words
if [[ -x build/release/bin/carepath ]]; then
  build/release/bin/carepath reference --schema | grep -oE '"[a-z_]+"' | sort -u >"$words"
else
  echo '"scenario"' >"$words"
fi

# Options of libFuzzer that one target needs and the others do not.
options_of() {
  case $1 in
    results) # what HDF5 keeps of damaged files would be looked for as a leak at every input
      echo -max_len=262144 -detect_leaks=0
      ;;
    valid) # which instructions were counted how often would take as long as the runs themselves
      echo -max_len=256 -len_control=0 -entropic=0 -use_counters=0 -reduce_inputs=0
      ;;
    scenario) echo -max_len=16384 -len_control=20 -dict="$words" ;;
    *) echo -max_len=16384 -len_control=20 ;;
  esac
}

# first_inputs TARGET: the folder of inputs to begin with. A results file goes without its sum, by which every change
# would be noticed at once.
first_inputs() {
  if [[ $1 != results ]]; then
    echo "tests/fuzz/corpus/$1"
    return
  fi
  mkdir -p build/fuzz/first-results
  build/fuzz/bin/fuzz_sample build/fuzz/sample.h5
  head -c -33 build/fuzz/sample.h5 >build/fuzz/first-results/sample
  echo build/fuzz/first-results
}

# The sanitizers write to files: the process that reads a results file first has no standard error. There, crashes within
# HDF5 are an answer and no fault; errors in our code are ours wherever they are found. Some of those crashes come to the
# fuzzer itself all the same, because they depend on what was freed before and on what never was set. HDF5 calls one line of
# ours, for names of groups; between it and the crash lie at most a function of the C library and the sanitizer's before that.
# A report without a single call was cut short, because HDF5 had overwritten the stack: in our code the sanitizer stops that.
is_of_library() {
  local report=$faults/$1-sanitizer.$2
  [[ -e $report ]] && { grep -qE '^ +#[0-2] .*libhdf5' "$report" || ! grep -qE '^ +#0 ' "$report"; }
}

# The reports of errors in our code.
errors_of() {
  local report
  for report in "$faults/$1-sanitizer".*; do
    if grep -qE 'ERROR:|runtime error' "$report" 2>/dev/null && ! is_of_library "$1" "${report##*.}"; then echo "$report"; fi
  done
}

# run_fuzzer TARGET INPUTS: as many inputs, from the corpus on.
run_fuzzer() {
  local -a options
  read -ra options < <(options_of "$1")
  ASAN_OPTIONS=log_path=$faults/$1-sanitizer:$allocations \
    UBSAN_OPTIONS=log_path=$faults/$1-sanitizer:print_stacktrace=1 \
    LSAN_OPTIONS=suppressions=cmake/lsan-suppressions.txt:print_suppressions=0 \
    exec "build/fuzz/bin/fuzz_$1" -runs="$2" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=3000 \
    "${options[@]}" -artifact_prefix="$faults/$1-" -print_final_stats=1 "build/fuzz/corpus/$1" "$(first_inputs "$1")" \
    >>"build/fuzz/$1.log" 2>&1
}

# fuzz TARGET: 0 as it should be, 1 a fault, 3 too few inputs.
fuzz() {
  local target=$1 log=build/fuzz/$1.log status verdict="no fault" inputs=0 process
  mkdir -p "build/fuzz/corpus/$target"
  : >"$log"
  while true; do
    status=0
    run_fuzzer "$target" $((runs - inputs)) &
    process=$!
    wait "$process" || status=$?
    inputs=$(awk '/^stat::number_of_executed_units:/ { sum += $2 } END { print sum + 0 }' "$log")
    if ((status == 0 || inputs >= runs)) || ! is_of_library "$target" "$process"; then break; fi
  done
  if is_of_library "$target" "$process"; then status=0; fi
  if ((status != 0)) || [[ -n $(errors_of "$target") ]]; then
    verdict="A FAULT ($faults)"
    status=1
    tail -n 25 "$log" >&2
    errors_of "$target" | head -n 1 | xargs -r head -n 40 >&2
  elif ((inputs < runs)); then
    verdict="no fault, but fewer than $runs inputs"
    status=3
  fi
  printf '%-10s %s inputs, %s\n' "$target" "$inputs" "$verdict"
  return "$status"
}

# The next target to end is taken into account.
take_one() {
  local status=0
  wait -n || status=$?
  if ((status == 3)); then few=1; elif ((status != 0)); then failed=1; fi
  running=$((running - 1))
}

# Short stacks and little kept of what was freed: half as long for each input, a third of the memory. More than 256 MB at
# once are refused, as the bounds of the reader's own process do, which a sanitizer has no room for.
allocations=malloc_context_size=1:quarantine_size_mb=16:max_allocation_size_mb=256:allocator_may_return_null=1

failed=0 few=0 running=0
for target in "${targets[@]}"; do
  if ((running == at_once)); then take_one; fi
  fuzz "$target" &
  running=$((running + 1))
done
while ((running > 0)); do take_one; done
if ((failed)); then exit 1; fi
exit $((few * 3))
