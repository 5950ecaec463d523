#include "models/resources/resources.hpp"

#include "engine/program/value_walk.hpp"
#include "models/compile/binder.hpp"
#include "models/compile/categories.hpp"
#include "models/resources/diary_resource.hpp"
#include "models/resources/units_resource.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::string_view kinds[] = {"units", "diary", "stock"};
constexpr std::string_view assignments[] = {"from_list", "on_arrival"};
constexpr std::string_view roles[] = {"staff", "bed", "room", "equipment"};
constexpr std::string_view falls[] = {"finish", "hand_over", "pause", "restart", "resample", "eject"};
constexpr std::string_view settings[] = {"self_care", "primary", "community", "acute", "home"};

constexpr FieldRow resource_rows[] = {
    {"kind", FieldKind::text, Dimension::any, false, "units",
     "Units are held and given back (staff, beds, rooms). A diary has dated sessions of slots; a slot not "
     "used is lost. A stock is used up and delivered anew.",
     "\"diary\"", kinds},
    {"capacity", FieldKind::value, Dimension::number, false, "",
     "Units: how many there are; may change with dates and calendars, or be \"unlimited\".",
     "[{ during = \"winter\", is = 16 }, { is = 24 }]"},
    {"sessions", FieldKind::any, Dimension::any, false, "",
     "Diary: how often sessions are held, dealt evenly over the open days of the week; a rate, an expression "
     "or a list of { from, until, is }.",
     "\"20 per week\""},
    {"every", FieldKind::value, Dimension::duration, false, "",
     "Diary: the time from one dated session to the next, instead of 'sessions'.", "\"7 days\""},
    {"slots", FieldKind::value, Dimension::number, false, "1",
     "Diary: slots in each session, a whole number; may change with dates.", "6"},
    {"during", FieldKind::name, Dimension::any, false, "",
     "The calendar in which it works. Sessions on closed days are lost. A stock has none: it keeps what is "
     "left.",
     "\"working_days\""},
    {"working_weeks",
     FieldKind::value,
     Dimension::number,
     false,
     "1",
     "Diary: the share of the year's sessions that is held (leave), thinned evenly.",
     "\"42/52\"",
     {},
     0,
     1},
    {"assign", FieldKind::text, Dimension::any, false, "from_list",
     "Diary: a date is given on joining, or each session draws its list from the queue when it begins.",
     "\"on_arrival\"", assignments},
    {"notice", FieldKind::value, Dimension::duration, false, "0 days",
     "Diary, on_arrival: soonest date after joining.", "\"7 days\""},
    {"horizon", FieldKind::value, Dimension::duration, false, "",
     "Diary, on_arrival: how far ahead dates are given. Without it: as far as the run.", "\"6 weeks\""},
    {"order", FieldKind::texts, Dimension::any, false, "",
     "Who is served first: each entry lowest, highest, earliest, latest, longest or shortest of an attribute "
     "or expression; then order of joining.",
     "[\"lowest urgency\", \"earliest queue_date\"]"},
    {"when_capacity_falls", FieldKind::text, Dimension::any, false, "finish",
     "Units: work under way when fewer are left. It finishes; is handed over to the next unit that is free; "
     "pauses until the capacity rises; restarts with the luck it had, or anew (resample); or its people go "
     "where "
     "their step's 'ejected' leads. The last to start are interrupted first.",
     "\"hand_over\"", falls},
    {"turnaround", FieldKind::value, Dimension::duration, false, "0 days",
     "Units: how long one given back is not yet free again, such as cleaning.", "\"45 min\""},
    {"escalation", FieldKind::table, Dimension::any, false, "",
     "Units: more while they are wanted: { units, open_when, close_when, review, notice }. Looked at every "
     "'review' (1 day); closed 'notice' (0 days) after the decision; without 'close_when' it is taken when "
     "'open_when' no longer holds.",
     "{ units = 8, open_when = \"queue(ward_bed) > 5\", close_when = \"free(ward_bed) > 12\", notice = \"2 "
     "days\" }"},
    {"group",
     FieldKind::integer,
     Dimension::any,
     false,
     "1",
     "Units: how many people one unit serves together; they start together, and their work is drawn once: "
     "those end together for whom 'takes' is the same.",
     "12",
     {},
     1,
     100000},
    {"least",
     FieldKind::integer,
     Dimension::any,
     false,
     "1",
     "Fewest people a group or a session starts with; a session with fewer is not held.",
     "6",
     {},
     1,
     100000},
    {"cancelled",
     FieldKind::value,
     Dimension::number,
     false,
     "0",
     "Diary: the chance that a session is not held, known when it would begin.",
     "0.04",
     {},
     0,
     1},
    {"overrun", FieldKind::value, Dimension::number, false, "0",
     "Diary, from_list: slots by which the last one of a session may run over.", "30"},
    {"delivery", FieldKind::table, Dimension::any, false, "",
     "Stock: { amount, every }: how much comes, how often; the first one 'every' after the start.",
     "{ amount = 40, every = \"7 days\" }"},
    {"role", FieldKind::text, Dimension::any, false, "",
     "What it is, for staff hours and bed-days by setting.", "\"bed\"", roles},
    {"setting", FieldKind::text, Dimension::any, false, "", "Where it is.", "\"acute\"", settings},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Ward beds\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the numbers come from.", "\"[I]\""},
};
constexpr KindRow resource_row{"resource", "Resources", "Staff, beds, rooms, clinics and theatre lists.",
                               resource_rows};

/// Whether a value may change while somebody waits.
bool changes_with_time(const Program& program, ValueId value) {
  const auto& node = program.values[value.value];
  switch (node.op) {
  case ValueOp::now:
  case ValueOp::interval_age:
  case ValueOp::interval_open:
  case ValueOp::queue_length:
  case ValueOp::busy:
  case ValueOp::free_units:
  case ValueOp::next_slot:
  case ValueOp::capacity:
  case ValueOp::during:
  case ValueOp::waited:
  case ValueOp::cycle:
  case ValueOp::in_model: return true;
  default: break;
  }
  const auto parts = value_parts(program, node);
  return std::any_of(parts.begin(), parts.end(),
                     [&](ValueId part) { return changes_with_time(program, part); });
}

/// The time someone has waited rises for all alike: its beginning orders them, and stays.
bool rises_for_all_alike(ValueOp op) {
  return op == ValueOp::waited || op == ValueOp::in_model || op == ValueOp::interval_age;
}

/// What rises for all as fast as the time someone has waited: the time of the run, and of a clock in whole
/// days its midnights.
ValueId rise_of(const ValueNode& waited, CompileContext& context) {
  auto& builder = context.builder;
  const bool whole_days =
      waited.op == ValueOp::interval_age && context.program().intervals[waited.a].whole_days;
  const auto now = builder.of(ValueOp::now, 0);
  if (!whole_days) return now;
  constexpr double rounding = 1e-9; // far less than a millisecond: midnight is of the day it begins
  const auto since_midnight = builder.constant(context.run.start_time_of_day + rounding);
  return builder.unary(ValueOp::floor, builder.binary(ValueOp::add, now, since_midnight));
}

/// "earliest queue_date": the key, negated where the largest goes first.
void add_order_key(const std::string& text, SourceRef where, const std::string& resource, QueueOrder& order,
                   CompileContext& context) {
  const auto space = text.find(' ');
  const auto word = text.substr(0, space);
  const bool ascending = word == "lowest" || word == "earliest" || word == "shortest";
  const bool descending = word == "highest" || word == "latest" || word == "longest";
  if (space == std::string::npos || (!ascending && !descending)) {
    context.faults.error(where, fmt::format("'{}' does not say who goes first", text),
                         "write lowest, highest, earliest, latest, longest or shortest and then an "
                         "attribute: \"earliest queue_date\"");
    return;
  }
  // Blanks instead of the word, so that faults show their place in the whole text.
  const auto value =
      read_expression(std::string(space + 1, ' ') + text.substr(space + 1), where, context.values());
  auto key = bind_rank(value, {"resource." + resource + ".order", ValueNode::none, {}, {}}, context);
  if (const ValueNode node = context.program().values[key.value]; rises_for_all_alike(node.op))
    key = context.builder.binary(ValueOp::subtract, key, rise_of(node, context));
  else
    order.changes = order.changes || changes_with_time(context.program(), key);
  order.keys.push_back(ascending ? key : context.builder.unary(ValueOp::negate, key));
}

void define_order(const Item& item, ProgramResource& row, CompileContext& context) {
  const auto* order = item.find("order");
  if (!order) return;
  for (const auto& [text, where] : texts_of(order->value, context))
    add_order_key(text, where, item.name, row.order, context);
  constexpr std::size_t most_keys = 4;
  if (row.order.keys.size() > most_keys)
    context.faults.error(order->value.where, "an order has at most 4 entries");
}

Interruption interruption_of(const std::string& word) {
  if (word == "hand_over") return Interruption::resume;
  if (word == "pause") return Interruption::pause;
  if (word == "restart") return Interruption::restart;
  if (word == "resample") return Interruption::resample;
  return word == "eject" ? Interruption::eject : Interruption::none;
}

} // namespace

const KindRow& resource_kind() {
  return resource_row;
}

void declare_resources(CompileContext& context) {
  for (const auto& item : context.items("resource")) {
    check_fields(item, resource_row, context.faults);
    context.resources.add(item.name);
    ProgramResource row;
    row.name = item.name;
    row.setting = text_of(item, "setting");
    row.role = text_of(item, "role");
    row.kind = text_of(item, "kind", "units") == "diary" ? ResourceKind::diary : ResourceKind::units;
    row.when_capacity_falls = interruption_of(text_of(item, "when_capacity_falls", "finish"));
    row.interruptible = row.when_capacity_falls != Interruption::none;
    // Needs are read before capacities are laid out, and must know what they ask for.
    row.book_on_arrival =
        row.kind == ResourceKind::diary && text_of(item, "assign", "from_list") == "on_arrival";
    row.consumed = text_of(item, "kind") == "stock";
    if (const auto* group = item.find("group"); group && group->value.is_number())
      row.group = static_cast<std::uint32_t>(group->value.number);
    row.where = item.where;
    context.program().resources.push_back(std::move(row));
  }
}

void define_resources(CompileContext& context) {
  Binder binder(context);
  for (const auto& item : context.items("resource")) {
    auto& row = context.program().resources[context.resources.find(item.name)];
    row.purpose = context.builder.purpose("resource." + item.name);
    row.kind == ResourceKind::units ? define_units(item, row, binder, context)
                                    : define_diary(item, row, binder, context);
    define_order(item, row, context);
  }
}

} // namespace carepath
