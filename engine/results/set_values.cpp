#include "engine/results/set_values.hpp"

#include <algorithm>

namespace carepath {

std::string arm_of(const std::string& setting) {
  const auto end = setting.find_first_of(":=\"'");
  return end == std::string::npos || setting[end] != ':' ? std::string() : setting.substr(0, end);
}

std::optional<std::vector<std::string>> point_settings(const Results& results, const VariantResult& variant) {
  std::vector<std::string> settings;
  const auto known = std::min(results.coordinates.size(), variant.coordinates.size());
  for (std::size_t at = 0; at < known; ++at) {
    const auto& path = results.coordinates[at].path;
    if (path.find('.') == std::string::npos) return std::nullopt; // the name of alternatives, no path
    settings.push_back(path + "=" + variant.coordinates[at]);
  }
  return settings;
}

} // namespace carepath
