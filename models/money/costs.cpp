#include "models/money/costs.hpp"

#include "engine/base/add_once.hpp"
#include "models/compile/binder.hpp"
#include "models/compile/moment_in_run.hpp"
#include "models/compile/shared_points.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace {

constexpr std::string_view bases[] = {"session", "slot", "unit", "busy"};
constexpr std::string_view forms[] = {"at", "in", "on", "resource"};
constexpr std::string_view settings[] = {"self_care", "primary", "community", "acute", "home"};

constexpr FieldRow cost_rows[] = {
    {"at", FieldKind::texts, Dimension::any, false, "", "Events at which the amount falls due.",
     "\"first_clinic.start\""},
    {"in", FieldKind::texts, Dimension::any, false, "", "Phases in which the amount runs, as money per time.",
     "[\"ward.work\", \"ward.exit_delay\"]"},
    {"on", FieldKind::moments, Dimension::any, false, "",
     "Moments of the run at which the amount falls due once: what is bought or set up.",
     "[2026-04-01, \"week 52\"]"},
    {"resource", FieldKind::name, Dimension::any, false, "",
     "A resource whose sessions, slots, capacity or use cost money.", "\"theatre_list\""},
    {"per", FieldKind::text, Dimension::any, false, "",
     "With 'resource': \"session\" or \"slot\" held (an amount each), \"unit\" of capacity or \"busy\" unit "
     "(money per time).",
     "\"session\"", bases},
    {"amount", FieldKind::value, Dimension::any, true, "", "The full cost. It may change with the date.",
     "\"£210\""},
    {"marginal", FieldKind::value, Dimension::any, false, "", "What one more costs, when that is less.",
     "\"£75 per day\""},
    {"setting", FieldKind::text, Dimension::any, false, "",
     "Where it falls; the setting of each step, or of the resource, when not said.", "\"acute\"", settings},
    {"payer", FieldKind::text, Dimension::any, false, "", "Who pays.", "\"ICB\""},
    {"provider", FieldKind::text, Dimension::any, false, "", "Who is paid.", "\"trust\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"First clinic visits\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the number comes from.", "\"[I]\""},
};
constexpr KindRow cost_row{"cost", "Costs", "What things cost, where, and to whom.", cost_rows};

constexpr std::size_t most_changes = 10'000;
/// A session, or a date, at the instant of a change has the new price; what was before it is read at this
/// distance.
constexpr SimTime just_before{1};

/// An amount in the wanted dimension, which may change with the date; adds a fault otherwise.
Profile amount_of(const Field& field, Dimension dimension, Binder& binder, CompileContext& context) {
  auto amount = binder.profile(read_value(field.value, dimension, context.values()),
                               std::numeric_limits<double>::infinity());
  if (amount.values.size() <= most_changes) return amount;
  context.faults.error(field.value.where,
                       fmt::format("this amount changes {} times in the run", amount.values.size() - 1),
                       fmt::format("at most {} times", most_changes));
  return {{SimTime{0}}, {0}};
}

bool is_of_diary(const CostLine& line) {
  return line.per == "session" || line.per == "slot";
}

CostLine named_line(const Item& item) {
  CostLine line;
  line.name = item.name;
  line.title = title_of(item);
  line.payer = text_of(item, "payer");
  line.provider = text_of(item, "provider");
  return line;
}

/// The step that a point belongs to ("ward" of "ward.start"); nothing for outcomes, sources and risks.
std::optional<std::uint32_t> step_of(const std::string& point, const CompileContext& context) {
  const auto dot = point.rfind('.');
  const auto step =
      dot == std::string::npos ? NameTable::none_value : context.steps.find(point.substr(0, dot));
  return step == NameTable::none_value ? std::nullopt : std::optional(step);
}

/// Where an amount falls: in the item's setting, or else in that of the step.
std::string setting_of(const Item& item, std::optional<std::uint32_t> step, CompileContext& context) {
  if (const auto* setting = item.find("setting")) return setting->value.text;
  return step ? context.program().steps[*step].setting : std::string();
}

/// Points or phases that fall in one setting.
template <class Part> struct InSetting {
  std::string setting;
  std::vector<Part> parts;
};

template <class Part>
std::vector<Part>& parts_in(std::vector<InSetting<Part>>& groups, const std::string& setting) {
  for (auto& known : groups)
    if (known.setting == setting) return known.parts;
  return groups.emplace_back(InSetting<Part>{setting, {}}).parts;
}

/// The visit counter of the step or risk a point belongs to: who comes there again has another draw.
std::uint32_t visit_at(const std::string& point, CompileContext& context) {
  if (point.find('.') == std::string::npos) {
    if (is_also_outcome(point, context)) return ValueNode::none;
    const auto risk = context.risks.find(point);
    return risk == NameTable::none_value ? ValueNode::none : context.program().timers[risk].visit;
  }
  const auto step = step_of(point, context);
  return step ? context.program().steps[*step].visit : ValueNode::none;
}

/// The known points of the item, each once, by the settings they fall in.
std::vector<InSetting<std::string>> points_by_setting(const Item& item, CompileContext& context) {
  std::vector<InSetting<std::string>> groups;
  for (const auto& [point, where] : texts_of(item.find("at")->value, context))
    if (context.require_point(point, where))
      add_once(parts_in(groups, setting_of(item, step_of(point, context), context)), point);
  return groups;
}

void add_at_points(const Item& item, const std::vector<std::string>& points, CostLine& line,
                   const CostSheet& sheet, Figures& figures, Binder& binder, CompileContext& context) {
  const auto add = [&](const Field& amount, std::vector<MeasureId>& tallies, const std::string& name) {
    const auto tally = figures.new_tally(name, sheet.splits);
    tallies.push_back(tally);
    for (const auto& point : points) {
      const BindPlace place{"cost." + item.name, visit_at(point, context), {}, {}};
      const auto value = binder.bind(amount.value, Dimension::money, place);
      context.points[point].push_back(
          [&context, tally, value] { context.builder.emit(Opcode::tally, tally.value, value.value); });
    }
  };
  add(*item.find("amount"), line.tallies, "cost." + item.name);
  if (const auto* marginal = item.find("marginal"))
    add(*marginal, line.marginal_tallies, "marginal." + item.name);
  else
    line.marginal_tallies = line.tallies;
}

using StepPhase = std::pair<std::uint32_t, Phase>;

/// The phases of the item, each once ("ward" has "ward.work" too), by the settings they fall in.
std::vector<InSetting<StepPhase>> phases_by_setting(const Item& item, CompileContext& context) {
  std::vector<InSetting<StepPhase>> groups;
  for (const auto& [text, where] : texts_of(item.find("in")->value, context))
    for (const auto& phase : phases_of(text, where, context))
      add_once(parts_in(groups, setting_of(item, phase.first, context)), phase);
  return groups;
}

void price_phases(const Item& item, CostLine& line, Binder& binder, CompileContext& context) {
  line.per_day = amount_of(*item.find("amount"), Dimension::money_rate, binder, context);
  const auto* marginal = item.find("marginal");
  line.marginal_per_day =
      marginal ? amount_of(*marginal, Dimension::money_rate, binder, context) : line.per_day;
}

void add_for_resource(const Item& item, CostLine& line, Binder& binder, CompileContext& context) {
  const auto* field = item.find("resource");
  const auto resource = context.require(context.resources, "resource", field->value.text, field->value.where);
  if (resource == NameTable::none_value) return;
  const bool diary = context.program().resources[resource].kind == ResourceKind::diary;
  const auto* per = item.find("per");
  line.resource = ResourceId(resource);
  line.per = per ? per->value.text : diary ? "session" : "unit";
  if (diary != is_of_diary(line))
    return context.faults.error(per ? per->value.where : item.where,
                                fmt::format("'{}' does not fit resource '{}'", line.per, field->value.text),
                                diary ? "a diary costs per session or per slot"
                                      : "units cost per unit of capacity or per busy unit");
  const auto dimension = diary ? Dimension::money : Dimension::money_rate;
  line.amount = amount_of(*item.find("amount"), dimension, binder, context);
  const auto* marginal = item.find("marginal");
  line.marginal_amount = marginal ? amount_of(*marginal, dimension, binder, context) : line.amount;
  line.setting =
      item.find("setting") ? text_of(item, "setting") : context.program().resources[resource].setting;
}

/// Whether a resource of units is without a bound at some time of the measured period.
bool is_unlimited(std::uint32_t resource, CompileContext& context) {
  const auto& row = context.program().resources[resource];
  if (row.kind != ResourceKind::units) return false;
  const auto& [times, levels] = context.program().profiles[row.capacity.value];
  const auto begin = SimTime::from_days(context.run.warm_up), end = SimTime::from_days(context.run.end());
  for (std::size_t at = 0; at < levels.size(); ++at) {
    const auto until = at + 1 < times.size() ? times[at + 1] : SimTime::never();
    if (std::isinf(levels[at]) && times[at] < end && until > begin) return true;
  }
  return false;
}

FigureId resource_units(const CostLine& line, Figures& figures) {
  const auto id = line.resource->value;
  if (line.per == "session") return figures.add(FigureOp::sessions_held, id);
  if (line.per == "slot") return figures.add(FigureOp::slots_offered, id);
  const auto level = figures.add(line.per == "busy" ? FigureOp::busy_mean : FigureOp::capacity_mean, id);
  return figures.combine(FigureOp::multiply, level, figures.add(FigureOp::window_days));
}

/// Moments before the measured period cost nothing that is measured, which is told when there are no others.
void add_on_dates(const Item& item, CostLine& line, Binder& binder, CompileContext& context) {
  const auto& dates = item.find("on")->value;
  const auto add = [&](const Node& node) {
    add_once(line.dates, SimTime::from_days(moment_in_run(node, context)));
  };
  if (dates.is_array())
    for (const auto& node : dates.items) add(node);
  else
    add(dates);
  const auto opens = SimTime::from_days(context.run.warm_up);
  if (std::all_of(line.dates.begin(), line.dates.end(), [&](SimTime date) { return date < opens; }))
    context.faults.warning(dates.where,
                           fmt::format("cost '{}' falls due before the measured period only", item.name),
                           fmt::format("the warm-up ends on day {:.10g}", context.run.warm_up));
  line.amount = amount_of(*item.find("amount"), Dimension::money, binder, context);
  const auto* marginal = item.find("marginal");
  line.marginal_amount = marginal ? amount_of(*marginal, Dimension::money, binder, context) : line.amount;
  line.setting = text_of(item, "setting");
}

/// The lines of an item: one for each setting that its steps are in.
void add_lines(const Item& item, CostSheet& sheet, Figures& figures, Binder& binder,
               CompileContext& context) {
  auto line = named_line(item);
  const auto before = sheet.lines.size();
  if (item.find("at")) {
    for (const auto& [setting, points] : points_by_setting(item, context)) {
      auto& own = sheet.lines.emplace_back(line);
      own.setting = setting;
      add_at_points(item, points, own, sheet, figures, binder, context);
    }
  } else if (item.find("in")) {
    price_phases(item, line, binder, context);
    for (const auto& [setting, phases] : phases_by_setting(item, context)) {
      auto& own = sheet.lines.emplace_back(line);
      own.setting = setting;
      own.phases = phases;
    }
  } else if (item.find("on")) {
    add_on_dates(item, line, binder, context);
  } else {
    add_for_resource(item, line, binder, context);
  }
  if (sheet.lines.size() == before) sheet.lines.push_back(std::move(line));
}

} // namespace

const KindRow& cost_kind() {
  return cost_row;
}

std::vector<double> price_moments(CompileContext& context) {
  std::vector<double> moments;
  Diagnostics untold; // faults are told when the amounts themselves are read
  Binder binder(context);
  for (const auto& item : context.items("cost"))
    for (const auto* key : {"amount", "marginal"})
      if (const auto* field = item.find(key); field && !item.find("at"))
        for (const double moment :
             binder.changes(read_value(field->value, Dimension::any, context.values(untold)))) {
          moments.push_back(moment);
          moments.push_back((SimTime::from_days(moment) - just_before).days());
        }
  return moments;
}

CostSheet define_costs(const std::vector<AttributeId>& splits, Figures& figures, CompileContext& context) {
  CostSheet sheet;
  sheet.splits = splits;
  for (const auto& [kind, item] : context.document.former)
    if (kind == "cost") sheet.former.push_back(named_line(item));
  Binder binder(context);
  for (const auto& item : context.items("cost")) {
    check_fields(item, cost_row, context.faults);
    if (!item.find("amount")) continue;
    if (std::count_if(std::begin(forms), std::end(forms), [&](auto form) { return item.find(form); }) != 1) {
      context.faults.error(
          item.where,
          fmt::format("cost '{}' needs exactly one of 'at', 'in', 'on' and 'resource'", item.name),
          "such as at = \"first_clinic.start\"");
      continue;
    }
    add_lines(item, sheet, figures, binder, context);
  }
  return sheet;
}

void refuse_unlimited_units(CompileContext& context) {
  for (const auto& item : context.items("cost")) {
    const auto* field = item.find("resource");
    const auto* per = item.find("per");
    if (!field || (per && per->value.text != "unit")) continue;
    const auto resource = context.resources.find(field->value.text);
    if (resource == NameTable::none_value || !is_unlimited(resource, context)) continue;
    context.faults.error(
        per ? per->value.where : field->value.where,
        fmt::format("cost '{0}' is of each unit that '{1}' has, and the capacity of '{1}' is unlimited",
                    item.name, field->value.text),
        "per = \"busy\" is of the units in use; or give it a number of units at all times of the measured "
        "period");
  }
}

std::optional<FigureId> cost_total(const CostLine& line, const Place& place, bool marginal,
                                   Figures& figures) {
  if (line.resource) {
    if (!place.everyone()) return std::nullopt;
    return figures.weighted(marginal ? line.marginal_amount : line.amount,
                            is_of_diary(line) ? just_before : SimTime{},
                            [&] { return resource_units(line, figures); });
  }
  if (!line.dates.empty()) {
    if (!place.everyone()) return std::nullopt;
    return figures.weighted(marginal ? line.marginal_amount : line.amount, just_before,
                            [&] { return figures.number_of(line.dates); });
  }
  std::vector<FigureId> parts;
  for (const auto tally : marginal ? line.marginal_tallies : line.tallies)
    parts.push_back(figures.tally(FigureOp::tally_sum, tally, place));
  if (!line.phases.empty()) {
    const auto level = figures.new_level("cost." + line.name, line.phases, place);
    parts.push_back(figures.weighted(marginal ? line.marginal_per_day : line.per_day, {}, [&] {
      return figures.combine(FigureOp::multiply, figures.add(FigureOp::level_mean, level.value),
                             figures.add(FigureOp::window_days));
    }));
  }
  return figures.sum(parts);
}

} // namespace carepath
