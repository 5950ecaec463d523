// The desktop window and its loop.
#pragma once

#include "viewer/shell.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace carepath {

/// Opens the window, reads `files` in the background and runs until the user closes it. Returns what
/// went wrong, in words, or an empty string.
[[nodiscard]] std::string run_window(const std::vector<std::filesystem::path>& files,
                                     const std::string& panel, const ReadFunction& read);

} // namespace carepath
