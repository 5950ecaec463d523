// Refusing, before a run begins, a place where its results could not be written afterwards.
#pragma once

#include <filesystem>

namespace carepath {

/// Throws UsageError when `path` names no plain file in an existing folder, and std::runtime_error when its
/// folder may not be written to. Leaves no file behind and an existing file as it is.
void require_writable_file(const std::filesystem::path& path);

/// The same for a folder that is made when missing, inside one that exists.
void require_writable_folder(const std::filesystem::path& folder);

} // namespace carepath
