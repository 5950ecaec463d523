#!/usr/bin/env bash
# Which lines of engine and models the tests run: cmake/coverage.sh. Prints the share of each folder and the lines that no
# test runs, and exits with 1 under 90%; the page with every line is build/coverage/lines.html. CAREPATH_COVERAGE_TESTS, a
# regular expression, chooses tests.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
jobs=${CAREPATH_JOBS:-2}
programs=(base compile experiment fit observe program random reproducibility results run scenario study working_time)
scripts=(cases cli hostile language properties scenarios theory wrong)

mkdir -p build
cmake --preset coverage -DCAREPATH_TESTS=ON >build/configure-coverage.log 2>&1 ||
  { cat build/configure-coverage.log >&2 && exit 1; }
wanted=()
for folder in "${programs[@]}"; do
  if compgen -G "tests/$folder/*.cpp" >/dev/null; then wanted+=("test_$folder"); fi
done
cmake --build --preset coverage --parallel "$jobs" --target carepath write_sample "${wanted[@]}"

# Counts of an earlier run are no evidence. Two replications show which lines run as well as thirty do.
find build/coverage -name '*.gcda' -delete
labels=$(IFS='|' && echo "^(${programs[*]}|${scripts[*]})\$")
CAREPATH_SMOKE=1 CAREPATH_PROPERTY_CASES=60 ctest --preset coverage --parallel "$jobs" --label-regex "$labels" \
  ${CAREPATH_COVERAGE_TESTS:+--tests-regex "$CAREPATH_COVERAGE_TESTS"} >build/coverage/ctest.log ||
  { tail -n 40 build/coverage/ctest.log >&2 && exit 1; }
gcovr --root . --object-directory build/coverage --filter 'engine/' --filter 'models/' --exclude-throw-branches \
  --exclude-unreachable-branches --gcov-ignore-parse-errors --html-details build/coverage/lines.html \
  --json build/coverage/lines.json build/coverage >build/coverage/gcovr.log 2>&1 ||
  { tail -n 20 build/coverage/gcovr.log >&2 && exit 1; }
/usr/bin/python3 cmake/uncovered.py build/coverage/lines.json
