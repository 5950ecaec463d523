#include "models/steps/pathway.hpp"

#include "models/compile/shared_points.hpp"
#include "models/steps/branch_check.hpp"
#include "models/steps/presets.hpp"
#include "models/steps/siblings.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr FieldRow risk_rows[] = {
    {"while", FieldKind::texts, Dimension::any, true, "",
     "The phases in which the hazard acts: step.wait, step.work (also while interrupted), step.exit_delay, "
     "step.blocked, or a step for all of these.",
     "[\"theatre.wait\"]"},
    {"after", FieldKind::value, Dimension::duration, true, "",
     "Time to the event while it acts; drawn anew each time the phases are entered.",
     "{ dist = \"exponential\", mean = \"2000 days\" }"},
    {"to", FieldKind::route, Dimension::any, true, "", "Where the person goes; what they held is given back.",
     "\"removed\""},
    {"keeps_place", FieldKind::boolean, Dimension::any, false, "false", "Keeps the queue date.", "true"},
    {"set", FieldKind::table, Dimension::any, false, "",
     "Attributes set when it happens, before it is counted.", "{ urgency = \"p2\" }"},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Leaves the list\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the numbers come from.", "\"[D]\""},
};
constexpr KindRow risk_row{"risk", "Risks", "What may happen while waiting or staying.", risk_rows};

bool flag(const Node& table, std::string_view key) {
  const auto* node = table.find(key);
  return node && node->number != 0;
}

FailureSpec read_failure(std::string name, const Node& node, CompileContext& context) {
  FailureSpec failure;
  failure.name = std::move(name);
  failure.where = node.where;
  const auto* chance = node.find("chance");
  const auto* to = node.find("to");
  if (!chance || !to) {
    context.faults.error(node.where, fmt::format("the failure '{}' needs 'chance' and 'to'", failure.name),
                         "such as dna = { chance = 0.08, to = \"discharged\" }");
    return failure;
  }
  static const std::vector<std::string> allowed{"chance", "to", "keeps_place", "notice"};
  for (std::size_t at = 0; at < node.keys.size(); ++at)
    if (std::find(allowed.begin(), allowed.end(), node.keys[at]) == allowed.end())
      context.unknown(node.key_where[at], "field of a failure called", node.keys[at], allowed);
  Node wrapped = make_table(node.where);
  wrapped.set("chance", chance->where, *chance);
  failure.chance = read_value(wrapped, Dimension::number, context.values());
  failure.to = read_route(*to, context.values());
  failure.keeps_place = flag(node, "keeps_place");
  if (const auto* notice = node.find("notice"))
    failure.notice = read_value(*notice, Dimension::duration, context.values());
  return failure;
}

void read_release(const Field* field, StepSpec& spec, CompileContext& context) {
  if (!field) return;
  static const std::vector<std::string> moments{"end", "work_end", "keep", "moved"};
  const auto add = [&](const std::string& resource, const Node& moment) {
    if (context.resources.find(moment.text) != NameTable::none_value)
      context.faults.error(moment.where,
                           fmt::format("'release' says when; '{}' is what is given back", moment.text),
                           fmt::format("write release = {{ {} = \"end\" }}", moment.text));
    else if (std::find(moments.begin(), moments.end(), moment.text) == moments.end())
      context.unknown(moment.where, "release rule", moment.text, moments);
    spec.release[resource] = moment.text;
  };
  if (field->value.is_text()) return add("", field->value);
  for (std::size_t at = 0; at < field->value.keys.size(); ++at) {
    (void)context.require(context.resources, "resource", field->value.keys[at], field->value.key_where[at]);
    add(field->value.keys[at], field->value.values[at]);
  }
}

StepSpec read_step(const Item& item, CompileContext& context) {
  const StepFields fields(context, item);
  StepSpec spec;
  spec.item = &item;
  if (const auto* needs = fields.find("needs")) spec.needs = read_needs(needs->value, context);
  if (const auto* fails = fields.find("fails"))
    for (std::size_t at = 0; at < fails->value.keys.size(); ++at)
      spec.failures.push_back(read_failure(fails->value.keys[at], fails->value.values[at], context));
  check_appointment(fields, context);
  for (auto& preset : preset_failures(fields))
    spec.failures.push_back(read_failure(preset.name, preset.fields, context));
  if (const auto* next = fields.find("next"))
    spec.next = read_route(next->value, context.values());
  else
    context.faults.error(item.where, fmt::format("step '{}' has no 'next'", item.name),
                         "where do people go from here? such as next = { treated = 0.7, discharged = 0.3 }");
  if (const auto* ejected = fields.find("ejected")) {
    spec.ejected = read_route(ejected->value, context.values());
    route_names(*spec.ejected, spec.leads_to);
  }
  if (const auto* parallel = fields.find("parallel")) spec.parallel = texts_of(parallel->value, context);
  read_release(fields.find("release"), spec, context);
  if (spec.next) route_names(*spec.next, spec.leads_to);
  for (const auto& failure : spec.failures) route_names(failure.to, spec.leads_to);
  for (const auto& need : spec.needs)
    if (need.refused) route_names(*need.refused, spec.leads_to);
  check_failure_names(spec, context);
  return spec;
}

RiskSpec read_risk(const Item& item, CompileContext& context) {
  check_fields(item, risk_row, context.faults);
  RiskSpec risk;
  risk.name = item.name;
  risk.where = item.where;
  if (const auto* during = item.find("while"))
    for (const auto& [text, where] : texts_of(during->value, context))
      for (const auto& phase : phases_of(text, where, context)) {
        if (phase.second == Phase::interrupted && text.ends_with(".interrupted"))
          context.faults.error(where, "a risk cannot act only while work is interrupted",
                               "one that acts while at work goes on acting then");
        else if (phase.second != Phase::interrupted)
          risk.during.push_back(phase);
      }
  if (const auto* after = item.find("after"))
    risk.after = read_value(after->value, Dimension::duration, context.values());
  if (const auto* to = item.find("to")) risk.to = read_route(to->value, context.values());
  if (const auto* kept = item.find("keeps_place")) risk.keeps_place = kept->value.number != 0;
  risk.set = item.find("set");
  return risk;
}

/// Steps that can be reached again from themselves (Tarjan's strongly connected components, iterative).
class CycleFinder {
public:
  explicit CycleFinder(const std::vector<std::vector<std::uint32_t>>& next)
      : next_(next), index_(next.size(), 0), low_(next.size(), 0), on_stack_(next.size(), false),
        cyclic_(next.size(), false) {}

  std::vector<bool> find() {
    for (std::uint32_t at = 0; at < next_.size(); ++at)
      if (index_[at] == 0) visit(at);
    return cyclic_;
  }

private:
  struct Frame {
    std::uint32_t node;
    std::size_t child;
  };

  void visit(std::uint32_t root) {
    std::vector<Frame> frames{{root, 0}};
    enter(root);
    while (!frames.empty()) {
      auto& [node, child] = frames.back();
      if (child < next_[node].size()) {
        const auto to = next_[node][child++];
        if (index_[to] == 0) {
          enter(to);
          frames.push_back({to, 0});
        } else if (on_stack_[to])
          low_[node] = std::min(low_[node], index_[to]);
        continue;
      }
      close(node);
      const auto done = node;
      frames.pop_back();
      if (!frames.empty()) low_[frames.back().node] = std::min(low_[frames.back().node], low_[done]);
    }
  }
  void enter(std::uint32_t node) {
    index_[node] = low_[node] = ++counter_;
    stack_.push_back(node);
    on_stack_[node] = true;
  }
  void close(std::uint32_t node) {
    if (low_[node] != index_[node]) return;
    const auto& own = next_[node];
    const bool alone = stack_.back() == node && std::find(own.begin(), own.end(), node) == own.end();
    while (true) {
      const auto member = stack_.back();
      stack_.pop_back();
      on_stack_[member] = false;
      cyclic_[member] = !alone;
      if (member == node) return;
    }
  }

  const std::vector<std::vector<std::uint32_t>>& next_;
  std::vector<std::uint32_t> index_, low_;
  std::vector<bool> on_stack_, cyclic_;
  std::vector<std::uint32_t> stack_;
  std::uint32_t counter_ = 0;
};

using Edges = std::vector<std::vector<std::uint32_t>>;

/// The steps to which each step may lead, by its own routes or by a risk.
Edges edges_of(const Pathway& pathway, CompileContext& context) {
  Edges next(pathway.steps.size());
  const auto add = [&](std::uint32_t from, const std::string& name) {
    if (const auto to = context.steps.find(name); to != NameTable::none_value) next[from].push_back(to);
  };
  for (std::uint32_t at = 0; at < pathway.steps.size(); ++at)
    for (const auto& name : pathway.steps[at].leads_to) add(at, name);
  for (const auto& risk : pathway.risks) {
    std::vector<std::string> names;
    route_names(risk.to, names);
    for (const auto& [step, phase] : risk.during)
      for (const auto& name : names) add(step, name);
  }
  return next;
}

void sort_once(std::vector<std::uint32_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// Which risks act in each step, and which may follow people to it. A hazard that spans steps goes on when
/// one of them is left, until the next arrival: at a step to which that one leads or, of those held back in
/// it who never come to the step they were to move to, at one to which that step leads.
void place_risks(Pathway& pathway, const Edges& next) {
  for (std::uint32_t risk = 0; risk < pathway.risks.size(); ++risk)
    for (const auto& [step, phase] : pathway.risks[risk].during) {
      pathway.steps[step].risks.push_back(risk);
      for (const auto to : next[step]) {
        pathway.steps[to].followed.push_back(risk);
        if (phase == Phase::blocked)
          for (const auto further : next[to]) pathway.steps[further].followed.push_back(risk);
      }
    }
  for (auto& step : pathway.steps) {
    sort_once(step.risks);
    sort_once(step.followed);
  }
}

void find_cycles(const Edges& next, CompileContext& context) {
  const auto cyclic = CycleFinder(next).find();
  for (std::uint32_t at = 0; at < cyclic.size(); ++at)
    if (cyclic[at]) context.program().steps[at].visit = context.builder.visit_counter();
}

} // namespace

const KindRow& risk_kind() {
  return risk_row;
}

bool serves_group(const StepSpec& step, CompileContext& context) {
  return std::any_of(step.needs.begin(), step.needs.end(), [&](const NeedSpec& need) {
    return context.program().resources[need.parts[0].first.value].group > 1;
  });
}

void route_names(const Value& route, std::vector<std::string>& names) {
  if (route.form == ValueForm::name) names.push_back(route.text);
  if (route.form == ValueForm::choose)
    for (const auto& name : route.names)
      if (name != "else") names.push_back(name);
  for (const auto& child : route.children) route_names(child, names);
}

Entry next_entry(const StepSpec& step, CompileContext& context) {
  const auto* kept = StepFields(context, *step.item).find("keeps_place");
  return kept && kept->value.number != 0 ? Entry::kept : Entry::fresh;
}

std::vector<std::pair<std::uint32_t, Phase>> phases_of(const std::string& text, SourceRef where,
                                                       CompileContext& context) {
  const auto dot = text.rfind('.');
  const auto step = context.require(context.steps, "step", text.substr(0, dot), where);
  if (step == NameTable::none_value) return {};
  if (dot == std::string::npos)
    return {{step, Phase::wait},
            {step, Phase::work},
            {step, Phase::exit},
            {step, Phase::blocked},
            {step, Phase::interrupted}};
  const auto phase = text.substr(dot + 1);
  if (phase == "wait") return {{step, Phase::wait}};
  if (phase == "work") return {{step, Phase::work}};
  if (phase == "exit_delay") return {{step, Phase::exit}};
  if (phase == "blocked") return {{step, Phase::blocked}};
  if (phase == "interrupted") return {{step, Phase::interrupted}};
  context.unknown(where, "phase", phase, {"wait", "work", "exit_delay", "blocked", "interrupted"});
  return {};
}

Pathway read_pathway(CompileContext& context) {
  Pathway pathway;
  for (const auto& item : context.items("step")) {
    pathway.steps.push_back(read_step(item, context));
    auto& builder = context.builder;
    pathway.entries.push_back({builder.label(), builder.label(), builder.label()});
  }
  for (std::size_t at = 0; at < context.outcomes.size(); ++at)
    pathway.outcome_entries.push_back(context.builder.label());
  pathway.join = context.builder.label();
  for (const auto& item : context.items("risk")) {
    context.risks.add(item.name);
    pathway.risks.push_back(read_risk(item, context));
    auto& timer = context.program().timers.emplace_back();
    timer.name = item.name;
    timer.where = item.where;
    timer.visit = context.builder.visit_counter();
  }
  const auto next = edges_of(pathway, context);
  pathway.families = families_of(next, pathway, context);
  place_risks(pathway, next);
  find_cycles(with_branches(next, pathway, context), context);
  tell_branches_apart(pathway, context);
  check_branches(pathway, context);
  return pathway;
}

void emit_route(const Value& route, const BindPlace& place, Entry entry, const Pathway& pathway,
                CompileContext& context, const MovedOn* moved) {
  std::vector<LabelId> labels;
  BindPlace bound = place;
  const auto known = [&] {
    auto names = context.steps.names();
    names.insert(names.end(), context.outcomes.names().begin(), context.outcomes.names().end());
    return names;
  };
  bound.target = [&](const std::string& name, SourceRef where) {
    LabelId label;
    if (const auto step = context.steps.find(name); step != NameTable::none_value)
      label = moved                  ? moved->steps[step]
              : entry == Entry::kept ? pathway.entries[step].kept
                                     : pathway.entries[step].fresh;
    else if (const auto outcome = context.outcomes.find(name); outcome != NameTable::none_value)
      label = moved ? moved->outcomes[outcome] : pathway.outcome_entries[outcome];
    else if (name == join_name)
      label = moved ? moved->join : pathway.join;
    else
      context.unknown(where, "step or outcome", name, known());
    auto found = std::find(labels.begin(), labels.end(), label);
    if (found == labels.end()) found = labels.insert(labels.end(), label);
    return context.builder.constant(static_cast<double>(found - labels.begin()));
  };
  const auto value = Binder(context).bind(route, bound);
  if (context.faults.has_errors()) return;
  if (labels.size() == 1)
    context.builder.emit_jump(labels[0]);
  else
    context.builder.emit_route(value, labels);
}

} // namespace carepath
