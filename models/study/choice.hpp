// Choosing between scenarios by one figure: replications until the best is known, how sure one may be, and
// what it would be worth to know the uncertain inputs first.
#pragma once

#include "engine/experiment/information_value.hpp"
#include "engine/experiment/selection.hpp"
#include "models/study/study.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

enum class ChoiceMethod { kn, ocba };

struct ChoiceRequest {
  std::string kpi;
  std::optional<bool> largest;        // nothing: as the target or the kind of figure suggests
  std::optional<double> indifference; // in the KPI's own unit; nothing: 2% of the first scenario's figure
  double confidence = 0.95;
  ChoiceMethod method = ChoiceMethod::kn;
  std::uint32_t most = 500; // observations of each option
};

struct OptionFound {
  std::string name;
  std::string title;
  std::size_t replications = 0;
  Estimate figure;
  Estimate behind; // paired difference from the leader, over what both have
  double probability = 0;
  bool is_in = true; // not dropped by the selection
};

struct InputWorth {
  std::string name;
  std::string title;
  Estimate worth; // in the KPI's unit
};

struct Choice {
  KpiRow kpi;
  ChoiceMethod method = ChoiceMethod::kn;
  bool largest = true;
  double indifference = 0;
  double confidence = 0;
  std::vector<OptionFound> options; // in the order given
  std::size_t best = 0;
  bool decided = false; // the goal was reached
  std::size_t per_observation = 1;
  std::vector<InputWorth> inputs; // uncertain ones, the most worth knowing first
  Estimate worth_of_all;
  std::size_t failed = 0;
  std::vector<std::string> failures;
  bool cancelled = false;
  std::string refusal; // a sentence: why the figure cannot choose between the options; empty when it can
};

/// A KPI all scenarios have; a fault of the study when it is not there.
[[nodiscard]] std::optional<KpiRow> common_kpi(Study& study, const std::string& name);

/// Whether more of the figure is better, as far as it says so itself: by its target, else shares are good and
/// waits, money and counts are not.
[[nodiscard]] bool is_more_better(const KpiRow& kpi);

[[nodiscard]] Choice choose_option(const Study& study, const ChoiceRequest& request, const KpiRow& kpi,
                                   const RunHooks& hooks);

} // namespace carepath
