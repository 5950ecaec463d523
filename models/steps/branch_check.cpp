#include "models/steps/branch_check.hpp"

#include "engine/base/add_once.hpp"
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

using Edges = std::vector<std::vector<std::uint32_t>>;

/// True when some are new.
bool add_all(const std::vector<std::uint32_t>& from, std::vector<std::uint32_t>& to) {
  const auto before = to.size();
  for (const auto step : from) add_once(to, step);
  return to.size() > before;
}

/// Where each step that sends out branches leads when they have come back: if it ends a branch itself, also
/// to where its own parent leads, and so on outwards.
Edges past_branches(Edges next, const std::vector<std::vector<bool>>& on_branch, const Pathway& pathway) {
  const auto sends_out = [&](std::size_t step) { return !pathway.steps[step].parallel.empty(); };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t from = 0; from < next.size(); ++from)
      for (std::size_t inner = 0; sends_out(from) && inner < next.size(); ++inner)
        if (sends_out(inner) && inner != from && on_branch[from][inner] && ends_branch(inner, pathway) &&
            add_all(next[from], next[inner]))
          changed = true;
  }
  return next;
}

std::vector<std::string> first_steps(CompileContext& context) {
  std::vector<std::string> names;
  for (const auto& item : context.items("source"))
    if (const auto* first = item.find("first"))
      route_names(read_route(first->value, context.values()), names);
  return names;
}

} // namespace

Edges with_branches(Edges next, const Pathway& pathway, CompileContext& context) {
  std::vector<std::vector<bool>> on_branch;
  std::vector<std::vector<std::string>> begins;
  for (const auto& step : pathway.steps) {
    auto& names = begins.emplace_back();
    for (const auto& [name, where] : step.parallel) names.push_back(name);
    on_branch.push_back(reached_from(names, pathway, context));
  }
  const auto own = past_branches(next, on_branch, pathway);
  for (std::size_t from = 0; from < pathway.steps.size(); ++from) {
    if (begins[from].empty()) continue;
    for (const auto& name : begins[from])
      if (const auto to = context.steps.find(name); to != NameTable::none_value) next[from].push_back(to);
    for (std::size_t step = 0; step < pathway.steps.size(); ++step)
      if (on_branch[from][step] && ends_branch(step, pathway)) add_all(own[from], next[step]);
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
