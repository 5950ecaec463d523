#include "models/study/apply_settings.hpp"

#include "engine/results/set_values.hpp"

#include <fmt/format.h>

namespace carepath {

void apply_settings(Document& document, const std::string& arm, const StudyOptions& options,
                    Diagnostics& faults) {
  std::vector<std::string> paths;
  for (const auto& setting : options.settings) {
    const auto own = arm_of(setting);
    if (own != arm) continue;
    Diagnostics found;
    const auto assignment = own.empty() ? setting : setting.substr(own.size() + 1);
    set_typed(document, assignment, found);
    paths.emplace_back(path_of(assignment));
    const bool alone = options.files.size() < 2 || !own.empty();
    for (const auto& [severity, where, message, hint] : found.all())
      faults.error(
          where, alone ? message : fmt::format("in '{}': {}", document.path.stem().string(), message),
          alone || !hint.empty() ? hint : fmt::format("for one scenario alone: --set NAME:{}", setting));
  }
  keep_evidence_of(document, paths);
}

} // namespace carepath
