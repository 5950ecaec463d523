// Days in use: of units as long as they are held, of a diary as long as those work who had slots of it.
#include "models/compile/shared_points.hpp"
#include "models/kpi/kpi.hpp"
#include "models/steps/lowering.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

/// Which needs of a step may be met by a resource.
std::vector<std::size_t> needs_met_by(std::uint32_t resource, const StepSpec& step) {
  std::vector<std::size_t> found;
  for (std::size_t need = 0; need < step.needs.size(); ++need) {
    const auto& parts = step.needs[need].parts;
    if (std::any_of(parts.begin(), parts.end(),
                    [&](const auto& part) { return part.first.value == resource; }))
      found.push_back(need);
  }
  return found;
}

/// Marks a person at a point as one who has slots of a diary now: 1, or 0. `also`: or had the mark already.
void mark_at(const std::string& point, std::uint32_t resource, AttributeId mark, bool also,
             CompileContext& context) {
  context.points[point].push_back([&context, resource, mark, also] {
    auto& builder = context.builder;
    const auto has =
        builder.binary(ValueOp::greater, builder.of(ValueOp::holding, resource), builder.constant(0));
    const auto marked =
        also ? builder.binary(ValueOp::either, builder.of(ValueOp::attribute, mark.value), has) : has;
    builder.emit(Opcode::set, mark.value, marked.value);
  });
}

/// People found at work passed no grant: they have what their source says they hold.
void mark_found_at_work(std::uint32_t resource, AttributeId mark, CompileContext& context) {
  for (const auto& source : context.items("source"))
    if (const auto* phase = source.find("phase"); phase && phase->value.text == "work")
      mark_at(entry_point(source.name, context), resource, mark, false, context);
}

/// An attribute of people: whether they had slots of the diary for their last visit to a step. Each step has
/// its own, because what branches are given is their parent's too.
AttributeId mark_of(std::uint32_t resource, std::uint32_t step, const std::vector<std::size_t>& needs,
                    CompileContext& context) {
  const auto& program = context.program();
  const auto name = fmt::format("({} at {})", program.resources[resource].name, program.steps[step].name);
  if (const AttributeId known(context.attributes.find(name)); known.exists()) return known;
  const AttributeId mark(context.attributes.add(name));
  context.program().attributes.push_back({name, {}, true, {}});
  for (const auto need : needs)
    mark_at(granted_point(program.steps[step].name, need), resource, mark, need != needs.front(), context);
  mark_found_at_work(resource, mark, context);
  return mark;
}

/// The mean number of people at work who had slots of the diary for it; nothing where no step may need it.
std::optional<FigureId> mean_at_work_with(std::uint32_t resource, KpiWork& work) {
  constexpr std::uint32_t has_slots = 1;
  std::vector<FigureId> means;
  for (std::uint32_t step = 0; step < work.pathway.steps.size(); ++step) {
    const auto needs = needs_met_by(resource, work.pathway.steps[step]);
    if (needs.empty()) continue;
    const Place marked{mark_of(resource, step, needs, work.context), has_slots};
    const auto level = work.figures.new_level("work with " + work.context.program().resources[resource].name,
                                              {{step, Phase::work}}, marked);
    means.push_back(work.figures.add(FigureOp::level_mean, level.value));
  }
  if (means.empty()) return std::nullopt;
  return work.figures.sum(means);
}

} // namespace

std::optional<FigureId> days_in_use(std::uint32_t resource, double times, KpiWork& work) {
  auto& figures = work.figures;
  const auto days = [&](FigureId mean) {
    const auto all = figures.combine(FigureOp::multiply, mean, figures.add(FigureOp::window_days));
    return figures.combine(FigureOp::multiply, all, figures.constant(times));
  };
  if (work.context.program().resources[resource].kind == ResourceKind::units)
    return days(figures.add(FigureOp::busy_mean, resource));
  const auto mean = mean_at_work_with(resource, work);
  return mean ? std::optional(days(*mean)) : std::nullopt;
}

} // namespace carepath
