// Pages of the reference that no field table holds: the forms of a value, and how files are laid over each
// other.
#pragma once

#include <span>
#include <string_view>

namespace carepath {

struct ReferencePage {
  std::string_view topic;
  std::string_view title; // in the list of topics
  std::string_view text;
};

[[nodiscard]] std::span<const ReferencePage> reference_pages();

} // namespace carepath
