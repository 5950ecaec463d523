// A scenario file that says only what differs from another: its text, and how it names the other.
#pragma once

#include "models/scenario/document.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// Fields of `before` that `after` has not, as paths: no overlay can take them away. What is uncertain in a
/// parameter goes with its `is`, so it is not among them.
[[nodiscard]] std::vector<std::string> lost_fields(const Document& before, const Document& after);

/// An overlay that makes `before`, at `base` as its file names it, into `after`, but for its lost fields.
[[nodiscard]] std::string overlay_text(const Document& before, const Document& after, const std::string& base,
                                       const std::string& title, const std::string& comment);

/// How the scenario file `overlay`, yet to be written, would name the scenario `file` as its base; nothing
/// where it could not, because its library does not hold that file.
[[nodiscard]] std::optional<std::string> base_name(const std::filesystem::path& overlay,
                                                   const std::filesystem::path& file);

} // namespace carepath
