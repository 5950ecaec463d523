// What a row of the KPI table is of: everyone, a group of people, a part of the whole, or none of these.
#pragma once

#include "engine/results/results.hpp"

#include <string_view>

namespace carepath {

/// The group value of the row that holds the first group's figure minus the last's.
inline constexpr std::string_view gap_value = "gap";
/// The group value of money that belongs to nobody in particular, such as that of capacity. With it the
/// groups add up to everyone's.
inline constexpr std::string_view shared_value = "shared by all";

/// Whether two rows, of whatever variants or files, are of the same figure of the same group.
[[nodiscard]] inline bool is_same_row(const KpiRow& a, const KpiRow& b) {
  return a.name == b.name && a.group == b.group && a.group_value == b.group_value;
}

/// True for a row that is a part of the whole rather than a group of people: of a setting, or of the money of
/// a payer or a provider. An attribute may be called `payer` or `provider` too: what it splits is not money.
[[nodiscard]] inline bool is_part(const KpiRow& row) {
  const bool of_money = row.unit.starts_with("£");
  return row.group == "setting" || (of_money && (row.group == "payer" || row.group == "provider"));
}

/// True for the row that holds the first group's figure minus the last's, which is no group itself. Parts of
/// a whole have none.
[[nodiscard]] inline bool is_gap(const KpiRow& row) {
  return row.group_value == gap_value && !row.group.empty() && !is_part(row);
}

/// True for the row of what is shared by all groups, which is no group itself.
[[nodiscard]] inline bool is_shared(const KpiRow& row) {
  return row.group_value == shared_value && !row.group.empty() && !is_part(row);
}

} // namespace carepath
