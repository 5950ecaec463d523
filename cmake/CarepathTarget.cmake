# carepath_library(NAME FOLDERS folder... [PUBLIC libs] [PRIVATE libs]): a static library of all sources in the folders.
# carepath_options(TARGET): include root, warnings as errors and sanitizers, for libraries and programs.
option(CAREPATH_SANITIZE_ADDRESS "Address and undefined-behaviour sanitizers" OFF)
option(CAREPATH_SANITIZE_THREAD "Thread sanitizer" OFF)
option(CAREPATH_FUZZ "Programs for libFuzzer (clang only)" OFF)
option(CAREPATH_COVERAGE "Count which lines are run" OFF)

# Compiled objects are kept across builds and checkouts: paths are taken relative to the source folder.
find_program(CAREPATH_CCACHE ccache)
if(CAREPATH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CAREPATH_CCACHE})
endif()

# Guards against a file from a stranger that meets a fault of ours, in the builds that users run (SECURITY.md): programs at
# an address of the system's choice, stacks and copies of known size that are checked. Sanitizers have checks of their own.
set(CAREPATH_HARDENED FALSE)
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CAREPATH_SANITIZE_ADDRESS AND NOT CAREPATH_SANITIZE_THREAD AND NOT EMSCRIPTEN)
  set(CAREPATH_HARDENED TRUE)
endif()
set(CAREPATH_GUARDS -fPIE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)

# Two warnings are off because g++ 12 gives them wrongly: -Wrestrict on joining strings (its bug 105651), and
# -Wmaybe-uninitialized in instrumented code.
function(carepath_options target)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
  set(warnings -Wall -Wextra -Wpedantic -Wshadow)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU") # the other compiler is there to compare results, not to hold up a build
    list(APPEND warnings -Wconversion -Werror -Wno-restrict)
  endif()
  target_compile_options(${target} PRIVATE ${warnings} -ffp-contract=off)
  if(CAREPATH_HARDENED)
    target_compile_options(${target} PRIVATE ${CAREPATH_GUARDS})
    target_link_options(${target} PUBLIC -pie)
  endif()
  if(CAREPATH_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  elseif(CAREPATH_COVERAGE)
    target_compile_options(${target} PRIVATE --coverage -fprofile-update=atomic)
    target_link_options(${target} PUBLIC --coverage)
  endif()
  if(CAREPATH_SANITIZE_ADDRESS OR CAREPATH_SANITIZE_THREAD)
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
  endif()
  if(CAREPATH_SANITIZE_ADDRESS)
    target_compile_options(${target} PUBLIC -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  elseif(CAREPATH_SANITIZE_THREAD)
    target_compile_options(${target} PUBLIC -fsanitize=thread -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=thread)
  endif()
endfunction()

function(carepath_library target)
  cmake_parse_arguments(ARG "" "" "FOLDERS;PUBLIC;PRIVATE" ${ARGN})
  set(sources)
  foreach(folder ${ARG_FOLDERS})
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp ${CMAKE_SOURCE_DIR}/${folder}/*.hpp)
    list(APPEND sources ${found})
  endforeach()
  add_library(${target} STATIC ${sources})
  carepath_options(${target})
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()
