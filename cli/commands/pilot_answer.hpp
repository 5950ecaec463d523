// A pilot plan in words, tables and a picture, and the prediction that is sealed before it begins.
#pragma once

#include "models/study/pilot.hpp"
#include "report/answer.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace carepath {

[[nodiscard]] Answer pilot_answer(const PilotPlan& plan);
[[nodiscard]] nlohmann::ordered_json pilot_json(const PilotPlan& plan);

/// The bytes of a prediction file: a line with the format and the SHA-256 of all that follows, then JSON with
/// the plan, the scenarios and the version of the program.
[[nodiscard]] std::string sealed_prediction(const PilotPlan& plan, const Study& study);
/// The hash a prediction file states and the one its content has; both empty when it is no such file.
struct Seal {
  std::string stated;
  std::string found;
};
[[nodiscard]] Seal seal_of(const std::string& bytes);

} // namespace carepath
