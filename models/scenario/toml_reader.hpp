// Reading TOML text into nodes that know where they were written. The only door to the TOML library.
#pragma once

#include "engine/base/diagnostic.hpp"
#include "models/scenario/node.hpp"

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace carepath {

/// The largest scenario file read, in bytes.
inline constexpr std::size_t largest_scenario_file = 4'000'000;
/// The deepest nesting of tables and lists read.
inline constexpr int deepest_nesting = 64;
/// The most parts a dotted key may have.
inline constexpr int most_key_parts = 16;

/// Reads a scenario file into a table with its keys in the order written. Registers the text in `texts`
/// under the path as given. Returns false after adding a fault when the file is missing, a folder, empty,
/// too large, not UTF-8 or not TOML, or holds a number a scenario cannot use.
[[nodiscard]] bool read_toml(const std::filesystem::path& path, SourceTexts& texts, Diagnostics& faults,
                             Node& out);

/// Reads TOML text already in memory; `file` is its index in `SourceTexts`.
[[nodiscard]] bool read_toml_text(std::string_view text, std::uint32_t file, Diagnostics& faults, Node& out);

/// A value typed on the command line: TOML when it reads as one TOML value, otherwise a text.
[[nodiscard]] Node read_typed_value(std::string_view text);

} // namespace carepath
