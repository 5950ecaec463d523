// Puts the flows, the measured or known holding times and the capacities together, one row per resource.
#include "models/study/traffic.hpp"

#include "engine/base/diagnostic.hpp"
#include "models/study/traffic_capacity.hpp"
#include "models/study/traffic_choices.hpp"
#include "models/study/traffic_copy.hpp"
#include "models/study/traffic_flows.hpp"
#include "models/study/traffic_losses.hpp"
#include "models/study/traffic_overflow.hpp"
#include "models/study/traffic_pilot.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace carepath {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double people_tried = 100;     // to see how many events a person takes
constexpr double people_wanted = 20'000; // mean durations then err by a hundredth or so
constexpr double events_wanted = 1e6;    // a moment's work
constexpr double events_queueing = 2e6;  // of a run with its queues
constexpr double days_queueing = 28;     // at least
constexpr double most_runs = 16;         // shares then err by a hundredth or so

/// What all the requests of one need put on its resources.
struct NeedLoad {
  double per_week = 0;        // requests
  double granted = 0;         // of them, per week
  double present = 0;         // people at the start who ask for it first
  std::vector<double> work;   // per grant and part: unit-weeks of units, slots of a diary
  std::vector<double> shares; // of the grants that each part takes: 1 unless parts are alternatives
};

/// How many people's rows fit in a moderate amount of memory, should they all be there at once.
double people_that_fit(const Program& program) {
  constexpr double bytes_wanted = 5e8;
  const auto columns = program.attributes.size() + 6 * program.holds.size() + 3 * program.intervals.size() +
                       program.timers.size() + program.visit_counters;
  return bytes_wanted / (8.0 * static_cast<double>(columns) + 128);
}

/// A pilot of about `people_wanted`, or fewer when each of them takes many events or much memory.
PilotMeasures sized_pilot(const Program& program, const Losses& losses, PilotPeople people, double expected) {
  const double scale = std::max(expected, 1.0);
  const auto trial = run_pilot(program, losses, people, people_tried / scale);
  const double events_each = std::max(1.0, trial.events / std::max(1.0, trial.created));
  const double wanted = std::min({people_wanted, events_wanted / events_each, people_that_fit(program)});
  return wanted <= people_tried ? trial : run_pilot(program, losses, people, wanted / scale);
}

/// What is lost in a run with queues, over the whole run or as much of it as takes a moment.
Losses sized_losses(const Program& program, double arrivals) {
  const double scale = std::max(arrivals, 1.0);
  const auto trial = run_pilot(program, {}, PilotPeople::arriving, people_tried / scale);
  const double events = scale * trial.events / std::max(1.0, trial.created);
  const double days = program.plan.end.days();
  const double runs = events_queueing / std::max(1.0, events);
  return measure_losses(program, SimTime::from_days(std::min(days, std::max(days_queueing, days * runs))),
                        static_cast<std::uint32_t>(std::clamp(runs, 1.0, most_runs)));
}

class TrafficSolver {
public:
  explicit TrafficSolver(const Program& program)
      : program_(program), formulas_(program), weeks_(program.plan.end.days() / 7) {}

  TrafficReport solve() {
    find_arrivals();
    if (can_lose(program_)) losses_ = sized_losses(program_, total_arrivals_);
    formulas_.lose(losses_);
    pilot_ = sized_pilot(program_, losses_, PilotPeople::arriving, total_arrivals_);
    if (present_unmeasured())
      present_ = sized_pilot(program_, losses_, PilotPeople::present, total_present());
    solve_steps();
    for (std::uint32_t need = 0; need < program_.needs.size(); ++need) loads_.push_back(load_of(need));
    for (std::uint32_t at = 0; at < program_.resources.size(); ++at)
      capacities_.push_back(mean_capacity(program_, ResourceId(at)));
    share_alternatives();
    return report();
  }

private:
  void find_arrivals() {
    std::vector<bool> counted;
    for (std::size_t at = 0; at < program_.sources.size(); ++at) {
      const auto known = arrivals_over_run(program_, at, formulas_);
      counted.push_back(!known);
      arrivals_.push_back(known.value_or(0));
    }
    first_ = first_requests(program_, counted);
    for (std::size_t at = 0; at < arrivals_.size(); ++at) {
      if (counted[at]) arrivals_[at] = first_.arrivals[at];
      total_arrivals_ += arrivals_[at];
    }
  }

  [[nodiscard]] double total_present() const {
    double total = 0;
    for (const double asked : first_.asked) total += asked;
    return total;
  }
  /// Whether people at the start ask for something that nobody who arrives was seen to use.
  [[nodiscard]] bool present_unmeasured() const {
    for (std::uint32_t need = 0; need < program_.needs.size(); ++need)
      if (first_.asked[need] > 0 && pilot_.needs[need].finished == 0) return true;
    return false;
  }

  void solve_steps() {
    const auto sources = program_.sources.size();
    const auto steps = program_.steps.size();
    const auto ways = routing(program_, formulas_, pilot_.edges, pilot_.visits);
    std::vector<double> external(steps, 0.0);
    std::vector<StepLink> links;
    for (std::size_t from = 0; from < ways.size(); ++from)
      for (const auto& [to, share] : ways[from]) {
        if (to < sources || to >= sources + steps) continue;
        if (from < sources)
          external[to - sources] += share * arrivals_[from] / weeks_;
        else
          links.push_back({from - sources, to - sources, share});
      }
    flows_ = solve_flows(external, links);
  }

  /// Whether a grant uses something up, however long it lasts.
  [[nodiscard]] bool is_used_up(ResourceId resource) const {
    const auto& row = program_.resources[resource.value];
    return row.kind == ResourceKind::diary || row.consumed;
  }

  [[nodiscard]] NeedLoad load_of(std::uint32_t need) const {
    const auto& row = program_.needs[need];
    NeedLoad load;
    load.present = first_.asked[need];
    if (row.step.exists()) {
      const double visits = pilot_.visits[row.step.value];
      load.per_week = flows_[row.step.value] * (visits > 0 ? pilot_.needs[need].asked / visits : 1);
    }
    load.granted = load.per_week * (losses_.needs.empty() ? 1 : 1 - losses_.needs[need].total());
    for (std::size_t part = 0; part < row.parts.size(); ++part) load.work.push_back(work_of(need, part));
    load.shares.assign(row.parts.size(), 1);
    return load;
  }

  [[nodiscard]] double work_of(std::uint32_t need, std::size_t part) const {
    const auto& row = program_.needs[need].parts[part];
    const auto& resource = program_.resources[row.resource.value];
    const auto& arriving = pilot_.needs[need];
    const auto& seen = arriving.granted > 0 || present_.needs.empty() ? arriving : present_.needs[need];
    const auto amount = formulas_.mean(row.amount);
    if (is_used_up(row.resource)) {
      const double granted = std::max(1.0, seen.granted);
      const double kept = resource.book_on_arrival && seen.granted > 0 ? seen.used / granted : 1;
      const double measured = seen.amount[part] / granted;
      // Only the pilot adds up a stay over several sessions.
      return kept * (program_.needs[need].span.exists() ? measured : amount.value_or(measured));
    }
    const auto days = formulas_.holding_days(need);
    const auto turnaround = resource.turnaround.exists() ? formulas_.mean(resource.turnaround) : 0;
    const double measured = seen.finished > 0 ? seen.unit_days[part] / seen.finished : 0;
    const double unit_days = amount && days && turnaround ? *amount * (*days + *turnaround) : measured;
    return unit_days / 7 * stretch(need) / resource.group; // a group's unit is counted once
  }

  /// How much longer work takes than in the pilot: some of it is done again, and long work is cut short
  /// more often than short.
  [[nodiscard]] double stretch(std::uint32_t need) const {
    const auto step = program_.needs[need].step;
    if (!step.exists() || losses_.steps.empty() || losses_.steps[step.value].work_days == 0) return 1;
    const auto& cut = losses_.steps[step.value];
    const double pilot = (1 - cut.share) * pilot_.work_days[step.value] + cut.share * cut.days;
    return pilot > 0 ? cut.work_days / pilot : 1;
  }

  /// Requests that take whichever is free are shared in proportion to what the other needs leave spare.
  void share_alternatives() {
    const auto others = demands([](const NeedRow& row) { return row.mode == NeedMode::all; });
    for (std::size_t need = 0; need < loads_.size(); ++need)
      if (program_.needs[need].mode != NeedMode::all) share_one(need, others);
  }
  void share_one(std::size_t need, const std::vector<double>& others) {
    const auto& parts = program_.needs[need].parts;
    auto& load = loads_[need];
    std::vector<double> spare;
    std::vector<double> whole;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      const auto resource = parts[part].resource.value;
      const double work = load.work[part] > 0 ? load.work[part] : 1;
      // Without bound there is room for all; a number so large that it takes them.
      const double capacity = std::min(capacities_[resource], 1e12);
      spare.push_back(std::max(0.0, capacity - others[resource]) / work);
      whole.push_back(capacity / work);
    }
    const auto sum = [](const std::vector<double>& all) {
      double total = 0;
      for (const double each : all) total += each;
      return total;
    };
    const auto& by = sum(spare) > 0 ? spare : whole;
    const double total = sum(by);
    for (std::size_t part = 0; part < parts.size(); ++part)
      load.shares[part] = total > 0 ? by[part] / total : 1.0 / static_cast<double>(parts.size());
  }

  /// Per resource: units busy, or slots wanted per week, by the needs that `counts`.
  template <class Counts>
  [[nodiscard]] std::vector<double> demands(const Counts& counts,
                                            double NeedLoad::* people = &NeedLoad::granted) const {
    std::vector<double> result(program_.resources.size(), 0.0);
    for (std::size_t need = 0; need < loads_.size(); ++need) {
      const auto& row = program_.needs[need];
      if (!counts(row)) continue;
      for (std::size_t part = 0; part < row.parts.size(); ++part)
        result[row.parts[part].resource.value] +=
            loads_[need].*people * loads_[need].work[part] * loads_[need].shares[part];
    }
    return result;
  }

  [[nodiscard]] TrafficReport report() const {
    TrafficReport result;
    result.chosen_by_state = steps_chosen_by_state(program_);
    for (std::size_t step = 0; step < flows_.size(); ++step)
      result.steps.push_back({program_.steps[step].name, flows_[step]});
    const auto all = [](const NeedRow&) { return true; };
    const auto demand = demands(all);
    const auto asked = demands(all, &NeedLoad::per_week);
    for (std::uint32_t resource = 0; resource < demand.size(); ++resource) {
      result.resources.push_back(row_of(resource, demand[resource]));
      result.resources.back().asked = asked[resource];
    }
    std::vector<NeedRequests> requests;
    for (const auto& load : loads_) requests.push_back({load.per_week, load.granted});
    add_losses(program_, formulas_, losses_, requests, result);
    return result;
  }

  [[nodiscard]] ResourceLoad row_of(std::uint32_t resource, double demand) const {
    ResourceLoad row;
    row.name = program_.resources[resource].name;
    row.kind = program_.resources[resource].kind;
    row.demand = demand;
    row.consumed = program_.resources[resource].consumed;
    row.capacity = capacities_[resource];
    row.escalation = program_.resources[resource].escalation.units;
    row.load = row.capacity > 0 ? demand / row.capacity : demand > 0 ? infinity : 0;
    double work = 0; // of the starting list
    for (std::size_t need = 0; need < loads_.size(); ++need) {
      const auto& parts = program_.needs[need].parts;
      for (std::size_t part = 0; part < parts.size(); ++part) {
        if (parts[part].resource.value != resource) continue;
        const double people = loads_[need].present * loads_[need].shares[part];
        row.starting_list += people;
        work += people * loads_[need].work[part];
      }
    }
    if (row.starting_list > 0)
      row.weeks_to_clear = row.capacity > demand ? work / (row.capacity - demand) : infinity;
    return row;
  }

  const Program& program_;
  ProgramFormulas formulas_;
  double weeks_;
  std::vector<double> arrivals_; // per source, over the run
  double total_arrivals_ = 0;
  FirstRequests first_;
  Losses losses_; // empty where nothing can be lost
  PilotMeasures pilot_;
  PilotMeasures present_;     // empty unless needed
  std::vector<double> flows_; // per step and week
  std::vector<NeedLoad> loads_;
  std::vector<double> capacities_;
};

} // namespace

TrafficReport solve_traffic(const CompiledScenario& scenario) {
  try {
    return TrafficSolver(*scenario.program).solve();
  } catch (const InputError& stopped) {
    static_cast<void>(run_copy(*scenario.program)); // what fails by itself is at fault, and says so
    TrafficReport report;
    report.unknown = stopped.what();
    return report;
  }
}

} // namespace carepath
