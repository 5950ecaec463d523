// Which figures of a KPI are shown: "mean", "p95", "share_over 92%", "per week", ...
#pragma once

#include "models/kpi/bound.hpp"

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

struct KpiOffer;

struct Show {
  ShowKind kind = ShowKind::mean;
  double number = 0;   // p, limit (days, a share or a plain number), period in days
  std::string outcome; // per_outcome
  std::string label;   // as written
  SourceRef where;
  std::optional<Bound> limit = std::nullopt; // of a share within, over, at or up to: as written
};

/// One plain figure: what a form shows when the item says nothing.
[[nodiscard]] std::vector<Show> only(ShowKind kind, std::string label);

/// Whether the limit of a share can be compared with what is measured: lengths of time, numbers (of which
/// there are none below 0; of units in use whole ones or a share of what there is), or with `any` whatever an
/// attribute holds. Adds a fault when it cannot.
[[nodiscard]] bool limit_fits(const Show& show, const KpiOffer& offer, const std::string& kpi,
                              CompileContext& context);

/// The figures an item asks for: `share_within`, `share_over`, then `show`; empty when it says nothing.
[[nodiscard]] std::vector<Show> read_shows(const Item& item, CompileContext& context);

/// What is shown of the figures an item asks for, in a form that shows `fallback` by itself: those asked for,
/// `fallback` where there are none, and both where a redesign adds some to an item that asks for none.
[[nodiscard]] std::vector<Show> shown_figures(const Item& item, const std::vector<Show>& asked,
                                              const std::vector<Show>& fallback);

} // namespace carepath
