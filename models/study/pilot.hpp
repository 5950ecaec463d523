// Planning a pilot: how many sites, for how long, would show the difference the model predicts, and between
// what limits the figures of the pilot should lie at each checkpoint if the model is right.
//
// What is not known about the inputs is one number for all sites of both arms. It widens the ranges however
// many sites there are, and leaves the difference where it cancels; sites of a pilot vary among each other by
// chance.
#pragma once

#include "models/study/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

struct PilotRequest {
  std::string kpi;
  double every = 28;        // days between checkpoints
  double power = 0.8;       // chance of finding the predicted difference
  double level = 0.05;      // of the two-sided test
  double confidence = 0.95; // of the predicted ranges
  double between_sites = 0; // standard deviation between sites that differ for good, in the KPI's own unit
  std::optional<std::size_t> sites; // in each arm; nothing: as many as are needed
};

/// What is expected at one checkpoint, with the plan's number of sites in each arm.
struct PilotCheckpoint {
  double days = 0;
  Estimate site_now; // mean of one site, with its predicted range, which ends where the figure can
  Estimate site_new;
  Estimate arm_now; // of the mean of all sites of an arm
  Estimate arm_new;
  Estimate difference;    // redesign minus current
  std::size_t needed = 0; // sites in each arm that find the difference; 0: more than `most_pilot_sites`
  double power = 0;       // of the planned number of sites
  double people = 0;      // who enter one site by then, after the warm-up, mean of both arms
};

inline constexpr std::size_t most_pilot_sites = 200;

struct PilotPlan {
  KpiRow kpi;
  PilotRequest asked;
  std::string current;
  std::string redesign;
  std::uint64_t seed = 0;
  std::uint32_t replications = 0;
  std::size_t draws = 0; // of the uncertain inputs, each for several replications; 0: none is uncertain
  std::size_t sites = 0; // in each arm; 0: no number is enough
  double days = 0;       // how long
  std::vector<PilotCheckpoint> checkpoints;
  std::size_t failed = 0;
  std::vector<std::string> failures;
  bool cancelled = false;
};

/// The plan for the study's two scenarios. The shortest total of site-weeks decides the length, unless the
/// sites are given: then the first checkpoint at which they are enough. `fault` says why there is none.
[[nodiscard]] PilotPlan plan_pilot(const Study& study, const PilotRequest& request, const KpiRow& kpi,
                                   const RunHooks& hooks, std::string& fault);

} // namespace carepath
