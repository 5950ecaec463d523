// Nodes back as text, in the form a person would write them in a scenario.
#pragma once

#include "models/scenario/node.hpp"

#include <string>
#include <string_view>

namespace carepath {

/// A node as one line of TOML: `"6 weeks"`, `[1, 2]`, `{ dist = "gamma", shape = 2 }`.
[[nodiscard]] std::string written_form(const Node& node);

/// A text as TOML: in quotes, with what may not stand in them written another way.
[[nodiscard]] std::string written_text(std::string_view text);

/// Whether a name, a key without quotes, may hold it: letters, digits, _ and -.
[[nodiscard]] constexpr bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// A key as TOML, quoted when it has to be.
[[nodiscard]] std::string written_key(std::string_view key);

/// True when two nodes say the same, wherever they were written.
[[nodiscard]] bool same_node(const Node& a, const Node& b);

} // namespace carepath
