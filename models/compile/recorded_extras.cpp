#include "models/compile/recorded_extras.hpp"

#include "models/working_time/date.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::size_t most_steps = 120;

std::uint32_t sampled_level(const std::string& name, std::uint32_t step, std::initializer_list<Phase> phases,
                            Figures& figures) {
  std::vector<std::pair<std::uint32_t, Phase>> counted;
  for (const auto phase : phases) counted.emplace_back(step, phase);
  const auto level = figures.new_level(name, counted, {});
  return figures.sample_row(SampleKind::level, level.value, {}, 0, false);
}

bool is_diary(const CompileContext& context, const std::string& resource) {
  const auto* item = context.document.item("resource", resource);
  const auto* kind = item ? item->find("kind") : nullptr;
  return kind && kind->value.text == "diary";
}

} // namespace

void plan_step_levels(CompileContext& context, Figures& figures, CompiledScenario& out) {
  const auto& names = context.steps.names();
  if (names.size() > most_steps) return;
  for (std::uint32_t step = 0; step < names.size(); ++step)
    out.step_samples.push_back(
        {sampled_level(names[step] + " waiting", step, {Phase::wait}, figures),
         sampled_level(names[step] + " present", step,
                       {Phase::work, Phase::exit, Phase::blocked, Phase::interrupted}, figures)});
}

void plan_hours(CompileContext& context) {
  const auto* run = context.document.item("run");
  const auto* field = run ? run->find("by_hour") : nullptr;
  if (!field) return;
  const std::int64_t day = weekday(context.run.start_day);
  for (const auto& [name, where] : texts_of(field->value, context)) {
    const auto resource = context.require(context.resources, "resource", name, where);
    if (resource == NameTable::none_value) continue;
    if (is_diary(context, name)) {
      context.faults.error(where, fmt::format("'{}' is a diary: its slots have no hours to be busy in", name),
                           "name resources of units, such as beds, rooms or staff");
      continue;
    }
    auto& watch = context.program().plan.resources[resource];
    watch.by_hour = true;
    watch.into_week = day * milliseconds_per_day + SimTime::from_days(context.run.start_time_of_day).ms;
  }
}

} // namespace carepath
