#!/usr/bin/env bash
# The same bytes from the other compiler: cmake/compilers.sh. Packs shipped scenarios and reference cases with the release
# build (g++), runs them again with that of the preset `clang`, and exits with 1 unless every bundle gives the same bytes.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
mkdir -p build
cmake --preset clang -DCAREPATH_TESTS=OFF >build/configure-clang.log 2>&1 || { cat build/configure-clang.log >&2 && exit 1; }
cmake --build --preset clang --parallel "${CAREPATH_JOBS:-2}" --target carepath
ours=build/release/bin/carepath theirs=${CAREPATH_OTHER:-build/clang/bin/carepath}
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

differ=0 same=0
while read -r scenario; do
  "$ours" bundle "$scenario" -o "$scratch/x.zip" --replications 2 --quiet 2>"$scratch/why" || continue # a sweep, or a part
  verdict=$("$theirs" rerun "$scratch/x.zip" --quiet 2>&1 >/dev/null) || true
  if [[ $verdict == *"The same bytes"* ]]; then
    same=$((same + 1))
  else
    differ=$((differ + 1))
    printf '%s: %s\n' "$scenario" "$verdict"
  fi
done < <(find scenarios tests/cases -name '*.toml' -not -path '*/england/*' | sort)
printf '%d scenarios give the same bytes with both compilers, %d do not\n' "$same" "$differ"
exit $((differ > 0 || same == 0))
