#include "models/compile/month_ends.hpp"
#include "models/compile/series_times.hpp"
#include "models/kpi/formula_order.hpp"
#include "models/kpi/kpi_lowering.hpp"
#include "models/money/costs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace carepath {
namespace {

constexpr std::string_view cohorts[] = {"arrive", "start", "end"};
constexpr std::string_view bases[] = {"full", "marginal"};

constexpr FieldRow kpi_rows[] = {
    {"time_in", FieldKind::texts, Dimension::any, false, "",
     "Time in a phase: step.wait, step.work, step.exit_delay. Each visit counts as an observation of its "
     "own, "
     "and of several phases each: the mean is of phases, not of their sum, nor of people. A phase that a "
     "failure, a refusal or a risk ends does not count.",
     "\"first_clinic.wait\""},
    {"wait_for", FieldKind::name, Dimension::any, false, "",
     "Time people wait at the steps that need a resource.", "\"ward_bed\""},
    {"number_in", FieldKind::texts, Dimension::any, false, "",
     "How many people are in a phase: the time average, or at a date. Who is on several branches at once "
     "counts "
     "once on each, and in the step that sent them out.",
     "\"theatre.wait\""},
    {"count", FieldKind::texts, Dimension::any, false, "",
     "How often an event happens; \"outcome.*\" counts every outcome.", "\"ward.start\""},
    {"sum", FieldKind::boolean, Dimension::any, false, "false", "Count: adds up the events of a list.",
     "true"},
    {"distinct", FieldKind::boolean, Dimension::any, false, "false",
     "Count: people, not events; of a list once for each event, with 'sum' once for all.", "true"},
    {"resource", FieldKind::name, Dimension::any, false, "", "A resource; 'level' says what of it.",
     "\"ward_bed\""},
    {"level", FieldKind::text, Dimension::any, false, "busy; of a diary utilisation",
     "Of units and stocks busy, queue, capacity, utilisation; of a diary utilisation, queue, slots_offered, "
     "slots_used, slots_lost (session by session, those that nobody was given), sessions.",
     "\"utilisation\""},
    {"clock", FieldKind::name, Dimension::any, false, "", "A clock; 'of' says which of its periods.",
     "\"rtt\""},
    {"of", FieldKind::text, Dimension::any, false, "completed",
     "incomplete, with_decision_to_admit, without_decision_to_admit, completed, or one stop reason.",
     "\"incomplete\""},
    {"attribute", FieldKind::text, Dimension::any, false, "",
     "An attribute (or \"step.takes\", a duration drawn) read at an event: a number, or categories that are "
     "numbers, or true (1) and false (0).",
     "\"triage.takes\""},
    {"at", FieldKind::any, Dimension::any, false, "",
     "A date or dates (\"week 26\", \"end\") for numbers at a moment; for 'attribute' the events at which it "
     "is read.",
     "\"week 26\""},
    {"cost", FieldKind::texts, Dimension::any, false, "", "Cost lines to add up; \"*\" for all.", "\"*\""},
    {"payer", FieldKind::names, Dimension::any, false, "", "Cost: only lines of these payers.", "\"ICB\""},
    {"provider", FieldKind::names, Dimension::any, false, "", "Cost: only lines paid to these providers.",
     "\"trust\""},
    {"basis", FieldKind::text, Dimension::any, false, "full", "Cost: full or marginal.", "\"marginal\"",
     bases},
    {"setting", FieldKind::texts, Dimension::any, false, "",
     "Work by setting: \"*\" for all that have one, with show of activity, staff_hours, bed_days, cost. "
     "Hours and days of units are those they are held; of a diary those at work of people who had slots of "
     "it, "
     "once however many.",
     "\"*\""},
    {"value", FieldKind::text, Dimension::any, false, "",
     "A formula over other KPIs, also of one group (kpi.came[kind=primary]), and fields; with min, max, "
     "if(condition, then, otherwise) and comparisons.",
     "\"kpi.load / run.length\""},
    {"only", FieldKind::text, Dimension::any, false, "",
     "The people it is about, by their attributes, of count, time_in, wait_for, attribute and completed "
     "clocks.",
     "\"kind == primary and urgency in [p2, p3]\""},
    {"from", FieldKind::moment, Dimension::any, false, "",
     "Start of the part of the measured period it is about. Quantiles and extremes need the whole period, or "
     "cohort \"arrive\" or \"start\".",
     "\"week 52\""},
    {"until", FieldKind::moment, Dimension::any, false, "", "End of that part.", "\"week 104\""},
    {"show", FieldKind::texts, Dimension::any, false, "",
     "Figures: mean, median, p90, min, max, sd, total, number, share_within 126 days, share_over 92%, "
     "share_at 9, share_up_to 9, share_waiting (more than nothing), mean_of_those (of more than nothing), "
     "per week, "
     "per OUTCOME, clearance (how long those that 'of' names would take to clear at the measured period's "
     "rate of stops, whatever their reason; read in weeks where 'unit' says nothing else).",
     "[\"mean\", \"p90\"]"},
    {"share_within", FieldKind::value, Dimension::any, false, "",
     "Share of durations at most this long: with its unit, or \"= limit\" of a parameter.", "\"126 days\""},
    {"share_over", FieldKind::value, Dimension::any, false, "",
     "Share of durations longer than this; of 'busy' the share of time with more than this share of the "
     "capacity in use (92%), where share_at and share_up_to are of the number of units.",
     "\"364 days\""},
    {"cohort", FieldKind::text, Dimension::any, false, "end",
     "Which visits count: those that came to the step in the measured period (arrive), those whose phase "
     "began in it (start), or those whose phase ended in it. With 'from' and 'until' those who did so in "
     "that part; with arrive and start they may end later in the run.",
     "\"arrive\"", cohorts},
    {"by", FieldKind::names, Dimension::any, false, "",
     "Attributes to split by; of a cost also payer and provider, which mean who pays and who is paid.",
     "[\"deprivation\"]"},
    {"target", FieldKind::any, Dimension::any, false, "",
     "The level wanted: a number or share (at least), a time or money (at most), \"< 0.01\" (at most), or a "
     "band [0.85, 0.92] (inside). A share is of the first figure that is one, a time or money of the first "
     "in that unit, any other number of the first figure. \"= goal\" and \"< = goal\" take it from a "
     "parameter.",
     "0.92"},
    {"unit", FieldKind::text, Dimension::any, false, "",
     "The unit of time people prefer to read it in: weeks, days, hours, minutes or seconds; of a number, "
     "what it counts. Not of cost, setting and utilisation, which have their own.",
     "\"weeks\""},
    {"title", FieldKind::text, Dimension::any, false, "", "Words for people.", "\"Within 18 weeks\""},
    {"definition", FieldKind::text, Dimension::any, false, "", "One sentence.",
     "\"Share of open pathways of at most 126 days\""},
    {"owner", FieldKind::text, Dimension::any, false, "", "Who answers for it.", "\"Trust\""},
    {"source", FieldKind::text, Dimension::any, false, "", "Where the target, or the standard, comes from.",
     "\"NHS Constitution [R 2]\""},
};
constexpr KindRow kpi_row{"kpi", "KPIs",
                          "What is measured: time_in, wait_for, number_in, count, resource, clock, "
                          "attribute, cost, setting or value.",
                          kpi_rows};

constexpr KpiForm forms[] = {
    {"time_in", offer_time_in},     {"wait_for", offer_wait_for}, {"number_in", offer_number_in},
    {"count", offer_count},         {"resource", offer_resource}, {"clock", offer_clock},
    {"attribute", offer_attribute}, {"cost", offer_cost},         {"setting", offer_setting}};

constexpr std::string_view value_key = "value";

/// Every key of the item that says what is measured; more than one is a fault, and so is none.
void check_forms(const Item& item, CompileContext& context) {
  std::vector<std::string_view> found;
  for (const auto& form : forms)
    if (item.find(form.key)) found.push_back(form.key);
  if (item.find(value_key)) found.push_back(value_key);
  for (std::size_t at = 1; at < found.size(); ++at)
    context.faults.error(item.find(found[at])->key_where,
                         fmt::format("kpi '{}' has both '{}' and '{}'", item.name, found[0], found[at]),
                         "a kpi measures one thing");
  if (found.empty())
    context.faults.error(
        item.where, fmt::format("kpi '{}' does not say what it measures", item.name),
        "give it time_in, wait_for, number_in, count, resource, clock, attribute, cost, setting or value");
}

/// The form of an item that is no formula, or nothing.
const KpiForm* form_of(const Item& item) {
  for (const auto& form : forms)
    if (item.find(form.key)) return &form;
  return nullptr;
}

/// Rows from `first` on, and their figures, come in the order of their items.
void put_in_file_order(std::size_t first, CompileContext& context, CompiledScenario& out) {
  auto& outputs = context.program().plan.outputs;
  std::map<std::string, std::pair<KpiRow, FigureId>> made;
  for (auto at = first; at < out.kpis.size(); ++at)
    made.emplace(out.kpis[at].name, std::pair(out.kpis[at], outputs[at]));
  auto at = first;
  for (const auto& item : context.items("kpi"))
    if (const auto found = made.find(item.name); found != made.end()) {
      out.kpis[at] = found->second.first;
      outputs[at++] = found->second.second;
    }
}

/// Whether some KPI is of money, which is followed month by month.
bool has_costs(const CompileContext& context) {
  const auto& items = context.items("kpi");
  return std::any_of(items.begin(), items.end(),
                     [](const auto& item) { return item.find("cost") != nullptr; });
}

} // namespace

const KindRow& kpi_kind() {
  return kpi_row;
}
std::span<const KpiForm> kpi_forms() {
  return forms;
}

void plan_sample_times(CompileContext& context) {
  std::vector<double> moments = series_times(context.run);
  moments.push_back(context.run.end());
  for (const double date : context.run.census) moments.push_back(date);
  for (const auto& item : context.items("kpi"))
    for (const double moment : kpi_moments(item, context)) moments.push_back(moment);
  for (const double moment : price_moments(context)) moments.push_back(moment);
  if (has_costs(context))
    for (const double moment : month_ends(context.run)) moments.push_back(moment);
  auto& times = context.program().plan.sample_times;
  for (const double moment : moments)
    times.push_back(SimTime::from_days(std::clamp(moment, 0.0, context.run.end())));
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
}

void define_kpis(KpiWork& work, CompiledScenario& out) {
  for (const auto& item : work.context.items("kpi")) {
    check_fields(item, kpi_row, work.context.faults);
    work.context.kpis.add(item.name);
    check_forms(item, work.context);
    if (const auto* form = form_of(item)) lower_kpi(item, *form, work, out);
  }
  const auto first = out.kpis.size();
  for (const auto* item : formulas_in_order(work.context)) lower_formula(*item, work, out);
  put_in_file_order(first, work.context, out);
}

} // namespace carepath
