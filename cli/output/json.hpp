// Results as JSON for other programs: what `--json` prints, and nothing else on standard output.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/results/results.hpp"

namespace carepath {

/// The results in the published shape "carepath-results/1", ending in a line feed. Durations in days, money
/// in pounds, shares 0 to 1; an undefined figure is null. Equal results give equal text, byte for byte:
/// keys keep the order of definition, numbers are short and read back the same, nothing depends on time,
/// host or threads.
/// `with_variance` adds to each difference the share of its variance that the same luck saved.
[[nodiscard]] std::string results_json(const Results& results, bool with_variance = false);

/// Null where it is not finite. Zero has no sign: whether -0 arises may depend on the order of a sum.
[[nodiscard]] nlohmann::ordered_json number_json(double value);

/// The mean and its limits, durations in days.
[[nodiscard]] nlohmann::ordered_json estimate_json(const Estimate& estimate, const KpiRow& row);

/// The same after its unit.
[[nodiscard]] nlohmann::ordered_json figure_json(const Estimate& estimate, const KpiRow& row);

} // namespace carepath
