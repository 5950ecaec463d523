// Values by their paths in words, and the sentence where a scenario cannot run with them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace carepath {

/// Each path and its value as text.
using SettingTexts = std::vector<std::pair<std::string, std::string>>;

/// "resource.bed.capacity = 4, parameter.dna.is = 0.1".
[[nodiscard]] std::string setting_words(const SettingTexts& values);

/// "the scenario cannot run with resource.bed.capacity = 4.5: REASON"; `reason` is a sentence.
[[nodiscard]] std::string cannot_run_with(const SettingTexts& values, const std::string& reason);

} // namespace carepath
