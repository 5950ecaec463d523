#include "models/compile/run_settings.hpp"

#include "engine/base/text.hpp"
#include "models/compile/binder.hpp"
#include "models/compile/built_in_names.hpp"
#include "models/compile/endless_references.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/written.hpp"
#include "models/working_time/date.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

constexpr FieldRow scenario_rows[] = {
    {"title", FieldKind::text, Dimension::any, false, "", "What the scenario is, in a line.",
     "\"Hip and knee replacement\""},
    {"question", FieldKind::text, Dimension::any, false, "", "The question it answers.",
     "\"What would a surgical hub do?\""},
    {"purpose", FieldKind::text, Dimension::any, false, "", "Why the study is done (STRESS-DES 1.1).",
     "\"Inform the hub business case\""},
    {"sources", FieldKind::texts, Dimension::any, false, "", "Where the numbers come from.",
     "[\"Monks 2016\"]"},
    {"source", FieldKind::text, Dimension::any, false, "",
     "Where the numbers of this file come from, as a tag.", "\"[R 43]\""},
    {"assumptions", FieldKind::texts, Dimension::any, false, "", "What is assumed, in sentences.",
     "[\"Need is the same in both\"]"},
    {"population",
     FieldKind::number,
     Dimension::number,
     false,
     "",
     "People served; expressions and formulas read it as scenario.population.",
     "500000",
     {},
     0},
    {"headline", FieldKind::texts, Dimension::any, false, "",
     "The KPIs that are the main figures of the report and its findings. When not said: the first share with "
     "a "
     "target, and the first number of people, a list first.",
     "[\"margin_per_eye\", \"fds28\"]"},
    {"base", FieldKind::texts, Dimension::any, false, "", "The scenario (or several) this one changes.",
     "\"current.toml\""},
    {"authors", FieldKind::texts, Dimension::any, false, "", "Who made it.", "[\"A. Analyst\"]"},
    {"version", FieldKind::text, Dimension::any, false, "", "The version of the scenario.", "\"1.2\""},
    {"declarations", FieldKind::texts, Dimension::any, false, "", "Conflicts of interest.", "[\"none\"]"},
};
constexpr KindRow scenario_row{"scenario", "The scenario", "Title, question, sources and assumptions.",
                               scenario_rows};

constexpr FieldRow run_rows[] = {
    {"start", FieldKind::moment, Dimension::any, true, "", "The first day, with or without a time of day.",
     "2026-04-06"},
    {"length", FieldKind::value, Dimension::duration, true, "", "The period measured, after the warm-up.",
     "\"104 weeks\""},
    {"warm_up", FieldKind::value, Dimension::duration, false, "0 days", "Time before measuring begins.",
     "\"35 days\""},
    {"replications",
     FieldKind::integer,
     Dimension::number,
     false,
     "30",
     "How often the study is repeated with other luck.",
     "30",
     {},
     1,
     1000000},
    {"seed",
     FieldKind::integer,
     Dimension::number,
     false,
     "1",
     "Names the luck: the same seed gives the same numbers.",
     "20260406",
     {},
     0},
    {"replications_per_draw",
     FieldKind::number,
     Dimension::number,
     false,
     "2",
     "How many replications share a draw of the uncertain inputs; two or more tell inputs from chance.",
     "4",
     {},
     1},
    {"antithetic", FieldKind::boolean, Dimension::any, false, "false",
     "Replications in antithetic pairs: the second has the luck of the first mirrored (u becomes 1 - u), and "
     "the mean of a pair is one observation. Narrows limits of figures that luck moves one way.",
     "true"},
    {"control", FieldKind::texts, Dimension::any, false, "",
     "Control variates: source.NAME (arrivals against those expected), step.NAME or resource.NAME (work "
     "begun "
     "against its mean). Every figure is also given adjusted by them.",
     "[\"source.referrals\", \"resource.ward_bed\"]"},
    {"census", FieldKind::moments, Dimension::any, false, "",
     "Dates at which the waiting list is counted by age; the same in all scenarios compared.",
     "[\"week 0\", \"week 52\"]"},
    {"series", FieldKind::value, Dimension::duration, false, "1 week",
     "Step of the figures followed through time; \"calendar month\": from the first of each month to the "
     "next.",
     "\"1 week\""},
    {"by_hour", FieldKind::names, Dimension::any, false, "",
     "Resources of units whose use by hour of the week is kept, for the viewer's heat map.",
     "[\"ward_bed\"]"},
};
constexpr KindRow run_row{"run", "The run", "When it starts, how long it lasts, how often it is repeated.",
                          run_rows};

constexpr FieldRow parameter_rows[] = {
    {"is", FieldKind::value, Dimension::any, true, "",
     "The number (or distribution) the name stands for in expressions.", "0.076"},
    {"uncertain", FieldKind::value, Dimension::any, false, "",
     "What the evidence leaves open: a distribution of the number. Each draw of it is shared by a few "
     "replications and is the same in every variant; `is` stays the best estimate.",
     "{ dist = \"beta\", mean = 0.076, sd = 0.01 }"},
    {"source", FieldKind::text, Dimension::any, false, "", "The evidence for it.", "\"[E 25]\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Did not attend\""},
};
constexpr KindRow parameter_row{"parameter", "Parameters",
                                "Named numbers with their evidence, used in expressions.", parameter_rows};

double duration_of(const Item& item, std::string_view key, double fallback, CompileContext& context) {
  const auto* field = item.find(key);
  if (!field) return fallback;
  const auto value = read_value(field->value, Dimension::duration, context.values());
  if (value.form != ValueForm::number)
    context.faults.error(field->value.where, fmt::format("'{}' must be a plain length of time", key),
                         "such as \"104 weeks\"");
  return value.number;
}

void read_start(const Item& item, CompileContext& context) {
  const auto* start = item.find("start");
  if (!start) return;
  context.run.start_text = start->value.text;
  if (!read_date(start->value.text, context.run.start_day, context.run.start_time_of_day))
    context.faults.error(start->value.where, fmt::format("{} is not a date", written_form(start->value)),
                         "write 2026-04-06, or 2026-04-06T06:00:00");
}

void read_census(const Item& item, CompileContext& context) {
  const auto* census = item.find("census");
  if (!census) return;
  const auto* length = item.find("length");
  const bool shortened = length && length->key_where.line == 0; // by --set: the file's dates stand
  const auto add = [&](const Node& node) {
    const double at = read_moment(node, context.run.end(), context.values());
    if (at > context.run.end() && shortened) {
      context.faults.warning(node.where,
                             fmt::format("'{}' lies beyond the shorter run, so it is left out", node.text));
      return;
    }
    if (at < 0 || at > context.run.end())
      context.faults.error(node.where, fmt::format("'{}' lies outside the run", node.text));
    context.run.census.push_back(at);
    context.run.census_labels.push_back(node.text);
  };
  if (census->value.is_array())
    for (const auto& node : census->value.items) add(node);
  else
    add(census->value);
}

/// "28 beds" is no name of anything: a number with a word that is no unit.
void check_parameter(const Node& node, CompileContext& context) {
  auto rest = trim(node.text);
  double number = 0;
  auto dimension = Dimension::number;
  if (!node.is_text() || read_quantity(rest, number, dimension) || !take_number(rest, number)) return;
  if (rest.empty() || rest[0] != ' ') return; // "2ww" and "45-64" are names
  context.faults.error(
      node.where, fmt::format("{} is not a quantity: '{}' is not a unit", written_form(node), trim(rest)),
      fmt::format("write the number alone: {:.12g}; units are ms, s, min, h, day, week, month, year",
                  number));
}

/// `uncertain` must be a distribution of a number like the one in `is`.
void check_uncertain(const Item& item, CompileContext& context) {
  const auto* spread = item.find("uncertain");
  if (!spread) return;
  const auto& best = context.parameters.find(item.name)->second;
  const auto value = read_value(spread->value, best.dimension, context.values());
  if (best.form != ValueForm::number)
    context.faults.error(spread->value.where,
                         fmt::format("'{}' is not a plain number, so it cannot be uncertain", item.name),
                         "write the best estimate as `is`, and the spread as `uncertain`");
  else if (value.form != ValueForm::distribution && value.form != ValueForm::mix)
    context.faults.error(spread->value.where, "what is uncertain must be a distribution",
                         "such as { dist = \"normal\", mean = 0.08, sd = 0.01, min = 0 }");
}

/// The numbers of an uncertain input are drawn before the run, so its distribution is known by then. Looked
/// at when all parameters are declared, since it may refer to those below it.
void check_known_spread(const Item& item, CompileContext& context) {
  const auto* spread = item.find("uncertain");
  if (!spread || context.faults.has_errors()) return;
  const auto& best = context.parameters.find(item.name)->second;
  const auto value = read_value(spread->value, best.dimension, context.values());
  if (!Binder(context).distribution(value))
    context.faults.error(
        spread->value.where, "the distribution of what is uncertain must be known before the run",
        "plain numbers and parameters can be used in it, and none that change with the date");
}

/// Replications of a pair, and of a draw that whole pairs share.
void check_pairs(const Item& item, CompileContext& context) {
  if (!context.run.antithetic) return;
  const auto check = [&](std::string_view key, std::uint32_t number, const char* because) {
    const auto* field = item.find(key);
    if (field && number % 2 != 0)
      context.faults.error(
          field->value.where,
          fmt::format("{} = {} is odd, and antithetic replications come in pairs{}", key, number, because),
          fmt::format("write an even number, such as {}, or leave antithetic out", number + 1));
  };
  check("replications", context.run.replications, "");
  check("replications_per_draw", context.run.replications_per_draw, ", of which both share a draw");
}

} // namespace

const KindRow& scenario_kind() {
  return scenario_row;
}
const KindRow& run_kind() {
  return run_row;
}
const KindRow& parameter_kind() {
  return parameter_row;
}

void read_run_settings(CompileContext& context) {
  for (const auto& item : context.items("scenario")) check_fields(item, scenario_row, context.faults);
  const auto* item = context.document.item("run");
  if (!item) {
    context.faults.error({context.document.files.empty() ? 0 : context.document.files.back(), 0, 0},
                         "the scenario has no [run] section", "write [run] with start and length");
    return;
  }
  check_fields(*item, run_row, context.faults);
  read_start(*item, context);
  context.run.length = duration_of(*item, "length", 0, context);
  context.run.warm_up = duration_of(*item, "warm_up", 0, context);
  context.run.by_calendar_month = text_of(*item, "series") == "calendar month";
  if (!context.run.by_calendar_month) context.run.series_step = duration_of(*item, "series", 7, context);
  if (const auto* field = item->find("replications"))
    context.run.replications = static_cast<std::uint32_t>(std::max(1.0, field->value.number));
  if (const auto* field = item->find("replications_per_draw"))
    context.run.replications_per_draw = static_cast<std::uint32_t>(std::max(1.0, field->value.number));
  if (const auto* field = item->find("antithetic")) context.run.antithetic = field->value.number != 0;
  check_pairs(*item, context);
  if (const auto* field = item->find("seed"))
    context.run.seed = static_cast<std::uint64_t>(std::max(0.0, field->value.number));
  constexpr double longest = 36525; // a hundred years
  if (const auto* field = item->find("length");
      field && !context.faults.has_errors() && (context.run.length <= 0 || context.run.end() > longest))
    context.faults.error(field->value.where, "the run must last longer than nothing and at most 100 years");
  if (context.run.series_step <= 0) context.run.series_step = 7;
  read_census(*item, context);
}

void declare_parameters(CompileContext& context) {
  for (const auto& item : context.items("parameter")) {
    check_fields(item, parameter_row, context.faults);
    check_not_built_in(item, "a parameter", context);
    const auto* is = item.find("is");
    if (is) check_parameter(is->value, context);
    if (is) context.parameters.emplace(item.name, read_value(is->value, Dimension::any, context.values()));
    if (is) check_uncertain(item, context);
  }
  tell_endless_references(context);
  for (const auto& item : context.items("parameter"))
    if (item.find("is")) check_known_spread(item, context);
}

} // namespace carepath
