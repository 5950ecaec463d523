#include "models/clocks/clocks.hpp"

#include "engine/base/text.hpp"
#include "models/clocks/active_monitoring.hpp"
#include "models/clocks/first_appointment.hpp"
#include "models/compile/shared_points.hpp"
#include "models/kpi/bound.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace carepath {
namespace {

constexpr std::string_view kinds[] = {"plain", "rtt"};
constexpr std::string_view limit_keys[] = {"share_within", "share_over"};

constexpr FieldRow clock_rows[] = {
    {"kind", FieldKind::text, Dimension::any, false, "plain",
     "\"rtt\": referral to treatment, counted in whole calendar days as the national rules do. \"plain\": "
     "exact time.",
     "\"rtt\"", kinds},
    {"starts", FieldKind::texts, Dimension::any, true, "",
     "Events at which it starts: source.arrive, step.arrive, step.start, step.end, a failure or an outcome. "
     "At a source it starts when the person was referred; at a step's arrive, for those found waiting there, "
     "when they came to it.",
     "[\"gp.arrive\"]"},
    {"stops", FieldKind::any, Dimension::any, true, "",
     "Events at which it stops, with a reason: a name, a list of names, or a list of { at, as }.",
     "[{ at = \"ward.start\", as = \"admitted\" }]"},
    {"nullified", FieldKind::any, Dimension::any, false, "",
     "Events that wipe it out, such as not attending the first appointment; with restart = \"on_rebooking\" "
     "it starts again at the next step. Of kind \"rtt\" a failure of a step does so only until someone has "
     "been seen, since the clock started, at one of the steps named here.",
     "[{ at = \"first_clinic.dna\", restart = \"on_rebooking\" }]"},
    {"decision_to_admit", FieldKind::texts, Dimension::any, false, "",
     "Events at which the decision to admit is made.", "[\"theatre.arrive\"]"},
    {"active_monitoring", FieldKind::list, Dimension::any, false, "",
     "Periods in which it is stopped for active monitoring; a new period starts at 'until', for those whose "
     "clock last stopped at the 'from' beside it, and for those there at the start whose clock has not run.",
     "[{ from = \"review.end\", until = \"listed.arrive\" }]"},
    {"noticed", FieldKind::value, Dimension::duration, false, "",
     "The least change in a person's time on it, of all periods together, that counts as gaining or losing "
     "when variants are compared. When not said it follows the limits of the KPIs on this clock: a week for "
     "limits from four weeks, a day from two days, an hour from half a day, 15 minutes below; a week without "
     "a limit.",
     "\"1 day\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Referral to treatment\""},
};
constexpr KindRow clock_row{"clock", "Clocks", "Intervals between events: RTT and any other pair.",
                            clock_rows};

/// Attaches an instruction to every point of a node (a text or a list), after what is read there.
void attach(const Node& node, CompileContext& context, Opcode op, std::uint32_t clock,
            std::uint32_t argument) {
  for (const auto& [point, where] : texts_of(node, context)) {
    if (!context.require_point(point, where)) continue;
    context.endings[point].push_back(
        [&context, op, clock, argument] { context.builder.emit(op, clock, argument); });
  }
}

/// The events at which a period of a clock may end.
std::set<std::string> ends_of(const Item& item) {
  std::vector<std::string> events;
  for (const auto* key : {"stops", "nullified"})
    if (const auto* field = item.find(key)) add_events(field->value, events);
  if (const auto* monitoring = item.find("active_monitoring"))
    for (const auto& entry : monitoring->value.items)
      if (const auto* from = entry.find("from")) add_events(*from, events);
  return {events.begin(), events.end()};
}

/// A clock, and where a period of it may end.
struct ClockPlace {
  std::uint32_t clock = 0;
  ActiveMonitoring monitoring;
  std::set<std::string> ends{};
};

/// Emits the start of a clock: `since` as of Opcode::open_interval.
using EmitStart = std::function<void(std::uint32_t since)>;

/// A clock that starts where people enter by a source starts when they were referred, and at the arrival at a
/// step when they came there, which is before the run for those found in it. Where it may end too it starts
/// after that.
void attach_start(const Node& node, CompileContext& context, const ClockPlace& place, const EmitStart& emit) {
  for (const auto& [point, where] : texts_of(node, context)) {
    if (!context.require_point(point, where)) continue;
    const auto open = [&](const std::string& at, std::uint32_t since) {
      auto& actions = place.ends.contains(at) ? context.endings : context.points;
      actions[at].push_back([emit, since] { emit(since); });
    };
    const auto owner = point.substr(0, point.rfind('.'));
    const bool is_arrival = point.ends_with(".arrive");
    const auto arrives_at = [&](const NameTable& names) {
      return is_arrival && names.find(owner) != NameTable::none_value;
    };
    if (arrives_at(context.sources)) open(entry_point(owner, context), opens_from_entry);
    if (arrives_at(context.steps))
      open(point, opens_from_arrival);
    else if (!arrives_at(context.sources))
      open(point, opens_now);
  }
}

std::uint32_t reason_of(const std::string& reason, IntervalRow& row) {
  auto found = std::find(row.reasons.begin(), row.reasons.end(), reason);
  if (found == row.reasons.end()) found = row.reasons.insert(row.reasons.end(), reason);
  return static_cast<std::uint32_t>(found - row.reasons.begin());
}

/// Closes the clock at every point of a node. `spell`: of active monitoring that begins there, or none.
void attach_close(const Node& node, CompileContext& context, const ClockPlace& place,
                  const std::string& reason, std::uint32_t spell) {
  const auto number = reason_of(reason, context.program().intervals[place.clock]);
  for (const auto& [point, where] : texts_of(node, context)) {
    if (!context.require_point(point, where)) continue;
    context.endings[point].push_back(
        [&context, clock = place.clock, monitoring = place.monitoring, number, spell] {
          monitoring.emit_stop(spell);
          context.builder.emit(Opcode::close_interval, clock, number);
        });
  }
}

void attach_stop(const Node& stop, CompileContext& context, const ClockPlace& place) {
  if (stop.is_text()) return attach_close(stop, context, place, stop.text, ActiveMonitoring::none);
  const auto* at = stop.find("at");
  if (!at) {
    context.faults.error(stop.where, "a stop says where",
                         "such as { at = \"ward.start\", as = \"admitted\" }");
    return;
  }
  const auto* as = stop.find("as");
  const auto reason = as ? as->text : at->is_text() ? at->text : std::string("stopped");
  attach_close(*at, context, place, reason, ActiveMonitoring::none);
}

void attach_nullified(const Node& entry, CompileContext& context, const ClockPlace& place,
                      const FirstAppointment& first) {
  const auto* at = entry.is_table() ? entry.find("at") : &entry;
  if (!at) {
    context.faults.error(entry.where, "a nullification says where",
                         "such as { at = \"first_clinic.dna\", restart = \"on_rebooking\" }");
    return;
  }
  const auto* restart = entry.find("restart");
  if (restart && restart->text != "on_rebooking")
    context.unknown(restart->where, "restart", restart->text, {"on_rebooking"});
  if (restart) context.restarting_clocks.insert(place.clock);
  for (const auto& [point, where] : texts_of(*at, context)) {
    if (!context.require_point(point, where)) continue;
    context.endings[point].push_back(
        [&context, place, first, is_missed = first.is_missed_at(point), again = restart ? 1u : 0u] {
          auto& builder = context.builder;
          const auto seen = is_missed ? builder.label() : LabelId();
          if (is_missed) builder.emit_branch_if(first.seen(), seen);
          place.monitoring.emit_stop(ActiveMonitoring::none);
          builder.emit(Opcode::nullify_interval, place.clock, again);
          first.emit_nullified();
          if (is_missed) builder.place(seen);
        });
  }
}

void attach_monitoring(const Node& entry, CompileContext& context, const ClockPlace& place,
                       std::uint32_t spell) {
  const auto* from = entry.find("from");
  const auto* until = entry.find("until");
  if (!from || !until) {
    context.faults.error(entry.where, "active monitoring has 'from' and 'until'",
                         "such as { from = \"review.end\", until = \"listed.arrive\" }");
    return;
  }
  attach_close(*from, context, place, "active_monitoring", spell);
  attach_start(*until, context, place, [monitoring = place.monitoring, spell](std::uint32_t since) {
    monitoring.emit_end(spell, since);
  });
}

void each(const Field* field, const std::function<void(const Node&)>& act) {
  if (!field) return;
  if (!field->value.is_array()) return act(field->value);
  for (const auto& node : field->value.items) act(node);
}

/// The limit in a figure that is shown, such as "share_within 4 h"; nothing in other figures.
std::optional<Node> shown_limit(const Node& shown) {
  for (const std::string_view key : limit_keys)
    if (shown.is_text() && shown.text.starts_with(key) && shown.text.substr(key.size()).starts_with(' ')) {
      auto limit = shown;
      limit.text = trim(std::string_view(shown.text).substr(key.size()));
      return limit;
    }
  return std::nullopt;
}

/// What is worked out for a clock is in days.
bool is_length(const Bound& limit) {
  return limit.dimension == Dimension::duration || (limit.worked_out && limit.dimension == Dimension::number);
}

/// The smallest limit that a KPI sets on a clock, in days; nothing when none does.
std::optional<double> limit_on(const std::string& clock, CompileContext& context) {
  std::optional<double> least;
  for (const auto& item : context.items("kpi")) {
    const auto* of = item.find("clock");
    if (!of || of->value.text != clock) continue;
    const auto take = [&](const Node& node) {
      const auto limit = read_bound(node, context);
      if (limit && is_length(*limit) && (!least || limit->number < *least)) least = limit->number;
    };
    for (const auto key : limit_keys)
      if (const auto* field = item.find(key)) take(field->value);
    each(item.find("show"), [&](const Node& shown) {
      if (const auto limit = shown_limit(shown)) take(*limit);
    });
  }
  return least;
}

/// The least change of a clock that people notice, in days.
double noticed_days(const Item& item, CompileContext& context) {
  if (const auto* field = item.find("noticed")) {
    const auto value = read_value(field->value, Dimension::duration, context.values());
    if (value.form == ValueForm::number && value.number > 0) return value.number;
    context.faults.error(field->value.where, "'noticed' must be a plain length of time", "such as \"1 day\"");
  }
  const auto limit = limit_on(item.name, context);
  if (!limit || *limit >= 28) return 7;
  if (*limit >= 2) return 1;
  return *limit >= 0.5 ? 1.0 / 24 : 15.0 / 1440;
}

} // namespace

const KindRow& clock_kind() {
  return clock_row;
}

void declare_clocks(CompileContext& context) {
  for (const auto& item : context.items("clock")) {
    check_fields(item, clock_row, context.faults);
    context.clocks.add(item.name);
    const auto* kind = item.find("kind");
    context.program().intervals.push_back(
        {item.name, kind && kind->value.text == "rtt", {}, noticed_days(item, context)});
  }
}

void attach_clocks(CompileContext& context) {
  for (const auto& item : context.items("clock")) {
    const auto clock = context.clocks.find(item.name);
    const FirstAppointment first(item, context);
    const ClockPlace place{clock, ActiveMonitoring(item, clock, context), ends_of(item)};
    place.monitoring.attach();
    // Stops come before starts at one event, so that a new period may begin where another ends.
    each(item.find("stops"), [&](const Node& node) { attach_stop(node, context, place); });
    each(item.find("nullified"), [&](const Node& node) { attach_nullified(node, context, place, first); });
    std::uint32_t spell = ActiveMonitoring::none;
    each(item.find("active_monitoring"),
         [&](const Node& node) { attach_monitoring(node, context, place, ++spell); });
    if (const auto* starts = item.find("starts"))
      attach_start(starts->value, context, place, [&context, first, clock](std::uint32_t since) {
        first.emit_start(clock);
        context.builder.emit(Opcode::open_interval, clock, since);
      });
    first.attach(clock);
    if (const auto* decided = item.find("decision_to_admit"))
      attach(decided->value, context, Opcode::mark_interval, clock, 0);
  }
}

} // namespace carepath
