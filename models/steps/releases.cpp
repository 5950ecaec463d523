// A step gives back what it took itself or what some step keeps, and nothing else; what it moves on is held
// until the next step's needs are granted.
#include "models/steps/releases.hpp"

#include "models/steps/step_fields.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

bool names_resource(const std::vector<ResourceId>& held, const std::string& name, CompileContext& context) {
  return std::any_of(held.begin(), held.end(),
                     [&](auto id) { return context.program().resources[id.value].name == name; });
}

/// What the step holds until the next needs are granted: of its own, and by name what an earlier step kept.
std::set<HoldId> moved_by(const StepSpec& step, const Pathway& pathway, CompileContext& context) {
  std::set<HoldId> moved;
  std::set<HoldId> own;
  for (const auto& need : step.needs) {
    const auto& first = context.program().resources[need.parts[0].first.value].name;
    own.insert(context.builder.hold(need.resources()));
    if (release_moment(step, first) == "moved") moved.insert(context.builder.hold(need.resources()));
  }
  for (const auto& [resource, moment] : step.release)
    for (const auto hold : pathway.kept)
      if (moment == "moved" && !own.contains(hold) &&
          names_resource(context.program().holds[hold.value].resources, resource, context))
        moved.insert(hold);
  return moved;
}

MovedOn ways_in(std::set<HoldId> holds, Entry entry, const Pathway& pathway, ProgramBuilder& builder) {
  MovedOn moved;
  moved.holds = std::move(holds);
  moved.entry = entry;
  for (std::size_t step = 0; step < pathway.steps.size(); ++step) moved.steps.push_back(builder.label());
  for (std::size_t at = 0; at < pathway.outcome_entries.size(); ++at)
    moved.outcomes.push_back(builder.label());
  moved.join = builder.label();
  return moved;
}

/// "moved" or "keep" for everything, at a step that takes nothing.
void check_has_own(const StepSpec& step, const Pathway& pathway, CompileContext& context) {
  const auto all = step.release.find("");
  if (all == step.release.end() || !step.needs.empty() || (all->second != "moved" && all->second != "keep"))
    return;
  std::string hint;
  if (!pathway.kept.empty())
    hint = fmt::format("what an earlier step kept is named: release = {{ {} = \"{}\" }}",
                       context.program()
                           .resources[context.program().holds[pathway.kept.begin()->value].resources[0].value]
                           .name,
                       all->second);
  context.faults.error(StepFields(context, *step.item).find("release")->value.where,
                       fmt::format("step '{}' takes nothing that it could hold on to", step.item->name),
                       hint);
}

} // namespace

std::string release_moment(const StepSpec& step, const std::string& resource) {
  if (const auto own = step.release.find(resource); own != step.release.end()) return own->second;
  const auto all = step.release.find("");
  return all == step.release.end() ? "end" : all->second;
}

void find_lasting_holds(Pathway& pathway, CompileContext& context) {
  for (const auto& step : pathway.steps)
    for (const auto& need : step.needs)
      if (release_moment(step, context.program().resources[need.parts[0].first.value].name) == "keep")
        pathway.kept.insert(context.builder.hold(need.resources()));
  for (auto& step : pathway.steps) {
    const auto moved = moved_by(step, pathway, context);
    if (moved.empty()) continue;
    const auto entry = next_entry(step, context);
    auto known = std::find_if(pathway.moved_on.begin(), pathway.moved_on.end(), [&](const auto& other) {
      return other.holds == moved && other.entry == entry;
    });
    if (known == pathway.moved_on.end())
      known = pathway.moved_on.insert(known, ways_in(moved, entry, pathway, context.builder));
    known->to.insert(step.leads_to.begin(), step.leads_to.end());
    step.moves = static_cast<std::size_t>(known - pathway.moved_on.begin());
    pathway.moved.insert(moved.begin(), moved.end());
  }
}

void check_releases(const Pathway& pathway, CompileContext& context) {
  for (const auto& step : pathway.steps) {
    check_has_own(step, pathway, context);
    for (const auto& release : step.release) {
      const std::string& resource = release.first;
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
}

} // namespace carepath
