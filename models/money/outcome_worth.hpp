// Value for money: what an outcome costs in one option and another, and what it is worth.
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/field.hpp"

#include "engine/results/results.hpp"

#include <vector>

namespace carepath {

/// An outcome and the spending it is set against, by the names of their KPI rows.
struct OutcomeWorth {
  std::string name;
  std::string title; // words for people; the name when it has none
  std::string outcome;
  std::string cost;
  bool more_is_better = true;
  double pounds = 0; // of one unit of the outcome as people read it; NaN where it is not said
  std::string source;
};

[[nodiscard]] const KindRow& worth_kind();

/// Reads the [worth.NAME] items; their figures are among `rows`, which are complete.
[[nodiscard]] std::vector<OutcomeWorth> read_worths(const std::vector<KpiRow>& rows, CompileContext& context);

} // namespace carepath
