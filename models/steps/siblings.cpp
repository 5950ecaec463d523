#include "models/steps/siblings.hpp"

#include <algorithm>

namespace carepath {
namespace {

using Edges = std::vector<std::vector<std::uint32_t>>;

/// The steps at which the branches of a step begin, as often as it names them.
std::vector<std::uint32_t> begins_of(const StepSpec& step, const CompileContext& context) {
  std::vector<std::uint32_t> begins;
  for (const auto& [name, where] : step.parallel)
    if (const auto to = context.steps.find(name); to != NameTable::none_value) begins.push_back(to);
  return begins;
}

std::vector<bool> reached_from(std::uint32_t begin, const Edges& next) {
  std::vector<bool> reached(next.size(), false);
  std::vector<std::uint32_t> pending{begin};
  while (!pending.empty()) {
    const auto step = pending.back();
    pending.pop_back();
    if (reached[step]) continue;
    reached[step] = true;
    pending.insert(pending.end(), next[step].begin(), next[step].end());
  }
  return reached;
}

bool comes_to(const std::vector<bool>& reached, const std::vector<bool>& steps) {
  for (std::size_t at = 0; at < steps.size(); ++at)
    if (steps[at] && reached[at]) return true;
  return false;
}

std::vector<bool> only(std::size_t step, const Pathway& pathway) {
  std::vector<bool> steps(pathway.steps.size(), false);
  steps[step] = true;
  return steps;
}

std::vector<bool> steps_of(const RiskSpec& risk, const Pathway& pathway) {
  std::vector<bool> steps(pathway.steps.size(), false);
  for (const auto& [step, phase] : risk.during) steps[step] = true;
  return steps;
}

std::vector<bool> steps_that_need(std::uint32_t resource, const Pathway& pathway) {
  std::vector<bool> steps;
  for (const auto& step : pathway.steps)
    steps.push_back(std::any_of(step.needs.begin(), step.needs.end(), [&](const NeedSpec& need) {
      return std::any_of(need.parts.begin(), need.parts.end(),
                         [&](const auto& part) { return part.first == ResourceId(resource); });
    }));
  return steps;
}

} // namespace

std::vector<Family> families_of(const Edges& next, const Pathway& pathway, CompileContext& context) {
  Edges within = next;
  for (std::size_t at = 0; at < pathway.steps.size(); ++at)
    for (const auto to : begins_of(pathway.steps[at], context)) within[at].push_back(to);
  std::vector<Family> families;
  for (const auto& step : pathway.steps) {
    if (step.parallel.size() < 2) continue;
    Family family{step.item, {}};
    for (const auto begin : begins_of(step, context)) family.reached.push_back(reached_from(begin, within));
    families.push_back(std::move(family));
  }
  return families;
}

bool meet_in(const std::vector<bool>& steps, const Pathway& pathway) {
  return std::any_of(pathway.families.begin(), pathway.families.end(), [&](const Family& family) {
    return std::count_if(family.reached.begin(), family.reached.end(),
                         [&](const auto& reached) { return comes_to(reached, steps); }) > 1;
  });
}

void tell_branches_apart(const Pathway& pathway, CompileContext& context) {
  if (pathway.families.empty()) return;
  auto& program = context.program();
  for (std::size_t at = 0; at < pathway.steps.size(); ++at) {
    if (!meet_in(only(at, pathway), pathway)) continue;
    auto& counter = program.steps[at].visit;
    if (counter == ValueNode::none) counter = context.builder.visit_counter();
    program.branches_differ[counter] = true;
  }
  for (std::size_t at = 0; at < pathway.risks.size(); ++at)
    if (meet_in(steps_of(pathway.risks[at], pathway), pathway))
      program.branches_differ[program.timers[at].visit] = true;
}

void tell_turnarounds_apart(const Pathway& pathway, CompileContext& context) {
  if (pathway.families.empty()) return;
  auto& program = context.program();
  for (std::uint32_t at = 0; at < program.resources.size(); ++at)
    if (const auto counter = program.resources[at].turnarounds;
        counter != ValueNode::none && meet_in(steps_that_need(at, pathway), pathway))
      program.branches_differ[counter] = true;
}

} // namespace carepath
