#include "models/clocks/first_appointment.hpp"

#include "models/compile/shared_points.hpp"

#include <algorithm>

namespace carepath {
namespace {

/// The step of a failure or refusal; empty for any other event.
std::string step_of_failure(const std::string& point, const CompileContext& context) {
  const auto dot = point.rfind('.');
  if (dot == std::string::npos) return {};
  const auto event = point.substr(dot + 1);
  const bool is_passed = event == "arrive" || event == "start" || event == "end" || event == "ejected";
  const auto step = point.substr(0, dot);
  return !is_passed && context.steps.find(step) != NameTable::none_value ? step : std::string();
}

bool starts_at_work(const Item& source, const std::vector<std::string>& steps) {
  return text_of(source, "phase") == "work" &&
         std::find(steps.begin(), steps.end(), text_of(source, "first")) != steps.end();
}

} // namespace

void add_events(const Node& node, std::vector<std::string>& events) {
  if (node.is_text()) events.push_back(node.text);
  for (const auto& item : node.items) add_events(item, events);
  if (const auto* at = node.is_table() ? node.find("at") : nullptr) add_events(*at, events);
}

FirstAppointment::FirstAppointment(const Item& clock, CompileContext& context) : context_(context) {
  const auto* kind = clock.find("kind");
  const auto* nullified = clock.find("nullified");
  if (!kind || kind->value.text != "rtt" || !nullified) return;
  std::vector<std::string> events;
  add_events(nullified->value, events);
  for (const auto& text : events)
    if (const auto step = step_of_failure(text, context);
        !step.empty() && std::find(steps_.begin(), steps_.end(), step) == steps_.end())
      steps_.push_back(step);
  if (steps_.empty()) return;
  const auto name = "(seen on " + clock.name + ")";
  mark_ = AttributeId(context.attributes.add(name));
  context.program().attributes.push_back({name, {}, true, {}}); // rows start at zero
}

bool FirstAppointment::is_missed_at(const std::string& point) const {
  return mark_.exists() && !step_of_failure(point, context_).empty();
}

ValueId FirstAppointment::seen() const {
  return context_.builder.of(ValueOp::of_person, mark_.value);
}

void FirstAppointment::emit_start(std::uint32_t clock) const {
  if (!mark_.exists()) return;
  auto& builder = context_.builder;
  const auto still = builder.binary(ValueOp::multiply, seen(), builder.of(ValueOp::interval_open, clock));
  builder.emit(Opcode::set, mark_.value, still.value);
}

void FirstAppointment::emit_nullified() const {
  if (mark_.exists()) context_.builder.emit(Opcode::set, mark_.value, context_.builder.constant(0).value);
}

void FirstAppointment::attach(std::uint32_t clock) const {
  for (const auto& step : steps_) attach_at(step + ".start", clock);
  for (const auto& source : context_.items("source"))
    if (starts_at_work(source, steps_)) attach_at(entry_point(source.name, context_), clock);
}

void FirstAppointment::attach_at(const std::string& point, std::uint32_t clock) const {
  context_.endings[point].push_back([&context = context_, mark = mark_, clock] {
    context.builder.emit(Opcode::set, mark.value, context.builder.of(ValueOp::interval_open, clock).value);
  });
}

} // namespace carepath
