#include "models/steps/sibling_settings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace carepath {
namespace {

struct BranchSetting {
  const Node* value = nullptr;
  SourceRef where;
};
using BranchSettings = std::map<std::string, std::vector<BranchSetting>>; // by attribute

void add_all(const Node& table, BranchSettings& settings) {
  for (std::size_t at = 0; at < table.keys.size(); ++at)
    settings[table.keys[at]].push_back({&table.values[at], table.key_where[at]});
}

/// What is set on a branch that may come to these steps, in them and by the risks that act there.
BranchSettings settings_in(const std::vector<bool>& reached, const Pathway& pathway,
                           CompileContext& context) {
  BranchSettings settings;
  for (std::size_t step = 0; step < reached.size(); ++step) {
    if (!reached[step]) continue;
    const StepFields fields(context, *pathway.steps[step].item);
    for (const auto* key : {"set", "set_at_start", "set_at_end"})
      if (const auto* field = fields.find(key)) add_all(field->value, settings);
    for (const auto risk : pathway.steps[step].risks)
      if (const auto* field = pathway.risks[risk].set) add_all(field->value, settings);
  }
  return settings;
}

/// The same name, number or yes, which may be given by either: not what is worked out or drawn.
bool are_same(const BranchSetting& a, const BranchSetting& b) {
  const bool plain = !a.value->is_table() && !a.value->is_array() && !a.value->text.starts_with("=");
  return plain && a.value->kind == b.value->kind && a.value->text == b.value->text &&
         a.value->number == b.value->number;
}

/// One of the second branch's that is not all that the first gives; nothing when they agree.
const BranchSetting* differing(const std::vector<BranchSetting>& first,
                               const std::vector<BranchSetting>& second) {
  for (const auto& later : second)
    if (std::any_of(first.begin(), first.end(),
                    [&](const BranchSetting& earlier) { return !are_same(earlier, later); }))
      return &later;
  return nullptr;
}

void warn(const Family& family, const std::string& attribute, SourceRef where, CompileContext& context) {
  context.faults.warning(
      where,
      fmt::format(
          "several branches of step '{}' may set '{}': none sees what another gave, and what is given "
          "last stands",
          family.parent->name, attribute),
      "let each set an attribute of its own, and put them together in the step that follows");
}

void look_at(const Family& family, const Pathway& pathway, CompileContext& context) {
  BranchSettings before;
  std::set<std::string> told;
  for (const auto& reached : family.reached) {
    for (const auto& [attribute, settings] : settings_in(reached, pathway, context)) {
      auto& earlier = before[attribute];
      const auto* other = differing(earlier, settings);
      if (other && told.insert(attribute).second) warn(family, attribute, other->where, context);
      earlier.insert(earlier.end(), settings.begin(), settings.end());
    }
  }
}

} // namespace

void warn_of_sibling_settings(const Pathway& pathway, CompileContext& context) {
  for (const auto& family : pathway.families) look_at(family, pathway, context);
}

} // namespace carepath
