// A sensitivity analysis in words, tables, a picture and JSON.
#pragma once

#include "models/study/figure_sensitivity.hpp"
#include "report/answer.hpp"

#include <nlohmann/json_fwd.hpp>

namespace carepath {

[[nodiscard]] Answer sensitivity_answer(const Sensitivity& found, const std::string& scenario);
[[nodiscard]] nlohmann::ordered_json sensitivity_json(const Sensitivity& found);

} // namespace carepath
