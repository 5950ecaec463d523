// Which inputs of a scenario a figure depends on: one by one, by screening, or by shares of its variance.
#pragma once

#include "engine/experiment/sensitivity.hpp"
#include "models/study/evaluation.hpp"
#include "models/study/value_range.hpp"

#include <string>
#include <vector>

namespace carepath {

enum class SensitivityMethod { tornado, morris, sobol };

struct SensitivityRequest {
  EvaluationRequest figure;
  std::vector<std::string> vary; // "PATH=LOW..HIGH"; none: the uncertain inputs of the scenario
  SensitivityMethod method = SensitivityMethod::tornado;
  std::size_t size = 0; // walks of Morris, rows of Sobol; 0: as many as are usual
};

/// Something varied: a path within a range, or an uncertain input over its evidence.
struct VariedInput {
  std::string label; // "dna", "clinic.slots"
  std::string path;
  ValueRange range;
  std::optional<UncertainInput> uncertain;

  /// The setting a share `u` of the way up; of an uncertain input its quantile.
  [[nodiscard]] Setting at(double u) const;
  /// The number of that setting: in the unit of the range, or of an uncertain input in days and pounds.
  [[nodiscard]] double number_at(double u) const;
};

/// What was found of one input. Only the parts of the method asked for are filled.
struct InputSensitivity {
  std::string label;
  std::string low; // the ends, as written
  std::string high;
  bool whole = false; // only whole numbers are tried between the ends
  Estimate at_low;    // tornado: the figure at each end
  Estimate at_high;
  Estimate change_low; // and its paired difference from the best estimates
  Estimate change_high;
  MorrisEffect effect;
  SobolIndex index;
};

struct Sensitivity {
  SensitivityMethod method = SensitivityMethod::tornado;
  KpiRow kpi;
  Estimate base;                        // the figure with nothing varied
  std::vector<InputSensitivity> inputs; // by falling importance
  std::size_t points = 0;
  std::uint32_t replications = 0;
  std::size_t failed = 0;
  std::vector<std::string> failures;
  bool cancelled = false;
};

/// The inputs varied, in the order given; adds faults to the model's.
[[nodiscard]] std::vector<VariedInput> varied_inputs(FigureModel& model,
                                                     const std::vector<std::string>& vary);

[[nodiscard]] Sensitivity find_sensitivity(const FigureModel& model, const std::vector<VariedInput>& inputs,
                                           SensitivityMethod method, std::size_t size, const RunHooks& hooks);

} // namespace carepath
