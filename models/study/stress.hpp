// The STRESS-DES entry of a scenario (Monks et al. 2019, doi 10.1080/17477778.2018.1442155), and its
// assumptions with their sources.
#pragma once

#include "engine/results/results.hpp"
#include "models/scenario/document.hpp"

#include <vector>

namespace carepath {

/// Parameters, and every item that states a source; then the assumptions in words.
[[nodiscard]] std::vector<Assumption> assumptions_of(const Document& document);

/// What the scenario says of itself: version, authors, declarations of interest, population and sources,
/// where it does; several of one kind in one text.
[[nodiscard]] std::vector<AboutRow> about_scenario(const Document& document);

/// The 24 items of the checklist, filled from the scenario where it tells.
[[nodiscard]] std::vector<StressItem> stress_items(const Document& document);

} // namespace carepath
