// What one replication returns: fixed-size numbers in the order of its observation plan.
#pragma once

#include "engine/base/people_followed.hpp"
#include "engine/base/sim_time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace carepath {

/// Visits and waits of one step, and its arrivals from each other place, over the measured period.
struct StepFlow {
  double arrivals = 0;
  double wait_days = 0; // summed over work started
  double started = 0;
  double waiting_at_end = 0;
};

/// Arrivals at a node from another. Nodes are numbered sources, then steps, then outcomes.
struct FlowEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double arrivals = 0;
};

/// One entity's time in one interval, for comparing the same entity between variants: the sum of its periods
/// that were not nullified, with the age of one that is open at the end of the run.
struct EntityOutcome {
  std::uint64_t key = 0;
  SimTime time; // in whole days of intervals so declared
  std::uint16_t interval = 0;
  bool closed = false;  // none of its periods is open at the end
  bool measured = true; // a period closed in the measured period, or is open at the end
  std::uint16_t split_values[most_splits_followed] = {}; // categories of plan.outcome_splits, first period
  std::uint16_t periods = 1;
  bool inside = false; // the entity is there at the end of the run: a period may still follow

  [[nodiscard]] bool is_of_same(const EntityOutcome& other) const {
    return key == other.key && interval == other.interval;
  }
  /// A later period of the same entity in the same interval; or none (`periods` 0), with what else is known.
  void add(const EntityOutcome& period) {
    time = time + period.time;
    closed = closed && period.closed;
    measured = measured || period.measured;
    periods = static_cast<std::uint16_t>(periods + period.periods);
    inside = inside || period.inside;
  }
};

/// Probabilities that came out above 1 or below 0 and were taken as certain or as never.
struct ImpossibleChances {
  std::uint64_t times = 0;
  std::uint64_t first = 0; // the purpose of the first one met; 0 while there is none

  void add(const ImpossibleChances& other) {
    if (times == 0) first = other.first;
    times += other.times;
  }
};

struct ReplicationResult {
  bool completed = false;
  std::string failure;               // why not, in one sentence
  std::vector<double> outputs;       // plan.outputs
  std::vector<double> samples;       // [sample time, sample row]
  std::vector<double> census;        // [census table, census time, band]
  std::vector<double> census_marked; // the same, decision mark set
  std::vector<std::vector<double>>
      histograms; // [tally with a histogram]: counts in the bins of `histogram_edges`
  std::vector<StepFlow> steps;
  std::vector<FlowEdge> edges;     // sorted by (from, to)
  std::vector<double> littles_law; // per resource: |L - lambda W| / L, NaN when never waited
  std::vector<double> resource_queue_mean;
  std::vector<double> resource_utilisation;
  std::vector<double> resource_capacity;       // units, or slots offered per week
  std::vector<double> resource_used;           // units busy, or slots used per week; time averages
  std::vector<std::vector<double>> busy_times; // [resource]: ms with 0, 1, 2, ... busy; empty when not kept
  std::vector<std::vector<double>>
      busy_by_hour;                      // [resource]: unit-ms by hour of the week; empty when not kept
  std::vector<EntityOutcome> entities;   // sorted by key, interval; empty unless asked for
  std::uint64_t held_up = 0;             // entities that hold each other up for good at the end
  std::vector<std::uint32_t> held_up_on; // the resources they wait for
  ImpossibleChances impossible_chances;
  std::uint64_t events = 0;
  std::uint64_t created = 0;
  std::uint64_t left = 0;
  std::uint64_t inside = 0;
};

} // namespace carepath
