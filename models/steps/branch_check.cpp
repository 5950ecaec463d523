#include "models/steps/branch_check.hpp"

#include "models/scenario/value_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

bool acts_in(const RiskSpec& risk, std::size_t step) {
  return std::any_of(risk.during.begin(), risk.during.end(),
                     [&](const auto& phase) { return phase.first == step; });
}

/// A hazard on a branch that would take a part of the person out of the model.
void check_risks(const std::vector<bool>& on_branch, const Pathway& pathway, CompileContext& context) {
  for (const auto& risk : pathway.risks)
    for (std::size_t step = 0; step < on_branch.size(); ++step) {
      if (!on_branch[step] || !acts_in(risk, step)) continue;
      std::vector<std::string> names;
      route_names(risk.to, names);
      for (const auto& name : names)
        if (context.outcomes.find(name) != NameTable::none_value)
          context.faults.error(
              risk.where,
              fmt::format("risk '{}' acts on a branch but leads to the outcome '{}'", risk.name, name),
              "a branch ends in \"join\"; let the risk act on the step that sent it out");
    }
}

/// Steps that can be come to from `names`, without entering the branches they send out.
std::vector<bool> reached_from(const std::vector<std::string>& names, const Pathway& pathway,
                               CompileContext& context) {
  std::vector<bool> reached(pathway.steps.size(), false);
  auto pending = names;
  while (!pending.empty()) {
    const auto step = context.steps.find(pending.back());
    pending.pop_back();
    if (step == NameTable::none_value || reached[step]) continue;
    reached[step] = true;
    const auto& next = pathway.steps[step].leads_to;
    pending.insert(pending.end(), next.begin(), next.end());
    for (const auto& risk : pathway.risks)
      if (acts_in(risk, step)) route_names(risk.to, pending);
  }
  return reached;
}

/// Whether a branch may end in the step, by a route of its own or by a risk.
bool ends_branch(std::size_t step, const Pathway& pathway) {
  auto names = pathway.steps[step].leads_to;
  for (const auto& risk : pathway.risks)
    if (acts_in(risk, step)) route_names(risk.to, names);
  return std::find(names.begin(), names.end(), join_name) != names.end();
}

std::vector<std::string> first_steps(CompileContext& context) {
  std::vector<std::string> names;
  for (const auto& item : context.items("source"))
    if (const auto* first = item.find("first"))
      route_names(read_route(first->value, context.values()), names);
  return names;
}

} // namespace

std::vector<std::vector<std::uint32_t>> with_branches(std::vector<std::vector<std::uint32_t>> next,
                                                      const Pathway& pathway, CompileContext& context) {
  const auto own = next;
  for (std::size_t from = 0; from < pathway.steps.size(); ++from) {
    if (pathway.steps[from].parallel.empty()) continue;
    std::vector<std::string> begins;
    for (const auto& [name, where] : pathway.steps[from].parallel) begins.push_back(name);
    const auto on_branch = reached_from(begins, pathway, context);
    for (const auto& name : begins)
      if (const auto to = context.steps.find(name); to != NameTable::none_value) next[from].push_back(to);
    for (std::size_t step = 0; step < pathway.steps.size(); ++step)
      if (on_branch[step] && ends_branch(step, pathway))
        next[step].insert(next[step].end(), own[from].begin(), own[from].end());
  }
  return next;
}

void check_branches(const Pathway& pathway, CompileContext& context) {
  std::vector<std::string> begins;
  for (const auto& step : pathway.steps)
    for (const auto& [name, where] : step.parallel) begins.push_back(name);
  const auto on_branch = reached_from(begins, pathway, context);
  check_risks(on_branch, pathway, context);
  const auto off_branch = reached_from(first_steps(context), pathway, context);
  for (std::size_t at = 0; at < pathway.steps.size(); ++at) {
    const auto& step = pathway.steps[at];
    for (const auto& name : step.leads_to) {
      const bool known = context.outcomes.find(name) != NameTable::none_value;
      if (name == join_name && !known && off_branch[at])
        context.faults.error(
            step.item->where,
            fmt::format("step '{}' leads to 'join', but people come to it who are on no branch",
                        step.item->name),
            "'join' is where what a step sends out in 'parallel' comes back");
      if (on_branch[at] && known)
        context.faults.error(
            step.item->where,
            fmt::format("step '{}' is on a branch but leads to the outcome '{}'", step.item->name, name),
            "a branch ends in \"join\"; the step that sent it out decides what follows");
    }
  }
}

void check_starts(const std::set<std::uint32_t>& steps, SourceRef where, const Pathway& pathway,
                  CompileContext& context) {
  if (context.outcomes.find(join_name) != NameTable::none_value) return;
  std::vector<std::string> names;
  for (const auto step : steps) names.push_back(pathway.steps[step].item->name);
  const auto reached = reached_from(names, pathway, context);
  for (std::size_t at = 0; at < pathway.steps.size(); ++at)
    if (reached[at] && ends_branch(at, pathway)) {
      context.faults.error(
          where,
          fmt::format("the file has people who come to step '{}', which leads to 'join', on no branch",
                      pathway.steps[at].item->name),
          "they can begin in the step that sends out the branch, or after it");
      return;
    }
}

} // namespace carepath
