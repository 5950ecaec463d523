// The numbers of a scenario that sliders can move: every one that has a path.
#pragma once

#include "models/scenario/document.hpp"
#include "viewer/what_if.hpp"

namespace carepath {

/// Levers for every number and quantity in the scenario's people, resources, steps, risks, parameters and
/// costs, in the order written. Lists, names and expressions have none.
[[nodiscard]] std::vector<Lever> find_levers(const Document& document);

/// The changes as `--set` texts: PATH=VALUE of every lever that was moved.
[[nodiscard]] std::vector<std::string> settings_of(const std::vector<Lever>& levers);

} // namespace carepath
