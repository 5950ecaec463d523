#!/usr/bin/env bash
# Which lines of engine and models the tests run: cmake/coverage.sh. Prints the share, and each file's lines that no test runs;
# the page with every line is build/coverage/lines.html.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
mkdir -p build
cmake --preset coverage -DCAREPATH_TESTS=ON >build/configure-coverage.log 2>&1 ||
  { cat build/configure-coverage.log >&2 && exit 1; }
cmake --build --preset coverage --parallel "${CAREPATH_JOBS:-2}"
find build/coverage -name '*.gcda' -delete
CAREPATH_SMOKE=1 CAREPATH_PROPERTY_CASES=20 ctest --preset coverage --parallel "${CAREPATH_JOBS:-2}" --output-on-failure \
  --label-exclude 'structure|speed|viewer|limits' ${CAREPATH_COVERAGE_TESTS:+--tests-regex "$CAREPATH_COVERAGE_TESTS"} >build/coverage/ctest.log ||
  { tail -n 40 build/coverage/ctest.log >&2 && exit 1; }
gcovr --root . --object-directory build/coverage --filter 'engine/' --filter 'models/' --exclude-throw-branches \
  --exclude-unreachable-branches --gcov-ignore-parse-errors --html-details build/coverage/lines.html --txt build/coverage/lines.txt \
  --print-summary | grep -E '^lines'
awk '/^(engine|models)\// && $4 != "100%" {print}' build/coverage/lines.txt
