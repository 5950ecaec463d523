// Solving a scenario: the cheapest plan that meets targets with a stated confidence, found by a monotone
// search on the same patients, and then confirmed with fresh luck.
#pragma once

#include "engine/base/estimate.hpp"
#include "engine/experiment/experiment.hpp"
#include "engine/experiment/sequential_test.hpp"
#include "models/compile/compiled_scenario.hpp"
#include "models/scenario/document.hpp"

#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// What the user asked for, in the words they used.
struct SolveRequest {
  std::filesystem::path file;
  std::vector<std::string> settings; // "--set" texts
  std::vector<std::string> finds;    // "PATH=FIRST..LAST" or "PATH=FIRST..LAST..STEP"
  std::vector<std::string> targets;  // "KPI<=VALUE" or "KPI>=VALUE"
  std::vector<std::string> costs;    // "PATH=AMOUNT": of one unit of what is found
  std::optional<std::string> budget;
  std::string front; // KPI of a front of cost against it; empty: none
  double confidence = 0.95;
  std::uint32_t first = 10; // replications of each plan, to begin with
  std::uint32_t most = 160; // and at most
  /// The answer is repeated until half the width of its targets' limits is this share of their means.
  std::optional<double> precision = {};
  std::uint32_t most_for_precision = 1000; // replications
  std::optional<std::uint64_t> seed;
  std::uint32_t threads = 0;
  std::filesystem::path library = {}; // read nothing outside this folder; empty: as `read_document` finds it
};

/// A value to be found. Its levels go from what costs least to what helps most.
struct SolveUnknown {
  std::string path;
  std::vector<Node> levels;       // as they are set
  std::vector<std::string> texts; // as they are written
  std::vector<double> numbers;    // in the unit they are written in
  std::vector<double> costs;      // of each level
};

struct SolveTarget {
  std::string text;    // as asked for
  std::size_t row = 0; // of the KPI
  MeanBound bound{};   // in the KPI's unit
};

/// A scenario with what is asked of it. When `faults` has errors it must not be solved.
struct SolveProblem {
  SourceTexts texts{};
  Diagnostics faults{};
  Document as_written{}; // in its file
  Document base{};       // with the settings
  std::vector<SolveUnknown> unknowns{};
  std::vector<SolveTarget> targets{};
  std::vector<KpiRow> kpis{};                              // of every plan
  bool has_costs = false;                                  // stated; otherwise a plan costs its levels
  bool in_money = false;                                   // the costs are in pounds
  double budget = std::numeric_limits<double>::infinity(); // infinity: none
  std::optional<std::size_t> front{};                      // row of the KPI
  double confidence = 0.95;
  std::uint32_t first = 10;
  std::uint32_t most = 160;
  std::optional<double> precision{}; // of the answer's targets
  std::uint32_t most_for_precision = 1000;
  std::uint64_t seed = 1;
  std::uint32_t threads = 0;

  /// How many there are to choose from; counted no further once they are more than `most_plans`.
  [[nodiscard]] std::size_t plans() const;
};

/// The most plans a solve may choose from.
inline constexpr std::size_t most_plans = 100'000;

[[nodiscard]] SolveProblem read_problem(const SolveRequest& request);

/// The scenario of one plan; adds a fault for what cannot be set.
[[nodiscard]] Document document_of(const SolveProblem& problem, const std::vector<std::size_t>& levels,
                                   Diagnostics& faults);

/// A plan that was run.
struct TriedPlan {
  std::size_t plan = 0;
  std::vector<std::size_t> levels; // of each unknown
  std::vector<std::string> values; // as written
  double cost = 0;
  std::uint32_t replications = 0;
  std::vector<Estimate> targets;     // the KPI of each, 95% limits
  std::vector<MeanVerdict> verdicts; // of each target
  std::vector<bool> on_equal_values; // of each target: judged at the last look although nothing varied
  MeanVerdict verdict = MeanVerdict::unclear;
  Estimate front{}; // the KPI of the front
};

struct FrontPoint {
  std::vector<std::string> values;
  double cost = 0;
  Estimate kpi;
  std::uint32_t replications = 0;
};

struct SolveAnswer {
  std::vector<TriedPlan> tried;     // in the order tried
  std::vector<TriedPlan> confirmed; // with fresh luck, in the order tried; the last one is of the answer
  std::optional<std::size_t> found; // place in `tried`
  std::vector<std::string> keeps_up_from; // of each unknown the least level that keeps up; empty: not known
  std::vector<FrontPoint> front;          // cheapest first
  std::string nearest_miss;               // in words, where nothing was found
  std::uint64_t fresh_seed = 0;
  std::size_t plans = 0;      // to choose from
  std::size_t runs = 0;       // replications, those of confirmation too
  std::size_t exhaustive = 0; // replications of a sweep of all plans, each with as many as the answer had
  std::size_t failed_replications = 0;
  bool imprecise = false; // the answer did not reach the precision asked for
  bool cancelled = false;
};

/// Progress is in replications, of as many as it expects to need by then.
[[nodiscard]] SolveAnswer solve(const SolveProblem& problem, const RunHooks& hooks);

} // namespace carepath
