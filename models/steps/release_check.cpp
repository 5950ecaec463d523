// A step gives back what it took itself or what some step keeps, and nothing else.
#include "models/steps/release_check.hpp"

#include "models/steps/step_fields.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

bool names_resource(const std::vector<ResourceId>& held, const std::string& name, CompileContext& context) {
  return std::any_of(held.begin(), held.end(),
                     [&](auto id) { return context.program().resources[id.value].name == name; });
}

} // namespace

void check_releases(const Pathway& pathway, CompileContext& context) {
  for (const auto& step : pathway.steps)
    for (const auto& [resource, moment] : step.release) {
      const bool own = std::any_of(step.needs.begin(), step.needs.end(), [&](const auto& need) {
        return names_resource(need.resources(), resource, context);
      });
      const bool kept = std::any_of(pathway.kept.begin(), pathway.kept.end(), [&](auto hold) {
        return names_resource(context.program().holds[hold.value].resources, resource, context);
      });
      if (resource.empty() || own || kept || context.resources.find(resource) == NameTable::none_value)
        continue;
      const auto& table = StepFields(context, *step.item).find("release")->value;
      const auto at = std::find(table.keys.begin(), table.keys.end(), resource) - table.keys.begin();
      context.faults.error(
          table.key_where[static_cast<std::size_t>(at)],
          fmt::format("step '{}' gives back '{}', which it does not need and no step keeps", step.item->name,
                      resource),
          fmt::format("a step that hands it on has release = {{ {} = \"keep\" }}", resource));
    }
}

} // namespace carepath
