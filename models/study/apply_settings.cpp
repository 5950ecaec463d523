#include "models/study/apply_settings.hpp"

#include "engine/results/set_values.hpp"

#include <fmt/format.h>

namespace carepath {

void apply_settings(Document& document, const std::string& arm, const StudyOptions& options,
                    Diagnostics& faults, const std::string& variant) {
  const auto name = variant.empty() ? document.path.stem().string() : variant;
  const bool one_of_several = options.files.size() > 1 || !variant.empty();
  std::vector<std::string> paths;
  for (const auto& setting : options.settings) {
    const auto own = arm_of(setting);
    if (own != arm) continue;
    Diagnostics found;
    const auto assignment = own.empty() ? setting : setting.substr(own.size() + 1);
    set_typed(document, assignment, found);
    paths.emplace_back(path_of(assignment));
    const bool alone = !one_of_several || !own.empty();
    for (const auto& [severity, where, message, hint] : found.all())
      faults.error(where, alone ? message : fmt::format("in '{}': {}", name, message),
                   alone || !hint.empty() ? hint
                                          : fmt::format("for one scenario alone: --set NAME:{}", setting));
  }
  keep_evidence_of(document, paths);
}

void forget_replications(Document& document) {
  auto* const section = document.section("run");
  if (auto* run = section ? section->find({}) : nullptr) run->remove("replications");
}

void make_scenario(Document& document, const VariantText* variant, const StudyOptions& options,
                   Diagnostics& faults) {
  auto name = document.path.stem().string();
  if (variant) {
    if (!apply_variant(document, *variant, faults)) return;
    name += "." + variant->name;
  }
  apply_settings(document, "", options, faults, variant ? name : "");
  apply_settings(document, name, options, faults);
  if (options.replications || options.only) forget_replications(document);
}

} // namespace carepath
