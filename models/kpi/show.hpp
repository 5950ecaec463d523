// Which figures of a KPI are shown: "mean", "p95", "share_over 92%", "per week", ...
#pragma once

#include "models/compile/context.hpp"

#include <string>
#include <vector>

namespace carepath {

enum class ShowKind : std::uint8_t {
  mean,
  quantile,
  minimum,
  maximum,
  deviation,
  total,
  number,
  share_within,
  share_over,
  share_at,
  share_up_to,
  share_waiting,
  mean_of_those,
  per_time,
  per_outcome,
  clearance,
  activity,
  staff_hours,
  bed_days,
  cost
};

struct Show {
  ShowKind kind = ShowKind::mean;
  double number = 0;   // p, threshold (days or share), period in days
  std::string outcome; // per_outcome
  std::string label;   // as written
  SourceRef where;
};

/// One plain figure: what a form shows when the item says nothing.
[[nodiscard]] std::vector<Show> only(ShowKind kind, std::string label);

/// The figures an item asks for: `share_within`, `share_over`, then `show`; empty when it says nothing.
[[nodiscard]] std::vector<Show> read_shows(const Item& item, CompileContext& context);

} // namespace carepath
