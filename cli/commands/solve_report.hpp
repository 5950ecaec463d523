// What `solve` prints: the answer first, then how it was found; or all of it as JSON.
#pragma once

#include "models/study/solve.hpp"

#include <string>

namespace carepath {

[[nodiscard]] std::string solve_text(const SolveProblem& problem, const SolveAnswer& answer);
[[nodiscard]] std::string solve_json(const SolveProblem& problem, const SolveAnswer& answer);

/// "resource.theatre_list.sessions = 11 per week, parameter.beds.is = 24".
[[nodiscard]] std::string plan_text(const SolveProblem& problem, const std::vector<std::string>& values);

} // namespace carepath
