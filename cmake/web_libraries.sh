#!/usr/bin/env bash
# Builds what the page (cmake --preset web) needs and Debian has no WebAssembly of: zlib, HDF5 and Dear ImGui, from
# Debian's source packages, and a folder of links to the headers of the rest. All lie in build/web-libraries.
set -euo pipefail
export NODE_PATH=/usr/share/nodejs # where Debian keeps the modules of emscripten, for any node
cd "$(dirname "$(readlink -f "$0")")/.."
# shellcheck source=cmake/debian_source.sh
source cmake/debian_source.sh

base=$PWD/build/web-libraries
installed=$base/installed
toolchain=/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake

link_headers() {
  local library
  mkdir -p "$base/headers"
  for library in boost fmt toml++ nlohmann eigen3/Eigen eigen3/unsupported stb/stb_image_write.h; do
    [[ -e /usr/include/$library ]] || { printf 'there is no /usr/include/%s\n' "$library" >&2 && return 1; }
    ln -sfn "/usr/include/$library" "$base/headers/$(basename "$library")"
  done
}

build_zlib() {
  local source file
  source=$(unpacked_source "$base" zlib)
  mkdir -p "$base/zlib"
  cp "$source/zconf.h.in" "$source/zconf.h"
  for file in adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil; do
    emcc -O2 -DHAVE_UNISTD_H -c "$source/$file.c" -o "$base/zlib/$file.o"
  done
  emar rcs "$installed/lib/libz.a" "$base"/zlib/*.o
  cp "$source/zlib.h" "$source/zconf.h" "$installed/include"
}

# HDF5 asks the machine it will run on for the layout of its numbers: node answers. One answer it wants as a file of the
# build's folder, where not every node can write: digits of long double (DECIMAL_DIG) and of __float128.
build_hdf5() {
  local source
  source=$(unpacked_source "$base" hdf5)
  mkdir -p "$base/hdf5"
  printf '36;0;' >"$base/hdf5/pac_Cconftest.out"
  (cd "$base/hdf5" && cmake -G Ninja -S "$source" -B . -DCMAKE_TOOLCHAIN_FILE=$toolchain \
    "-DCMAKE_EXE_LINKER_FLAGS=-sNODERAWFS=1 -sEXIT_RUNTIME=1" \
    "-DCMAKE_CROSSCOMPILING_EMULATOR=node;--no-experimental-fetch" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX="$installed" -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=OFF -DHDF5_BUILD_TOOLS=OFF \
    -DHDF5_BUILD_EXAMPLES=OFF -DHDF5_BUILD_CPP_LIB=OFF -DHDF5_BUILD_FORTRAN=OFF -DHDF5_ENABLE_SZIP_SUPPORT=OFF \
    -DHDF5_ENABLE_Z_LIB_SUPPORT=ON -DZLIB_USE_EXTERNAL=OFF -DZLIB_INCLUDE_DIR="$installed/include" \
    -DZLIB_LIBRARY="$installed/lib/libz.a")
  cmake --build "$base/hdf5" --parallel "$jobs"
  cmake --install "$base/hdf5"
}

# Indices of 32 bits: the page's OpenGL cannot start in the middle of a list of vertices, as the desktop's can.
build_imgui() {
  local source file
  source=$(unpacked_source "$base" imgui)
  mkdir -p "$base/imgui" "$installed/include/backends"
  for file in imgui imgui_draw imgui_tables imgui_widgets misc/cpp/imgui_stdlib backends/imgui_impl_glfw \
    backends/imgui_impl_opengl3; do
    em++ -std=c++20 -O2 -I"$source" -DImDrawIdx="unsigned int" -DIMGUI_IMPL_OPENGL_ES3 -c "$source/$file.cpp" \
      -o "$base/imgui/$(basename "$file").o"
  done
  printf '#define STB_IMAGE_WRITE_IMPLEMENTATION\n#include <stb_image_write.h>\n' >"$base/imgui/pictures.c"
  emcc -O2 -I"$base/headers" -c "$base/imgui/pictures.c" -o "$base/imgui/pictures.o"
  emar rcs "$installed/lib/libimgui.a" "$base"/imgui/*.o
  cp "$source"/imgui.h "$source"/imconfig.h "$source"/imgui_internal.h "$source"/imstb_*.h \
    "$source/misc/cpp/imgui_stdlib.h" "$installed/include"
  cp "$source"/backends/imgui_impl_glfw.h "$source"/backends/imgui_impl_opengl3*.h "$installed/include/backends"
}

jobs=${1:-2}
if [[ -e $base/done ]]; then exit 0; fi
for tool in em++ node cmake ninja dpkg-source; do
  command -v $tool >/dev/null || { printf 'web_libraries.sh needs %s\n' "$tool" >&2 && exit 1; }
done
mkdir -p "$installed/lib" "$installed/include"
fetch_sources "$base" zlib hdf5 imgui
link_headers
build_zlib
build_imgui
build_hdf5
touch "$base/done"
