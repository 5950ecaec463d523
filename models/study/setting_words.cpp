#include "models/study/setting_words.hpp"

#include "engine/base/text.hpp"

#include <fmt/format.h>

namespace carepath {

std::string setting_words(const SettingTexts& values) {
  std::vector<std::string> parts;
  for (const auto& [path, value] : values) parts.push_back(fmt::format("{} = {}", path, value));
  return join(parts, ", ");
}

std::string cannot_run_with(const SettingTexts& values, const std::string& reason) {
  return fmt::format("the scenario cannot run with {}: {}", setting_words(values), reason);
}

} // namespace carepath
