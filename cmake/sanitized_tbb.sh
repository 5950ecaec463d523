# TBB built for the thread sanitizer, from Debian's source package, below build/ only.
# Debian's libtbb is not instrumented, so the sanitizer cannot see its locks and reports races that are none.
# Sourced by ./check --full; sets sanitized_tbb_reason when it could not be built.
# shellcheck shell=bash

sanitized_tbb_reason=""
sanitized_tbb_base=$PWD/build/tbb-tsan
sanitized_tbb_config=$sanitized_tbb_base/installed/lib/cmake/TBB
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:suppressions=$PWD/cmake/tsan-libraries.txt}"

# apt-get with its own source list and package lists: the system's stay as they are.
private_apt() {
  local apt=$sanitized_tbb_base/apt
  apt-get -o Dir::Etc::sourcelist="$apt/none" -o Dir::Etc::sourceparts="$apt/sources" \
    -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

# The system's own sources, asked for source packages instead of binary ones (both file styles).
write_private_sources() {
  local apt=$sanitized_tbb_base/apt file
  mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial"
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ -r $file ]] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/sources/$(basename "$file")"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [[ -r $file ]] && sed -n 's/^deb\(-src\)\? /deb-src /p' "$file" >"$apt/sources/$(basename "$file")"
  done
  return 0
}

fetch_tbb_source() {
  write_private_sources
  private_apt update -qq || true
  (cd "$sanitized_tbb_base" && private_apt source -qq onetbb)
}

# build_sanitized_tbb JOBS
build_sanitized_tbb() {
  local -a folders
  mapfile -t folders < <(find "$sanitized_tbb_base" -maxdepth 1 -type d -name 'onetbb-*')
  ((${#folders[@]} == 1)) || return 1
  cmake -G Ninja -S "${folders[0]}" -B "$sanitized_tbb_base/build" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
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
    { fetch_tbb_source && build_sanitized_tbb "$1"; } >"$log" 2>&1 || true
  fi
  if [[ ! -e $sanitized_tbb_config/TBBConfig.cmake ]]; then
    sanitized_tbb_reason="TBB's source could not be fetched or built (log: $log), so the thread sanitizer ran \
with Debian's TBB and its reports inside TBB were suppressed: a race hidden behind TBB would not have been seen."
    say "   $sanitized_tbb_reason"
    export TSAN_OPTIONS="$TSAN_OPTIONS:suppressions=$PWD/cmake/tsan-suppressions.txt:ignore_noninstrumented_modules=1"
  fi
  stage_done
}
