// Which program this is: its version and the commit it was built from. The source is made by version.cmake.
#pragma once

namespace carepath {

/// "0.1.0".
[[nodiscard]] const char* program_version();

/// The abbreviated commit, with "-dirty" where files differed from it; "unknown" outside a clone.
[[nodiscard]] const char* git_hash();

} // namespace carepath
