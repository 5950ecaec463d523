// Limits checked on raw TOML text before it is parsed, so that hostile input cannot exhaust the stack.
#pragma once

#include <cstdint>
#include <string_view>

namespace carepath {

/// How deep brackets nest and how many parts a dotted key has, at the first place that is the deepest.
struct TomlExtent {
  int nesting = 0;
  std::uint32_t nesting_line = 0;
  int key_parts = 0;
  std::uint32_t key_line = 0;
};

/// Measures TOML text, skipping strings and comments; never recurses.
[[nodiscard]] TomlExtent measure_toml(std::string_view text);

} // namespace carepath
