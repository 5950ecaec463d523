// Arrival rates of sources, and the traffic equations lambda = gamma + P' lambda of an open network
// (Jackson 1957): what flows into each node is what comes from outside and what other nodes send on.
#pragma once

#include "engine/observe/replication_result.hpp"
#include "models/study/traffic_formula.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace carepath {

/// Mean arrivals over the whole run from one source, when its kind gives them; nothing when they must be
/// counted. People present at the start are no arrivals: 0.
[[nodiscard]] std::optional<double> arrivals_over_run(const Program& program, std::size_t source,
                                                      const ProgramFormulas& formulas);

/// The integral of a profile over [from, until), in value times days.
[[nodiscard]] double profile_integral(const Profile& profile, SimTime from, SimTime until);

/// A share of the flow out of one step that goes to another.
struct StepLink {
  std::size_t from = 0;
  std::size_t to = 0;
  double share = 0;
};

/// The flow into each step, in the unit of `external`. Throws EnsureError when flow cannot leave.
[[nodiscard]] std::vector<double> solve_flows(const std::vector<double>& external,
                                              const std::vector<StepLink>& links);

/// Where every source and step leads, by formula where there is one and else as measured in `edges`, for each
/// of the `visits` to a step: with branches a visit leads to several, and at the end of one to none. Indexed
/// by node.
[[nodiscard]] std::vector<NodeShares> routing(const Program& program, const ProgramFormulas& formulas,
                                              const std::vector<FlowEdge>& edges,
                                              const std::vector<double>& visits);

} // namespace carepath
