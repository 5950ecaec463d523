#!/usr/bin/env bash
# The same bytes from the other compiler: cmake/compilers.sh. Packs shipped scenarios and reference cases with the release
# build (g++), runs them again with that of the preset `clang`, and exits with 1 unless every bundle gives the same bytes.
# CAREPATH_OTHER names another build's program, which then is not built here.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
ours=build/release/bin/carepath theirs=${CAREPATH_OTHER:-build/clang/bin/carepath}
mkdir -p build
# Both are of the same commit, which stands in every results file.
cmake --preset release -DCAREPATH_TESTS=ON >build/configure-release.log 2>&1 || { cat build/configure-release.log >&2 && exit 1; }
cmake --build --preset release --parallel "${CAREPATH_JOBS:-2}" --target carepath
if [[ -z ${CAREPATH_OTHER:-} ]]; then
  cmake --preset clang -DCAREPATH_TESTS=OFF >build/configure-clang.log 2>&1 || { cat build/configure-clang.log >&2 && exit 1; }
  cmake --build --preset clang --parallel "${CAREPATH_JOBS:-2}" --target carepath
fi
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

differ=0 same=0 left_out=0
while read -r scenario; do
  if ! "$ours" bundle "$scenario" -o "$scratch/x.zip" --replications 2 --quiet >/dev/null 2>"$scratch/why"; then
    left_out=$((left_out + 1))
    printf 'left out: %s: %s\n' "$scenario" "$(head -n 1 "$scratch/why")"
    continue
  fi
  verdict=$("$theirs" rerun "$scratch/x.zip" --quiet 2>&1 >/dev/null) || true
  if [[ $verdict == *"The same bytes"* ]]; then
    same=$((same + 1))
  else
    differ=$((differ + 1))
    printf '%s: %s\n' "$scenario" "$verdict"
  fi
  rm "$scratch/x.zip"
done < <(find scenarios tests/cases -name '*.toml' -not -path '*/england/*' | sort)
printf '%d scenarios give the same bytes with both compilers, %d do not; %d are no scenarios to run\n' "$same" "$differ" "$left_out"
exit $((differ > 0 || same == 0))
