# The viewer as a page, below build/web/page. Sourced by ./check --full; sets page_reason when it could not be built.
# shellcheck shell=bash

page_reason=""

# page_missing WHY: goes on without the page.
page_missing() {
  page_reason="the viewer's page was NOT built or tested: $1"
  say "   $page_reason"
  rm -rf build/web/page # an older one is not to be tested in its place
  stage_done
}

# build_page JOBS
build_page() {
  stage "web: zlib, HDF5 and Dear ImGui for the page"
  if ! command -v emcc >/dev/null; then
    page_missing "there is no emscripten."
    return
  fi
  if ! cmake/web_libraries.sh "$1" >build/web-libraries.log 2>&1; then
    page_missing "its libraries could not be fetched or built (log: build/web-libraries.log)."
    return
  fi
  stage_done
  stage "web: building the page with $1 job(s)"
  cmake --preset web >build/configure-web.log 2>&1 ||
    { cat build/configure-web.log >&2 && fail "preset web could not be configured."; }
  cmake --build --preset web --parallel "$1"
  stage_done
}
