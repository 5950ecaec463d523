// A choice between scenarios in words, tables, a picture and JSON.
#pragma once

#include "models/study/choice.hpp"
#include "report/answer.hpp"

#include <nlohmann/json_fwd.hpp>

namespace carepath {

[[nodiscard]] Answer choice_answer(const Choice& choice);
[[nodiscard]] nlohmann::ordered_json choice_json(const Choice& choice);

} // namespace carepath
