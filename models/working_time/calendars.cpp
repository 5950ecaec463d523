#include "models/working_time/calendars.hpp"

namespace carepath {
namespace {

constexpr FieldRow calendar_rows[] = {
    {"open", FieldKind::texts, Dimension::any, false, "",
     "Opening hours by weekday. Without it: always open.", "[\"Mon-Fri 08:00-18:00\"]"},
    {"closed", FieldKind::moments, Dimension::any, false, "",
     "Days closed: \"bank_holidays\" (England and Wales, built in), dates or ranges of dates.",
     "\"bank_holidays\""},
    {"yearly", FieldKind::texts, Dimension::any, false, "",
     "Parts of every year in which the calendar is open.", "[\"14 Dec to 7 Mar\"]"},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Winter\""},
};
constexpr KindRow calendar_row{"calendar", "Calendars",
                               "Opening hours, seasons and holidays, used by 'during'.", calendar_rows};

const Node* node_of(const Item& item, std::string_view key) {
  const auto* field = item.find(key);
  return field ? &field->value : nullptr;
}

} // namespace

const KindRow& calendar_kind() {
  return calendar_row;
}

std::vector<OpenChange> changes_in_run(const Calendar& calendar, const CompileContext& context) {
  return calendar.changes(SimTime{0}, SimTime::from_days(context.run.end()) + SimTime{1});
}

void declare_calendars(CompileContext& context) {
  for (const auto& item : context.items("calendar")) {
    check_fields(item, calendar_row, context.faults);
    context.calendars.add(item.name);
    auto calendar = read_calendar(node_of(item, "open"), node_of(item, "closed"), node_of(item, "yearly"),
                                  context.values());
    Profile profile;
    for (const auto& change : changes_in_run(calendar, context)) {
      profile.times.push_back(change.at);
      profile.values.push_back(change.open ? 1 : 0);
    }
    context.calendar_profile.emplace(item.name, context.builder.profile(std::move(profile)));
    context.calendar_of.emplace(item.name, std::move(calendar));
  }
}

} // namespace carepath
