// The sections a scenario may have, and the shorthands their items may be written in.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

struct SectionRow {
  std::string_view kind;      // "resource", as in [resource.clinic]
  bool single = false;        // written [run], not [run.name]
  std::string_view shorthand; // the field a bare value stands for; empty when there is none
};

/// All sections in the order a scenario is usually written.
[[nodiscard]] std::span<const SectionRow> section_rows();
[[nodiscard]] const SectionRow* find_section_row(std::string_view kind);
[[nodiscard]] std::vector<std::string> section_names();

} // namespace carepath
