// Measures what no formula gives: a run of the scenario's program in which everything asked for is
// granted at once, so that only the pathway itself is seen; those who are turned away or give up in the
// real system do so here with the same chance.
//
// The people of the pilot arrive over the whole period of the run, thinned or multiplied to a number that
// takes a moment to simulate, and are then followed until they leave: no visit is cut short.
#pragma once

#include "engine/observe/replication_result.hpp"
#include "engine/program/program.hpp"
#include "models/study/traffic_losses.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

/// What was seen of one need, summed over the requests for it.
struct NeedMeasure {
  double asked = 0;
  double granted = 0;
  double used = 0;               // booked slots kept until their moment; the others went back to the diary
  double finished = 0;           // grants given back
  std::vector<double> amount;    // per part, over all grants
  std::vector<double> unit_days; // per part, over finished grants; each alternative as if it were taken
};

struct PilotMeasures {
  std::vector<FlowEdge> edges;    // without people left out by thinning
  std::vector<double> visits;     // per step
  std::vector<double> work_days;  // per step: mean of a visit; NaN without any
  std::vector<NeedMeasure> needs; // per need
  double created = 0;
  double events = 0;
};

enum class PilotPeople : std::uint8_t { arriving, present }; // present: there at the start

/// Runs the pilot with `scale` times the people of the scenario; above 1 it is rounded to a whole number.
/// Throws EnsureError when the program fails.
[[nodiscard]] PilotMeasures run_pilot(const Program& program, const Losses& losses, PilotPeople people,
                                      double scale);

/// Who asks for what at the start, and how many arrive.
struct FirstRequests {
  std::vector<double> asked;    // per need: people present at the start whose first step asks for it first
  std::vector<double> arrivals; // per source, over the run; 0 for sources left out
};

/// Follows people present at the start to their first request, and counts the arrivals of the sources
/// marked in `counted`. Throws EnsureError when the program fails.
[[nodiscard]] FirstRequests first_requests(const Program& program, const std::vector<bool>& counted);

} // namespace carepath
