#include "models/study/changes.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

/// "resource.clinic.sessions" to "resource clinic: sessions".
std::string spoken(const std::string& path) {
  const auto first = path.find('.');
  const auto second = first == std::string::npos ? first : path.find('.', first + 1);
  if (first == std::string::npos) return path;
  if (second == std::string::npos) return path.substr(0, first) + " " + path.substr(first + 1);
  return fmt::format("{} {}: {}", path.substr(0, first), path.substr(first + 1, second - first - 1),
                     path.substr(second + 1));
}

} // namespace

std::vector<std::string> plain_changes(const Document& before, const Document& after) {
  std::vector<std::string> sentences;
  for (const auto& change : difference(before, after)) {
    if (change.before.empty())
      sentences.push_back(fmt::format("{} is new: {}", spoken(change.path), change.after));
    else if (change.after.empty())
      sentences.push_back(fmt::format("{} is gone; it was {}", spoken(change.path), change.before));
    else
      sentences.push_back(fmt::format("{} was {}, now {}", spoken(change.path), change.before, change.after));
  }
  return sentences;
}

} // namespace carepath
