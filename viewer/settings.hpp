// What is remembered from one use to the next: the panel last seen, the size of the text, what was chosen.
//
// Two small files in the user's configuration folder: ours, and Dear ImGui's own for the widths of columns.
#pragma once

#include "viewer/shell.hpp"

#include <filesystem>
#include <string>

namespace carepath {

/// $XDG_CONFIG_HOME/carepath, or ~/.config/carepath; empty when neither is known.
[[nodiscard]] std::filesystem::path settings_folder();

/// One line a setting, "name = value"; choices of single files and points are left out.
[[nodiscard]] std::string settings_text(const Shell& shell);
/// Takes what it knows from such a text; lines it does not understand are passed over.
void apply_settings(Shell& shell, const std::string& text);

/// Reads and writes `folder`/viewer.txt; a file that cannot be read or written is no fault.
void load_settings(Shell& shell, const std::filesystem::path& folder);
void save_settings(const Shell& shell, const std::filesystem::path& folder);

} // namespace carepath
