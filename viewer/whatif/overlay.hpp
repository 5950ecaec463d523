// A what-if as a scenario: the changed document to run, and the same as an overlay file to keep.
#pragma once

#include "viewer/whatif/levers.hpp"
#include "viewer/whatif/scenario_source.hpp"

namespace carepath {

/// The scenario with the levers' changes, called `name`. Adds faults when a value cannot stand there.
[[nodiscard]] Document changed_document(const ChangeableScenario& scenario, const std::vector<Lever>& levers,
                                        const std::string& name, Diagnostics& faults);

/// The overlay file's text: its base, which it names `base`, and all that the changed document has otherwise.
[[nodiscard]] std::string saved_overlay(const ChangeableScenario& scenario, const Document& changed,
                                        const std::string& base);

} // namespace carepath
