# Writes OUTPUT, the source behind cli/version.hpp: VERSION, and the commit of the folder SOURCE where it is a clone.
# Run at every build; the file is touched only when its text changes.
set(hash unknown)
find_program(git git)
if(git AND EXISTS ${SOURCE}/.git)
  execute_process(COMMAND ${git} -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
    OUTPUT_VARIABLE found RESULT_VARIABLE failed ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT failed AND found)
    set(hash ${found})
  endif()
endif()
set(text "// Made by cli/version.cmake.
#include \"cli/version.hpp\"

namespace carepath {

const char* program_version() { return \"${VERSION}\"; }
const char* git_hash() { return \"${hash}\"; }

} // namespace carepath
")
set(before "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} before)
endif()
if(NOT before STREQUAL text)
  file(WRITE ${OUTPUT} "${text}")
endif()
