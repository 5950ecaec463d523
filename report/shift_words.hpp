// Which way a row of the left shift goes, and where: what leaves hospital is told from what moves into it.
#pragma once

#include "engine/results/results.hpp"

#include <string_view>

namespace carepath {

/// The setting that a left shift relieves, as scenarios name it.
inline constexpr std::string_view hospital_setting = "acute";

[[nodiscard]] inline bool is_in_hospital(const ShiftRow& row) {
  return row.setting == hospital_setting;
}

/// True for what becomes less.
[[nodiscard]] inline bool is_removed(const ShiftRow& row) {
  return row.change < 0;
}

} // namespace carepath
