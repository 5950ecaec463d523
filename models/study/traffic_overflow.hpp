// Who goes without: the losses of each need and step, told of the resources they concern.
#pragma once

#include "models/study/traffic.hpp"
#include "models/study/traffic_formula.hpp"
#include "models/study/traffic_losses.hpp"

#include <vector>

namespace carepath {

/// Requests of one need, a week, and those that are granted.
struct NeedRequests {
  double asked = 0;
  double granted = 0;
};

/// Fills `losses` and `can_be_left` of each resource of the report.
void add_losses(const Program& program, const ProgramFormulas& formulas, const Losses& losses,
                const std::vector<NeedRequests>& requests, TrafficReport& report);

} // namespace carepath
