#include "models/resources/resources.hpp"

#include "models/resources/diary_resource.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::string_view kinds[] = {"units", "diary"};
constexpr std::string_view assignments[] = {"from_list", "on_arrival"};
constexpr std::string_view roles[] = {"staff", "bed", "room", "equipment"};
constexpr std::string_view settings[] = {"self_care", "primary", "community", "acute", "home"};

constexpr FieldRow resource_rows[] = {
    {"kind", FieldKind::text, Dimension::any, false, "units",
     "Units are held and given back (staff, beds, rooms). A diary has dated sessions of slots; a slot not "
     "used is lost.",
     "\"diary\"", kinds},
    {"capacity", FieldKind::value, Dimension::number, false, "",
     "Units: how many there are; may change with dates and calendars, or be \"unlimited\".",
     "[{ during = \"winter\", is = 16 }, { is = 24 }]"},
    {"sessions", FieldKind::any, Dimension::any, false, "",
     "Diary: how often sessions are held, dealt evenly over the open days of the week.", "\"20 per week\""},
    {"every", FieldKind::value, Dimension::duration, false, "",
     "Diary: the time from one dated session to the next, instead of 'sessions'.", "\"7 days\""},
    {"slots", FieldKind::value, Dimension::number, false, "1",
     "Diary: slots in each session; may change with dates.", "6"},
    {"during", FieldKind::name, Dimension::any, false, "",
     "The calendar in which it works. Sessions on closed days are lost.", "\"working_days\""},
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
    {"role", FieldKind::text, Dimension::any, false, "",
     "What it is, for staff hours and bed-days by setting.", "\"bed\"", roles},
    {"setting", FieldKind::text, Dimension::any, false, "", "Where it is.", "\"acute\"", settings},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Ward beds\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the numbers come from.", "\"[I]\""},
};
constexpr KindRow resource_row{"resource", "Resources", "Staff, beds, rooms, clinics and theatre lists.",
                               resource_rows};

std::string text_of(const Item& item, std::string_view key, std::string fallback = {}) {
  const auto* field = item.find(key);
  return field && field->value.is_text() ? field->value.text : fallback;
}

/// "earliest queue_date": the key, negated where the largest goes first.
ValueId order_key(const std::string& text, SourceRef where, const std::string& resource, Binder& binder,
                  CompileContext& context) {
  const auto space = text.find(' ');
  const auto word = text.substr(0, space);
  const bool ascending = word == "lowest" || word == "earliest" || word == "shortest";
  const bool descending = word == "highest" || word == "latest" || word == "longest";
  if (space == std::string::npos || (!ascending && !descending)) {
    context.faults.error(where, fmt::format("'{}' does not say who goes first", text),
                         "write lowest, highest, earliest, latest, longest or shortest and then an "
                         "attribute: \"earliest queue_date\"");
    return context.builder.constant(0);
  }
  const auto value = read_expression(text.substr(space + 1), where, context.values());
  const auto key = binder.bind(value, {"resource." + resource + ".order", ValueNode::none, {}, {}});
  return ascending ? key : context.builder.unary(ValueOp::negate, key);
}

void define_order(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context) {
  const auto* order = item.find("order");
  if (!order) return;
  for (const auto& [text, where] : texts_of(order->value, context))
    row.order.keys.push_back(order_key(text, where, item.name, binder, context));
  constexpr std::size_t most_keys = 4;
  if (row.order.keys.size() > most_keys)
    context.faults.error(order->value.where, "an order has at most 4 entries");
}

void define_units(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context) {
  for (const auto* key : {"sessions", "every", "slots", "working_weeks", "assign", "notice", "horizon"})
    if (const auto* field = item.find(key))
      context.faults.error(field->key_where,
                           fmt::format("resource '{}' has '{}', which only a diary has", item.name, key),
                           "write kind = \"diary\", or remove it");
  const auto* capacity = item.find("capacity");
  if (!capacity) {
    context.faults.error(item.where, fmt::format("resource '{}' has no 'capacity'", item.name),
                         "such as capacity = 24");
    row.capacity = context.builder.profile({{SimTime{0}}, {0}});
    return;
  }
  const auto value = read_value(capacity->value, Dimension::number, context.values());
  Profile profile = binder.profile(value, std::numeric_limits<double>::infinity());
  if (const auto* during = item.find("during"))
    if (context.require(context.calendars, "calendar", during->value.text, during->value.where) !=
        NameTable::none_value)
      profile = open_only(
          profile,
          context.program().profiles[context.calendar_profile.find(during->value.text)->second.value]);
  for (const double level : profile.values)
    if (level < 0)
      context.faults.error(capacity->value.where,
                           fmt::format("the capacity of '{}' is negative: {}", item.name, level));
  row.capacity = context.builder.profile(std::move(profile));
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
    row.where = item.where;
    context.program().resources.push_back(std::move(row));
  }
}

void define_resources(CompileContext& context) {
  Binder binder(context);
  for (const auto& item : context.items("resource")) {
    auto& row = context.program().resources[context.resources.find(item.name)];
    if (row.kind == ResourceKind::units)
      define_units(item, row, binder, context);
    else
      define_diary(item, row, binder, context);
    define_order(item, row, binder, context);
  }
}

} // namespace carepath
