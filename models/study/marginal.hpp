// What one more unit of each resource is worth: the same people, with one unit more at a time.
#pragma once

#include "models/study/study.hpp"

#include <memory>
#include <string>
#include <vector>

namespace carepath {

/// One resource with one unit more.
struct MarginalValue {
  std::string resource;
  std::string unit;              // what is one more: "unit", "session a week of 3 slots"
  double now = 0;                // units (mean), or slots a week
  std::vector<Estimate> changes; // of each KPI, with one more minus as it is
  std::vector<double> saved;     // share of the variance saved by the same people
};

struct MarginalReport {
  std::vector<KpiRow> kpis;
  std::string basis;                 // which KPIs these are
  std::vector<Estimate> as_it_is;    // of each KPI
  std::vector<MarginalValue> values; // the largest change of the first KPI first
  std::vector<std::string> left_out; // resources without bound, and stocks
  /// "resource.NAME.capacity" and the like, where something is worked out from that field and does not see
  /// the unit more, because the field is no plain number that could be one more.
  std::vector<std::string> unseen;
  std::uint32_t replications = 0;
  std::size_t failed = 0;
  bool cancelled = false;
};

/// The program with one unit more of a resource whenever there is any, or one session more in every week that
/// has one; nothing for what has no bound, for stocks, and for what is never there. What is worked out from
/// the resource's fields when compiling stays as it is.
[[nodiscard]] std::shared_ptr<const Program> with_one_more(const Program& program, ResourceId resource);

/// For every resource of the study's one scenario. `kpis`: names; empty for the main figures.
[[nodiscard]] MarginalReport marginal_values(const Study& study, const std::vector<std::string>& kpis,
                                             const RunHooks& hooks);

} // namespace carepath
