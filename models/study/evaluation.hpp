// One figure of a scenario, worked out at many settings with the same patients: what sensitivity, the choice
// of the next measurement and pilots ask of a model.
#pragma once

#include "models/study/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

struct EvaluationRequest {
  std::filesystem::path file;
  std::vector<std::string> settings; // "--set" texts
  std::string kpi;                   // "wait", "wait.p95"
  std::optional<std::uint32_t> replications;
  std::optional<std::uint64_t> seed;
  std::uint32_t threads = 0;
  std::filesystem::path library = {}; // read nothing outside this folder; empty: as `read_document` finds it
};

/// A scenario that has been read and compiled once. With faults it must not be evaluated.
struct FigureModel {
  SourceTexts texts;
  Diagnostics faults;
  Document document;
  CompiledScenario compiled;
  KpiRow kpi;
  std::vector<UncertainInput> uncertain;
  std::uint64_t seed = 1;
  std::uint32_t replications = 1;
  std::uint32_t threads = 0;
};

/// Reads, compiles and finds the KPI; a KPI that is not there is a fault with the nearest name.
[[nodiscard]] FigureModel read_figure_model(const EvaluationRequest& request);

struct Evaluations {
  std::vector<std::vector<double>> values; // [point][replication or pair], NaN where undefined or failed
  std::vector<std::string> failures;       // "point 3, replication 1: reason", the first few
  std::size_t failed = 0;                  // replications
  bool cancelled = false;
};

/// The figure at each point, a list of settings made on top of the scenario. Uncertain inputs that a point
/// does not set are at their best estimates. Throws InputError with the settings of the first point that has
/// a fault: such a point is no figure that failed.
[[nodiscard]] Evaluations evaluate(const FigureModel& model, const std::vector<std::vector<Setting>>& points,
                                   const RunHooks& hooks);

/// The mean over the defined replications of each point.
[[nodiscard]] std::vector<double> point_means(const Evaluations& evaluations);

} // namespace carepath
