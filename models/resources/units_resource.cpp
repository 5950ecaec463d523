#include "models/resources/units_resource.hpp"

#include "models/compile/without_person.hpp"
#include "models/resources/diary_resource.hpp"
#include "models/resources/whole.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace {

double plain(const Node& node, Dimension dimension, Binder& binder, CompileContext& context) {
  const auto number = binder.constant(read_value(node, dimension, context.values()));
  if (!number)
    context.faults.error(node.where, "expected a plain number or a parameter", known_before_the_run);
  return number.value_or(1);
}

/// A table with these keys and no other; says so and gives nothing otherwise.
const Node* table_of(const Item& item, std::string_view key, const std::vector<std::string>& allowed,
                     CompileContext& context) {
  const auto* field = item.find(key);
  if (!field) return nullptr;
  for (std::size_t at = 0; at < field->value.keys.size(); ++at)
    if (std::find(allowed.begin(), allowed.end(), field->value.keys[at]) == allowed.end()) {
      context.unknown(field->value.key_where[at], fmt::format("field of '{}' called", key),
                      field->value.keys[at], allowed);
      return nullptr;
    }
  return &field->value;
}

/// The start, which may change at dates of its own, and `size` more from each delivery on.
Profile supplied(const Profile& start, const std::vector<SimTime>& deliveries, double size) {
  Profile all;
  std::size_t step = 0, delivered = 0;
  while (step < start.times.size() || delivered < deliveries.size()) {
    SimTime time = SimTime::never();
    if (step < start.times.size()) time = start.times[step];
    if (delivered < deliveries.size()) time = std::min(time, deliveries[delivered]);
    while (step < start.times.size() && start.times[step] <= time) ++step;
    while (delivered < deliveries.size() && deliveries[delivered] <= time) ++delivered;
    all.times.push_back(time);
    all.values.push_back(start.values[step - 1] + size * static_cast<double>(delivered));
  }
  return all;
}

/// Of a stock: what has been supplied so far, at the start and by every delivery.
Profile with_deliveries(const Item& item, Profile start, Binder& binder, CompileContext& context) {
  const auto* delivery = table_of(item, "delivery", {"amount", "every"}, context);
  if (!delivery) return start;
  const auto* amount = delivery->find("amount");
  const auto* every = delivery->find("every");
  if (!amount || !every) {
    context.faults.error(delivery->where, "a delivery says how much comes and how often",
                         "such as { amount = 40, every = \"7 days\" }");
    return start;
  }
  const double gap = plain(*every, Dimension::duration, binder, context);
  const double size = plain(*amount, Dimension::number, binder, context);
  constexpr double most_deliveries = 1'000'000;
  if (!(gap > 0) || !(size >= 0) || context.run.end() / gap > most_deliveries) {
    context.faults.error(delivery->where,
                         "a delivery is a positive amount, at most a million times in a run");
    return start;
  }
  std::vector<SimTime> deliveries;
  const SimTime end =
      SimTime::from_days(context.run.end()); // on the clock: 20 h may be a hair off twice 10 h
  const auto next = [&] { return SimTime::from_days(gap * static_cast<double>(deliveries.size() + 1)); };
  for (SimTime time = next(); time <= end; time = next()) deliveries.push_back(time);
  return supplied(start, deliveries, size);
}

void read_turnaround(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context) {
  const auto* turnaround = item.find("turnaround");
  if (!turnaround) return;
  if (row.consumed)
    context.faults.error(turnaround->key_where, "a stock is not given back, so it has no turnaround");
  const auto value = read_value(turnaround->value, Dimension::duration, context.values());
  if (!binder.constant(value)) row.turnarounds = context.builder.visit_counter();
  row.turnaround = binder.bind(value, {"resource." + item.name + ".turnaround", row.turnarounds, {}, {}});
}

void read_escalation(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context) {
  const auto* table =
      table_of(item, "escalation", {"units", "open_when", "close_when", "review", "notice"}, context);
  if (!table) return;
  const auto* units = table->find("units");
  const auto* open_when = table->find("open_when");
  if (!units || !open_when) {
    context.faults.error(table->where, "an escalation says how many units open, and when",
                         "such as { units = 8, open_when = \"queue(ward_bed) > 5\" }");
    return;
  }
  const BindPlace place{"resource." + item.name + ".escalation", ValueNode::none, {}, {}};
  const auto condition = [&](const Node& node) {
    const auto value = binder.bind(read_condition(node, context.values()), place);
    check_without_person(value, node.where, "for the whole resource", context);
    return value;
  };
  const auto time = [&](std::string_view key, double fallback) {
    const auto* node = table->find(key);
    return SimTime::from_days(node ? plain(*node, Dimension::duration, binder, context) : fallback);
  };
  row.escalation.units = whole_where_meant(plain(*units, Dimension::number, binder, context));
  check_whole("units", row.escalation.units, units->where, context);
  row.escalation.open_when = condition(*open_when);
  if (const auto* close_when = table->find("close_when")) row.escalation.close_when = condition(*close_when);
  row.escalation.review = time("review", 1);
  row.escalation.notice = time("notice", 0);
  if (row.escalation.review.ms <= 0)
    context.faults.error(table->where, "'review' must be a length of time above zero");
}

/// What lies outside its range has been told.
void read_group(const Item& item, ProgramResource& row, CompileContext& context) {
  constexpr double most_in_a_group = 100'000;
  const auto whole = [&](std::string_view key) {
    const auto* field = item.find(key);
    return field ? static_cast<std::uint32_t>(std::clamp(field->value.number, 0.0, most_in_a_group)) : 1u;
  };
  row.group = whole("group");
  row.least = whole("least");
  if (const auto* least = item.find("least"); least && row.least > row.group)
    context.faults.error(least->key_where,
                         fmt::format("a group of at most {} never has {}", row.group, row.least),
                         "'group' says how many one unit serves together");
  const auto* interruption = item.find("when_capacity_falls");
  if (interruption && row.group > 1 && interruption->value.text != "finish")
    context.faults.error(
        interruption->key_where,
        fmt::format("resource '{}' serves groups, and the work of a group cannot be interrupted", item.name),
        "remove 'when_capacity_falls', so that a group in hand is finished, or remove 'group'");
}

/// What only a diary has, or of units and stocks the other.
void refuse_fields_of_others(const Item& item, bool is_stock, CompileContext& context) {
  for (const auto* key :
       {"sessions", "every", "slots", "working_weeks", "assign", "notice", "horizon", "cancelled", "overrun"})
    if (const auto* field = item.find(key))
      context.faults.error(field->key_where,
                           fmt::format("resource '{}' has '{}', which only a diary has", item.name, key),
                           "write kind = \"diary\", or remove it");
  const auto refuse = [&](std::string_view key, std::string_view whose) {
    if (const auto* field = item.find(key))
      context.faults.error(field->key_where,
                           fmt::format("resource '{}' has '{}', which only {}", item.name, key, whose),
                           "remove it");
  };
  if (!is_stock) return refuse("delivery", "a stock has");
  for (const auto* key : {"group", "least"}) refuse(key, "units that people hold have");
}

} // namespace

void define_units(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context) {
  refuse_fields_of_others(item, row.consumed, context);
  const auto* capacity = item.find("capacity");
  if (!capacity) {
    context.faults.error(item.where, fmt::format("resource '{}' has no 'capacity'", item.name),
                         "such as capacity = 24");
    row.capacity = context.builder.profile({{SimTime{0}}, {0}});
    return;
  }
  const auto value = read_value(capacity->value, Dimension::number, context.values());
  Profile profile = whole_where_meant(binder.profile(value, std::numeric_limits<double>::infinity()));
  if (const auto* during = item.find("during"); during && row.consumed)
    context.faults.error(
        during->key_where,
        fmt::format("resource '{}' is a stock, which keeps what is left when nobody is there", item.name),
        "remove 'during', and let the step also need those who hand it out, with hours of "
        "their own: needs = [\"" +
            item.name + "\", \"nurse\"]");
  else if (during)
    if (context.require(context.calendars, "calendar", during->value.text, during->value.where) !=
        NameTable::none_value)
      profile = open_only(
          profile,
          context.program().profiles[context.calendar_profile.find(during->value.text)->second.value]);
  for (const double level : profile.values) {
    if (level < 0)
      context.faults.error(capacity->value.where,
                           fmt::format("the capacity of '{}' is negative: {}", item.name, level));
    // What a stock holds may be parts of a unit.
    if (!row.consumed) check_whole("capacity", level, capacity->value.where, context);
  }
  if (row.consumed) profile = with_deliveries(item, std::move(profile), binder, context);
  row.capacity = context.builder.profile(std::move(profile));
  read_turnaround(item, row, binder, context);
  read_escalation(item, row, binder, context);
  read_group(item, row, context);
}

} // namespace carepath
