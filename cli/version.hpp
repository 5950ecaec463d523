// Which program this is: its version and the commit it was built from. The source is made by version.cmake.
#pragma once

#include <string>

namespace carepath {

/// "0.1.0".
[[nodiscard]] const char* program_version();

/// The abbreviated commit, with "-dirty" where files differed from it; "unknown" outside a clone.
[[nodiscard]] const char* git_hash();

/// "0.1.0 (1a2b3c4d5e6f)".
[[nodiscard]] inline std::string version_and_commit(const std::string& version = program_version(),
                                                    const std::string& commit = git_hash()) {
  return version + " (" + commit + ")";
}

} // namespace carepath
