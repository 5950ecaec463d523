// Puts a finished file in place in one step: written beside it as "PATH.part", flushed to disk, renamed.
// Whoever opens PATH sees the old file or the whole new one, never half of one.
#pragma once

#include <filesystem>
#include <string_view>

namespace carepath {

/// Throws std::runtime_error with a sentence for people when `path` plainly cannot be written: its folder
/// is missing, it is itself a folder, or the file there is read-only. For use before a long run.
void check_can_write(const std::filesystem::path& path);

/// Makes `path` hold exactly `bytes`. On any failure removes the ".part", leaves an existing `path` as it
/// was, and throws std::runtime_error with a sentence for people (folder missing, not writable, disk full).
void replace_file(const std::filesystem::path& path, std::string_view bytes);

} // namespace carepath
