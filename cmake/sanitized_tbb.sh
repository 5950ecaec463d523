# TBB built for the thread sanitizer, from Debian's source package, below build/ only.
# Debian's libtbb is not instrumented, so the sanitizer cannot see its locks and reports races that are none.
# Sourced by ./check --full; sets sanitized_tbb_reason when it could not be built.
# shellcheck shell=bash

# shellcheck source=cmake/debian_source.sh
source cmake/debian_source.sh

sanitized_tbb_reason=""
sanitized_tbb_base=$PWD/build/tbb-tsan
sanitized_tbb_config=$sanitized_tbb_base/installed/lib/cmake/TBB
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:suppressions=$PWD/cmake/tsan-libraries.txt}"

# build_sanitized_tbb JOBS
build_sanitized_tbb() {
  local source
  source=$(unpacked_source "$sanitized_tbb_base" onetbb)
  [[ -n $source ]] || return 1
  cmake -G Ninja -S "$source" -B "$sanitized_tbb_base/build" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DTBB_TEST=OFF -DTBB_STRICT=OFF -DTBB_SANITIZE=thread -DTBBMALLOC_BUILD=OFF \
    -DCMAKE_INSTALL_PREFIX="$sanitized_tbb_base/installed" -DCMAKE_INSTALL_LIBDIR=lib &&
    cmake --build "$sanitized_tbb_base/build" --parallel "$1" &&
    cmake --install "$sanitized_tbb_base/build"
}

# CMake options for the thread sanitizer's build, one per line.
sanitized_tbb_options() {
  if [[ -e $sanitized_tbb_config/TBBConfig.cmake ]]; then say "-DTBB_DIR=$sanitized_tbb_config"; fi
}

# prepare_sanitized_tbb JOBS
prepare_sanitized_tbb() {
  local log=build/tbb-tsan.log
  stage "TBB for the thread sanitizer"
  if [[ ! -e $sanitized_tbb_config/TBBConfig.cmake ]]; then
    rm -rf "$sanitized_tbb_base"
    mkdir -p "$sanitized_tbb_base"
    { fetch_sources "$sanitized_tbb_base" onetbb && build_sanitized_tbb "$1"; } >"$log" 2>&1 || true
  fi
  if [[ ! -e $sanitized_tbb_config/TBBConfig.cmake ]]; then
    sanitized_tbb_reason="TBB's source could not be fetched or built (log: $log), so the thread sanitizer ran \
with Debian's TBB and its reports inside TBB were suppressed: a race hidden behind TBB would not have been seen."
    say "   $sanitized_tbb_reason"
    export TSAN_OPTIONS="$TSAN_OPTIONS:suppressions=$PWD/cmake/tsan-suppressions.txt:ignore_noninstrumented_modules=1"
  fi
  stage_done
}
