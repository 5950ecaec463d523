// Which steps lead on by the state of the system: what the traffic equations cannot know before a run.
#pragma once

#include "engine/program/program.hpp"

#include <string>
#include <vector>

namespace carepath {

/// Names of the steps whose way out depends on queues, busy or free units, free dates or how long somebody
/// has waited, also by an attribute set from these.
[[nodiscard]] std::vector<std::string> steps_chosen_by_state(const Program& program);

} // namespace carepath
