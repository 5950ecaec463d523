# carepath_library(NAME FOLDERS folder... [ALONE folder...] [PUBLIC libs] [PRIVATE libs]): a static library of all sources
# in the folders. The files of a catalogue name their parts alike: those of folders under ALONE are never joined.
# carepath_join(TARGET): its sources are compiled several at once, those of one folder together.
# carepath_options(TARGET): include root, warnings as errors and sanitizers, for libraries and programs.
option(CAREPATH_SANITIZE_ADDRESS "Address and undefined-behaviour sanitizers" OFF)
option(CAREPATH_SANITIZE_THREAD "Thread sanitizer" OFF)
option(CAREPATH_FUZZ "Programs for libFuzzer (clang only)" OFF)
option(CAREPATH_COVERAGE "Count which lines are run" OFF)
# Most of the time of a file goes to its headers, so that joined files take a third of it. The names that files of one
# folder keep to themselves therefore differ. The debug preset joins none: there a change compiles one file, and each file
# has to include what it uses.
option(CAREPATH_JOINED "Compile sources of a folder several at once" ON)

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

function(carepath_join target)
  if(NOT CAREPATH_JOINED)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  foreach(source ${sources})
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${folder})
    string(MAKE_C_IDENTIFIER "${folder}" folder)
    math(EXPR part "0${number_in_${folder}} / 8")
    math(EXPR number_in_${folder} "0${number_in_${folder}} + 1")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder}_${part})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

function(carepath_library target)
  cmake_parse_arguments(ARG "" "" "FOLDERS;ALONE;PUBLIC;PRIVATE" ${ARGN})
  set(sources)
  foreach(folder ${ARG_FOLDERS})
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp ${CMAKE_SOURCE_DIR}/${folder}/*.hpp)
    list(APPEND sources ${found})
  endforeach()
  add_library(${target} STATIC ${sources})
  carepath_join(${target})
  foreach(folder ${ARG_ALONE})
    file(GLOB alone ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
    set_source_files_properties(${alone} PROPERTIES UNITY_GROUP "" SKIP_UNITY_BUILD_INCLUSION ON)
  endforeach()
  carepath_options(${target})
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()
