// Results made by hand for the viewer's tests: the shape of a real comparison, figures invented.
#pragma once

#include "engine/results/results.hpp"

namespace carepath::test {

/// Five variants, 104 weekly times, KPIs by deprivation, censuses, a pathway and paired changes.
[[nodiscard]] Results sample_results();
/// A gathered sweep over three coordinates, with figures and nothing else.
[[nodiscard]] Results sweep_results(std::size_t points);
/// One variant, one replication, no limits: the least a run writes.
[[nodiscard]] Results small_results();

} // namespace carepath::test
