#include "models/resources/diary_resource.hpp"

#include "models/resources/resources.hpp"
#include "models/resources/whole.hpp"
#include "models/scenario/field_limits.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/written.hpp"
#include "models/working_time/sessions.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

constexpr std::size_t most_sessions = 20'000'000;
constexpr auto too_many_sessions = "a diary has at most 20 million sessions in a run";
constexpr double most_slots = 1e9;

/// Plain numbers are held to the limits of their field as they are read; this is for worked-out ones.
void check_worked_out(const Field& field, double number, CompileContext& context) {
  const auto* row = find_field(resource_kind(), field.key);
  if (row && !field.value.is_number())
    check_limits(field, *row, number, fmt::format("comes to {:.6g}", number), context.faults);
}

double plain(const Item& item, std::string_view key, Dimension dimension, double fallback, Binder& binder,
             CompileContext& context) {
  const auto* field = item.find(key);
  if (!field) return fallback;
  const auto number = binder.constant(read_value(field->value, dimension, context.values()));
  if (!number)
    context.faults.error(field->value.where, fmt::format("'{}' must be a plain number or a parameter", key),
                         known_before_the_run);
  else
    check_worked_out(*field, *number, context);
  return number.value_or(fallback);
}

/// A parameter without a time says how many, not how often.
bool is_bare_number(const Value& value, const CompileContext& context) {
  const auto found = context.parameters.find(value.text);
  const bool names = value.form == ValueForm::name || value.form == ValueForm::attribute;
  return names && found != context.parameters.end() && found->second.form == ValueForm::number &&
         found->second.dimension == Dimension::number && found->second.number != 0;
}

/// A parameter written "3 per day" means open days, as it does in the diary itself.
bool is_parameter_per_day(const Value& value, const CompileContext& context) {
  if (value.form != ValueForm::name && value.form != ValueForm::attribute) return false;
  for (const auto& item : context.items("parameter"))
    if (item.name == value.text)
      if (const auto* is = item.find("is")) return is->value.is_text() && is_per_day(is->value.text);
  return false;
}

/// "= 3 / 1 day" means open days as "3 per day" does, as do multiples and sums of such.
bool is_worked_out_per_day(const Value& value, const CompileContext& context) {
  if (is_parameter_per_day(value, context)) return true;
  if (value.form != ValueForm::operation || value.children.size() != 2) return false;
  const auto& below = value.children[1];
  if (value.text == "/" && below.form == ValueForm::number && below.dimension == Dimension::duration)
    return below.number == 1;
  const bool left = is_worked_out_per_day(value.children[0], context);
  const bool right = is_worked_out_per_day(below, context);
  if (value.text == "+" || value.text == "-") return left && right;
  return (value.text == "*" && left != right) || (value.text == "/" && left && !right);
}

std::optional<SessionPace> pace_of(const Node& node, Binder& binder, CompileContext& context) {
  const auto value = read_expression(node.text, node.where, context.values());
  const auto number = binder.constant(value);
  if (number && *number >= 0 && !is_bare_number(value, context))
    return is_worked_out_per_day(value, context)
               ? SessionPace{SessionPace::Unit::per_day, *number}
               : SessionPace{SessionPace::Unit::per_week, *number * days_per_week};
  if (!context.faults.has_errors())
    context.faults.error(
        node.where, fmt::format("{} does not say how often sessions are held", written_form(node)),
        number
            ? "write \"= clinics / 1 week\", or give the parameter its unit: is = \"20 per week\""
            : "only numbers and parameters can be used here, known before the run; dates are written in "
              "'sessions' itself: [{ until = \"day 50\", is = \"20 per week\" }, { is = \"10 per week\" }]");
  return std::nullopt;
}

SessionPlan session_plan(const Item& item, Binder& binder, CompileContext& context) {
  SessionPlan plan;
  const auto* sessions = item.find("sessions");
  const auto* every = item.find("every");
  if ((sessions != nullptr) == (every != nullptr))
    context.faults.error(item.where, fmt::format("diary '{}' needs either 'sessions' or 'every'", item.name),
                         "such as sessions = \"20 per week\"");
  else if (sessions)
    plan = read_session_plan(sessions->value, context.values(),
                             [&](const Node& node) { return pace_of(node, binder, context); });
  else
    plan.pieces.push_back(
        {0, {SessionPace::Unit::spaced, plain(item, "every", Dimension::duration, 1, binder, context)}});
  plan.working_share = plain(item, "working_weeks", Dimension::number, 1, binder, context);
  return plan;
}

/// A fault where the pace alone, whatever is closed, is of more sessions than a run has room for.
void check_pace(const Item& item, const SessionPlan& plan, CompileContext& context) {
  constexpr auto most = static_cast<double>(most_sessions);
  const auto is_too_fast = [&](const SessionPiece& piece) {
    const double amount = piece.pace.amount;
    if (piece.pace.unit != SessionPace::Unit::spaced) return amount > most;
    return amount > 0 && (context.run.end() - piece.from_day) / amount > most;
  };
  if (std::any_of(plan.pieces.begin(), plan.pieces.end(), is_too_fast))
    context.faults.error(item.find(item.find("every") ? "every" : "sessions")->value.where,
                         too_many_sessions);
}

double value_at(const Profile& profile, SimTime time) {
  const auto after = std::upper_bound(profile.times.begin() + 1, profile.times.end(), time);
  return profile.values[static_cast<std::size_t>(after - profile.times.begin()) - 1];
}

/// A number of slots or people that does not change with dates.
std::uint32_t whole_slots(const Item& item, std::string_view key, double otherwise, Binder& binder,
                          CompileContext& context) {
  const double number = whole_where_meant(plain(item, key, Dimension::number, otherwise, binder, context));
  if (const auto* field = item.find(key)) check_whole(key, number, field->value.where, context);
  return static_cast<std::uint32_t>(number);
}

/// The slots of a session, by its date.
Profile read_slots(const Item& item, Binder& binder, CompileContext& context) {
  const auto* slots = item.find("slots");
  if (!slots) return {{SimTime{0}}, {1}};
  const auto errors = context.faults.errors_met();
  auto profile = whole_where_meant(
      binder.profile(read_value(slots->value, Dimension::number, context.values()), most_slots));
  if (context.faults.errors_met() > errors) return profile; // what gives no number has been told
  for (const double level : std::set(profile.values.begin(), profile.values.end()))
    check_whole("slots", level, slots->value.where, context);
  return profile;
}

/// A horizon within which no session can be booked, or next to none.
void warn_of_no_dates(const Item& item, const ProgramResource& row, CompileContext& context) {
  const auto* horizon = item.find("horizon");
  if (!horizon || (row.horizon > SimTime{0} && row.horizon >= row.notice)) return;
  context.faults.warning(
      horizon->value.where,
      row.horizon < row.notice
          ? fmt::format("'horizon' is shorter than 'notice', so diary '{}' gives nobody a date", item.name)
          : fmt::format("'horizon' is no time at all, so diary '{}' gives a date only as a session begins",
                        item.name),
      "it says how far ahead dates are given, such as \"6 weeks\"");
}

/// How slots are given out, and what may come of a session.
void read_booking(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context) {
  for (const auto* key : {"notice", "horizon"})
    if (const auto* field = item.find(key); field && !row.book_on_arrival)
      context.faults.error(field->key_where,
                           fmt::format("'{}' has no effect when the list is drawn at the session", key),
                           "write assign = \"on_arrival\", or remove it");
  row.cancelled = plain(item, "cancelled", Dimension::number, 0, binder, context);
  row.overrun = whole_slots(item, "overrun", 0, binder, context);
  row.least = whole_slots(item, "least", 1, binder, context);
  if (const auto* overrun = item.find("overrun"); overrun && row.book_on_arrival)
    context.faults.error(overrun->key_where, "'overrun' has no effect when dates are given on arrival",
                         "write assign = \"from_list\", or remove it");
  row.notice = SimTime::from_days(plain(item, "notice", Dimension::duration, 0, binder, context));
  if (item.find("horizon"))
    row.horizon = SimTime::from_days(plain(item, "horizon", Dimension::duration, 0, binder, context));
  if (!context.faults.has_errors()) warn_of_no_dates(item, row, context);
}

} // namespace

Profile open_only(const Profile& profile, const Profile& open) {
  Profile result;
  auto times = profile.times;
  times.insert(times.end(), open.times.begin(), open.times.end());
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  for (const auto time : times) {
    const double value = value_at(open, time) > 0 ? value_at(profile, time) : 0;
    if (!result.values.empty() && result.values.back() == value) continue;
    result.times.push_back(time);
    result.values.push_back(value);
  }
  return result;
}

void define_diary(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context) {
  for (const auto* key : {"capacity", "turnaround", "escalation", "group", "delivery", "when_capacity_falls"})
    if (const auto* field = item.find(key))
      context.faults.error(field->key_where,
                           fmt::format("diary '{}' has '{}', which only units have", item.name, key),
                           "a diary has sessions and slots");
  const auto* during = item.find("during");
  if (during && context.require(context.calendars, "calendar", during->value.text, during->value.where) ==
                    NameTable::none_value)
    return;
  const Calendar always(context.run.start_day, context.run.start_time_of_day);
  const Calendar& calendar = during ? context.calendar_of.find(during->value.text)->second : always;
  const auto plan = session_plan(item, binder, context);
  if (!context.faults.has_errors()) check_pace(item, plan, context);
  const Profile per_session = read_slots(item, binder, context);
  if (context.faults.has_errors()) return;
  for (const auto& session :
       spread_sessions(plan, calendar, SimTime::from_days(context.run.end()) + SimTime{1})) {
    const auto count = static_cast<std::size_t>(session.count);
    if (row.sessions.size() + count > most_sessions) {
      context.faults.error(item.where, too_many_sessions);
      break;
    }
    const double each = std::clamp(value_at(per_session, session.start), 0.0, most_slots);
    row.sessions.insert(row.sessions.end(), count, {session.start, static_cast<std::uint32_t>(each)});
  }
  read_booking(item, row, binder, context);
}

} // namespace carepath
