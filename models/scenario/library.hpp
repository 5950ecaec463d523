// The scenario library: the folder beyond which a scenario may not reach for its bases and data.
#pragma once

#include "engine/base/diagnostic.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace carepath {

/// The file that marks the top folder of a scenario library.
inline constexpr const char* library_mark = ".carepath-library";

/// The nearest folder at or above the scenario's own that holds the mark, or else its own folder.
[[nodiscard]] std::filesystem::path library_root(const std::filesystem::path& scenario);

/// The file `named` in the scenario file `naming`, relative to that file's folder. Adds a fault and
/// returns nothing when the name is absolute, leads outside `root` (also through links) or is no file.
[[nodiscard]] std::optional<std::filesystem::path> resolve_in_library(const std::filesystem::path& root,
                                                                      const std::filesystem::path& naming,
                                                                      const std::string& named,
                                                                      SourceRef where, Diagnostics& faults);

} // namespace carepath
