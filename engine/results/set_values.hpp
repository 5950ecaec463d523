// What results say of the values that were set when they were run: texts as `--set` takes them.
#pragma once

#include "engine/results/results.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// "redesign" of "redesign:path=value"; empty for a setting of every scenario.
[[nodiscard]] std::string arm_of(const std::string& setting);

/// The settings that make the first scenario of a sweep into this point; none for what is no sweep. Nothing
/// at all where a coordinate is a whole alternative, which is no value to be set.
[[nodiscard]] std::optional<std::vector<std::string>> point_settings(const Results& results,
                                                                     const VariantResult& variant);

} // namespace carepath
