#include "models/compile/idle_settings.hpp"

#include "engine/program/value_walk.hpp"
#include "models/kpi/show.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace {

class IdleSettings {
public:
  IdleSettings(CompileContext& context, const Pathway& pathway, const Program& program)
      : context_(context), pathway_(pathway), program_(program), binder_(context),
        needs_of_(program.resources.size()) {
    for (const auto& step : pathway.steps)
      for (const auto& need : step.needs)
        for (const auto& part : need.parts) needs_of_[part.first.value].push_back({&step, &need});
  }

  void warn() {
    for (const auto& item : context_.items("resource")) check_resource(item);
    for (const auto& step : pathway_.steps) check_step(step);
    for (const auto& risk : pathway_.risks) check_risk(risk);
    for (const auto& item : context_.items("kpi")) check_kpi(item);
  }

private:
  void say(SourceRef where, std::string message, std::string hint = {}) {
    context_.faults.warning(where, std::move(message), std::move(hint));
  }
  void say_idle(const Item& item, std::string_view key, std::string_view why) {
    if (const auto* field = item.find(key))
      say(field->key_where, fmt::format("'{}' of resource '{}' has no effect: {}", key, item.name, why));
  }

  [[nodiscard]] const ProgramResource& row(ResourceId resource) const {
    return program_.resources[resource.value];
  }
  [[nodiscard]] bool unlimited(ResourceId resource) const {
    const auto& of = row(resource);
    if (of.kind != ResourceKind::units) return false;
    const auto& values = program_.profiles[of.capacity.value].values;
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isinf(value); });
  }
  [[nodiscard]] bool can_fall(ResourceId resource) const {
    const auto& of = row(resource);
    if (of.escalation.units > 0) return true;
    const auto& profile = program_.profiles[of.capacity.value];
    for (std::size_t at = 1; at < profile.values.size(); ++at)
      if (profile.times[at] <= program_.plan.end && profile.values[at] < profile.values[at - 1]) return true;
    return false;
  }
  /// Whatever the date: of guards and cycles every entry.
  [[nodiscard]] bool is_zero(const Value& value) {
    if (value.form == ValueForm::guards || value.form == ValueForm::cycle)
      return std::all_of(value.children.begin(), value.children.end(),
                         [&](const Value& entry) { return is_zero(entry); });
    const auto parameter = context_.parameters.find(value.text);
    if (value.form == ValueForm::attribute && parameter != context_.parameters.end())
      return is_zero(parameter->second);
    return binder_.constant(value).value_or(1) == 0;
  }
  [[nodiscard]] bool is_zero(const std::optional<Value>& value) { return value && is_zero(*value); }

  template <class Holds> [[nodiscard]] bool any_need_of(ResourceId resource, const Holds& holds) {
    const auto& all = needs_of_[resource.value];
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& need) { return holds(*need.first, *need.second); });
  }
  /// Whether someone may stand in its queue.
  [[nodiscard]] bool has_queue(ResourceId resource) {
    return !unlimited(resource) && any_need_of(resource, [&](const StepSpec&, const NeedSpec& need) {
      return !is_zero(need.wait) && !is_zero(need.queue_limit);
    });
  }
  [[nodiscard]] bool someone_can_be_ejected(ResourceId resource) {
    return any_need_of(resource,
                       [](const StepSpec& step, const NeedSpec&) { return step.ejected.has_value(); });
  }

  void check_resource(const Item& item) {
    const ResourceId resource(context_.resources.find(item.name));
    const auto& of = row(resource);
    if (unlimited(resource))
      for (const auto* key : {"order", "escalation", "when_capacity_falls", "turnaround"})
        say_idle(item, key, "there is no end of it");
    else if (of.kind == ResourceKind::units && !can_fall(resource))
      say_idle(item, "when_capacity_falls", "its capacity never falls");
    else if (of.when_capacity_falls == Interruption::eject && !someone_can_be_ejected(resource))
      say_idle(item, "when_capacity_falls", "no step that needs it has 'ejected'");
    const bool needed = any_need_of(resource, [](const StepSpec&, const NeedSpec&) { return true; });
    if (needed && !unlimited(resource) && !has_queue(resource))
      say_idle(item, "order", "nobody waits for it");
    for (const auto* key : {"group", "least"})
      if (const auto* field = item.find(key); field && field->value.number == 1)
        say_idle(item, key, "1 is what every resource has");
    if (of.escalation.units > 0 && never_changes(of.escalation.open_when))
      say_idle(item, "escalation", "'open_when' is the same at all times");
    if (needed && of.overrun > 0 && !any_need_of(resource, [&](const StepSpec&, const NeedSpec& need) {
          return may_take_slots(need, resource);
        }))
      say_idle(item, "overrun", "nobody needs more than one slot of it");
    check_order(item, of.order);
  }

  /// Whether a need may take several slots of one session.
  [[nodiscard]] bool may_take_slots(const NeedSpec& need, ResourceId resource) {
    return std::any_of(need.parts.begin(), need.parts.end(), [&](const auto& part) {
      return part.first == resource && binder_.constant(part.second).value_or(2) > 1;
    });
  }

  /// Entries of an order by which nobody goes before anybody.
  void check_order(const Item& item, const QueueOrder& order) {
    const auto* field = item.find("order");
    if (!field) return;
    const auto texts = texts_of(field->value, context_);
    for (std::size_t at = 0; at < std::min(texts.size(), order.keys.size()); ++at)
      if (is_the_same_for_all(order.keys[at]))
        say(texts[at].second, fmt::format("order '{}' of resource '{}' has no effect: it is the same for "
                                          "everybody",
                                          texts[at].first, item.name));
  }

  [[nodiscard]] bool is_the_same_for_all(ValueId value) {
    return consists_of(value, [&](const ValueNode& node, bool is_operation) {
      if (node.op == ValueOp::attribute) return bool(fixed_attributes()[node.a]);
      return is_operation || node.op == ValueOp::constant || node.op == ValueOp::now;
    });
  }

  /// Whether a value and all that enters it, luck left out, is what is allowed.
  template <class Allowed> [[nodiscard]] bool consists_of(ValueId value, const Allowed& allowed) const {
    const auto& node = program_.values[value.value];
    const auto parts = value_parts(program_, node);
    return node.op != ValueOp::chance && allowed(node, !parts.empty()) &&
           std::all_of(parts.begin(), parts.end(), [&](ValueId part) { return consists_of(part, allowed); });
  }

  /// Attributes that are only ever set to one and the same number.
  const std::vector<bool>& fixed_attributes() {
    if (!fixed_.empty()) return fixed_;
    fixed_.assign(program_.attributes.size(), true);
    std::vector<std::optional<double>> set_to(fixed_.size());
    for (const auto& instruction : program_.code) {
      if (instruction.op != Opcode::set) continue;
      const auto& value = program_.values[instruction.b];
      auto& known = set_to[instruction.a];
      const bool same = value.op == ValueOp::constant && known.value_or(value.number) == value.number;
      if (same) known = value.number;
      fixed_[instruction.a] = fixed_[instruction.a] && same;
    }
    for (const auto& source : program_.sources)
      for (const auto attribute : source.row_attributes) fixed_[attribute.value] = false;
    return fixed_;
  }

  /// A value that neither the state of the system nor time nor luck enters.
  [[nodiscard]] bool never_changes(ValueId value) const {
    return consists_of(value, [](const ValueNode& node, bool is_operation) {
      return node.op == ValueOp::constant || (is_operation && node.op != ValueOp::cycle);
    });
  }

  void check_step(const StepSpec& step) {
    for (const auto& need : step.needs) check_need(need);
    if (step.ejected && !can_be_ejected(step)) {
      const auto* field = StepFields(context_, *step.item).find("ejected");
      say(field->key_where,
          fmt::format("'ejected' of step '{}' has no effect: nothing takes a unit from those in it",
                      step.item->name),
          "a need with 'eject', or a resource with when_capacity_falls = \"eject\" whose capacity falls, "
          "does");
    }
    const auto* kept = StepFields(context_, *step.item).find("keeps_place");
    if (kept && kept->value.number != 0 && step.next && !keeps_something(*step.next))
      say(kept->key_where,
          fmt::format("'keeps_place' of step '{}' has no effect: nobody waits where it leads",
                      step.item->name));
  }

  [[nodiscard]] bool can_be_ejected(const StepSpec& step) {
    for (const auto& need : step.needs)
      for (const auto resource : need.resources()) {
        if (row(resource).when_capacity_falls == Interruption::eject && can_fall(resource)) return true;
        if (any_need_of(resource, [](const StepSpec&, const NeedSpec& other) {
              return other.eject_then == Interruption::eject;
            }))
          return true;
      }
    return false;
  }

  /// Whether a place kept on this route is a place in some queue, here or further on.
  [[nodiscard]] bool keeps_something(const Value& route) {
    std::vector<std::string> names;
    route_names(route, names);
    return std::any_of(names.begin(), names.end(), [&](const auto& name) {
      const auto to = context_.steps.find(name);
      if (to == NameTable::none_value) return false;
      const auto& step = pathway_.steps[to];
      return !step.needs.empty() || StepFields(context_, *step.item).find("keeps_place") != nullptr;
    });
  }

  void check_need(const NeedSpec& need) {
    const auto resources = need.resources();
    const bool endless = std::all_of(resources.begin(), resources.end(),
                                     [&](ResourceId resource) { return unlimited(resource); });
    const auto& name = row(resources[0]).name;
    const auto idle = [&](bool given, std::string_view key, std::string_view why) {
      if (given) say(need.where, fmt::format("'{}' of the need of '{}' has no effect: {}", key, name, why));
    };
    const bool never_waits = is_zero(need.wait);
    if (endless)
      for (const auto& [given, key] : {std::pair{need.wait.has_value(), "wait"},
                                       {need.queue_limit.has_value(), "queue_limit"},
                                       {need.leave_free.has_value(), "leave_free"},
                                       {need.eject_then != Interruption::none, "eject"}})
        idle(given, key, "there is no end of it");
    else {
      idle(need.queue_limit && never_waits, "queue_limit", "with wait = 0 nobody queues");
      idle(need.eject_then == Interruption::eject && !someone_can_be_ejected(resources[0]), "eject",
           "no step that needs it has 'ejected', so nobody's unit can be taken");
    }
  }

  /// The fewest days of any draw, of guards and cycles whatever the date; 0 when that is not known.
  [[nodiscard]] double fewest_days(const Value& value) {
    if (value.form == ValueForm::guards || value.form == ValueForm::cycle) {
      double fewest = std::numeric_limits<double>::infinity();
      for (const auto& entry : value.children) fewest = std::min(fewest, fewest_days(entry));
      return fewest;
    }
    if (const auto days = binder_.constant(value)) return *days;
    const auto distribution = binder_.distribution(value);
    return distribution ? distribution->lowest() : 0;
  }

  void check_risk(const RiskSpec& risk) {
    const double soonest = fewest_days(risk.after);
    if (soonest > context_.run.end())
      say(risk.where,
          fmt::format("risk '{}' cannot strike: it takes {:.7g} days at the least, and the run {:.7g}",
                      risk.name, soonest, context_.run.end()));
  }

  [[nodiscard]] bool someone_holds_at_start() const {
    const auto& sources = context_.items("source");
    return std::any_of(sources.begin(), sources.end(),
                       [](const Item& source) { return source.find("holding") != nullptr; });
  }
  /// More than all units are in use only after there were more of them.
  void check_share_of_capacity(const Item& item, ResourceId resource) {
    const auto* level = item.find("level");
    if ((level && level->value.text != "busy") || row(resource).kind != ResourceKind::units) return;
    if (someone_holds_at_start()) return; // what they hold may be more than there is
    for (const auto& show : read_shows(item, context_))
      if (show.kind == ShowKind::share_over && show.number >= 1 && !can_fall(resource))
        say(show.where,
            fmt::format(
                "this share of KPI '{}' is 0 in every run: no more than all of '{}' can be in use, for "
                "its capacity never falls",
                item.name, row(resource).name),
            "share_over is of the share of the capacity in use, such as share_over 92%");
  }

  void check_kpi(const Item& item) {
    if (const auto* resource = item.find("resource"))
      return check_share_of_capacity(item, ResourceId(context_.resources.find(resource->value.text)));
    const auto* time_in = item.find("time_in");
    if (!time_in) return;
    for (const auto& [text, where] : texts_of(time_in->value, context_))
      for (const auto& [step, phase] : phases_of(text, where, context_))
        if (can_be_spent(pathway_.steps[step], phase)) return;
    say(item.where,
        fmt::format("KPI '{}' is undefined in every run: nobody ever spends that time", item.name));
  }

  [[nodiscard]] bool can_be_spent(const StepSpec& step, Phase phase) const {
    const auto any_resource = [&](const auto& holds) {
      return std::any_of(step.needs.begin(), step.needs.end(), [&](const NeedSpec& need) {
        const auto all = need.resources();
        return std::any_of(all.begin(), all.end(), holds);
      });
    };
    if (phase == Phase::interrupted)
      return any_resource([&](ResourceId resource) { return row(resource).interruptible; });
    if (phase != Phase::blocked) return true;
    // Also of what an earlier step kept, which is then named.
    return std::any_of(step.release.begin(), step.release.end(), [&](const auto& entry) {
      return entry.second == "moved" && (!entry.first.empty() || !step.needs.empty());
    });
  }

  CompileContext& context_;
  const Pathway& pathway_;
  const Program& program_;
  Binder binder_;
  std::vector<std::vector<std::pair<const StepSpec*, const NeedSpec*>>> needs_of_; // of each resource
  std::vector<bool> fixed_; // attributes, once asked for
};

} // namespace

void warn_of_idle(CompileContext& context, const Pathway& pathway, const Program& program) {
  IdleSettings(context, pathway, program).warn();
}

} // namespace carepath
