#include "models/compile/compiler.hpp"

#include "models/compile/compile_named.hpp"

#include "engine/base/people_followed.hpp"
#include "engine/program/program_check.hpp"
#include "models/clocks/clocks.hpp"
#include "models/compile/idle_clocks.hpp"
#include "models/compile/idle_rules.hpp"
#include "models/compile/idle_settings.hpp"
#include "models/compile/impossible_needs.hpp"
#include "models/compile/needs_conserved.hpp"
#include "models/compile/recorded_extras.hpp"
#include "models/compile/run_settings.hpp"
#include "models/compile/series_times.hpp"
#include "models/compile/unset_groups.hpp"
#include "models/compile/usage.hpp"
#include "models/kpi/controls.hpp"
#include "models/kpi/kpi.hpp"
#include "models/kpi/money_so_far.hpp"
#include "models/money/costs.hpp"
#include "models/money/outcome_worth.hpp"
#include "models/population/attributes.hpp"
#include "models/resources/resources.hpp"
#include "models/sources/sources.hpp"
#include "models/steps/lowering.hpp"
#include "models/steps/sibling_settings.hpp"
#include "models/study/event_size.hpp"
#include "models/study/stress.hpp"
#include "models/study/sweep.hpp"
#include "models/working_time/calendars.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

void declare_everything(CompileContext& context) {
  read_run_settings(context);
  declare_parameters(context);
  declare_calendars(context);
  declare_attributes(context);
  declare_resources(context);
  declare_clocks(context);
  declare_sources(context);
  declare_steps(context);
  for (const auto& item : context.items("risk")) context.known_points.emplace(item.name, item.where);
}

void plan_run(CompileContext& context) {
  auto& plan = context.program().plan;
  plan.warm_up = SimTime::from_days(context.run.warm_up);
  plan.end = SimTime::from_days(context.run.end());
  context.program().time_of_day = SimTime::from_days(context.run.start_time_of_day);
  context.program().antithetic = context.run.antithetic;
  plan.resources.resize(context.resources.size());
  plan_hours(context);
  plan_sample_times(context);
  for (std::uint32_t clock = 0; clock < context.clocks.size(); ++clock)
    plan.censuses.push_back({IntervalId(clock)});
}

/// The census dates, and the attributes people are grouped by when compared one by one.
void plan_comparisons(CompileContext& context, const Figures& figures) {
  auto& plan = context.program().plan;
  for (const double date : context.run.census) plan.census_times.push_back(figures.time_index(date));
  for (const auto& item : context.items("kpi"))
    if (const auto* by = item.find("by"))
      for (const auto& [name, where] : texts_of(by->value, context)) {
        if (is_by_party(item, name)) continue;
        const AttributeId id(context.attributes.find(name));
        const bool known = std::find(plan.outcome_splits.begin(), plan.outcome_splits.end(), id) !=
                           plan.outcome_splits.end();
        if (id.exists() && !known && plan.outcome_splits.size() < most_splits_followed)
          plan.outcome_splits.push_back(id);
      }
}

std::vector<AttributeId> cost_splits(CompileContext& context) {
  std::vector<AttributeId> splits;
  for (const auto& item : context.items("kpi"))
    if (const auto* by = item.find("by"); by && item.find("cost"))
      for (const auto& [name, where] : texts_of(by->value, context))
        if (const AttributeId id(context.attributes.find(name));
            !is_by_party(item, name) && id.exists() &&
            std::find(splits.begin(), splits.end(), id) == splits.end())
          splits.push_back(id);
  return splits;
}

void add_series_times(CompileContext& context, CompiledScenario& out) {
  const auto& times = context.program().plan.sample_times;
  std::set<SimTime> followed{times.back()};
  for (const double moment : series_times(context.run)) followed.insert(SimTime::from_days(moment));
  for (std::uint32_t at = 0; at < times.size(); ++at)
    if (followed.contains(times[at])) out.series_times.push_back(at);
}

void add_flow_nodes(CompileContext& context, const Pathway& pathway, CompiledScenario& out) {
  for (const auto& item : context.items("source"))
    out.nodes.push_back({item.name, title_of(item), "source", "", {}});
  for (std::uint32_t step = 0; step < pathway.steps.size(); ++step) {
    FlowNode node{pathway.steps[step].item->name,
                  title_of(*pathway.steps[step].item),
                  "step",
                  context.program().steps[step].setting,
                  {}};
    for (const auto& need : pathway.steps[step].needs)
      for (const auto& part : need.parts)
        node.resources.push_back(context.resources.names()[part.first.value]);
    out.nodes.push_back(std::move(node));
  }
  for (const auto& item : context.items("outcome"))
    out.nodes.push_back({item.name, title_of(item), "outcome", "", {}});
}

void describe(const CompileContext& context, CompiledScenario& out) {
  const auto* scenario = context.document.item("scenario");
  if (scenario) {
    out.title = text_of(*scenario, "title");
    out.question = text_of(*scenario, "question");
  }
  out.name = context.document.path.stem().string();
  out.file = context.document.path.filename().string();
  out.run = context.run;
  out.assumptions = assumptions_of(context.document);
  out.stress = stress_items(context.document);
  out.about = about_scenario(context.document);
}

/// The main figures the scenario names: a KPI by its name, or one of its figures ("wait.p90").
void choose_headline(CompileContext& context, CompiledScenario& out) {
  const auto* scenario = context.document.item("scenario");
  const auto* headline = scenario ? scenario->find("headline") : nullptr;
  if (!headline) return;
  if (headline->is_added)
    return context.faults.error(
        headline->key_where, "there is no headline to add to",
        "name all of them: headline = [...]; the report's own choice, the first share "
        "with a target and the first number of people, is for when none is named");
  for (const auto& [name, where] : texts_of(headline->value, context)) {
    const auto row = std::find_if(out.kpis.begin(), out.kpis.end(), [&name = name](const auto& kpi) {
      return kpi.group.empty() && (kpi.name == name || kpi.name.starts_with(name + "."));
    });
    if (row != out.kpis.end())
      out.headline.push_back(row->name);
    else if (!context.faults.has_errors())
      context.unknown(where, "kpi", name, context.kpis.names());
  }
}

void check_sections(CompileContext& context) {
  const SourceRef whole{context.document.files.empty() ? 0 : context.document.files.back(), 0, 0};
  if (context.items("source").empty())
    context.faults.error(whole, "the scenario has no [source]: nobody ever comes");
  if (context.items("outcome").empty())
    context.faults.error(whole, "the scenario has no [outcome]: nobody can leave");
  if (!context.items("sweep").empty()) static_cast<void>(read_factors(context.document, context.faults));
}

void report_collisions(CompileContext& context) {
  for (const auto& pair : context.builder.purpose_collisions())
    context.faults.error({}, fmt::format("the names {} share one random stream by chance; rename one", pair));
}

/// Of what is allowed, and hardly meant.
void warn(CompileContext& context, const Pathway& pathway, const Program& program) {
  warn_of_unused(context, pathway, program);
  warn_of_impossible_needs(program, context.faults);
  warn_of_idle(context, pathway, program);
  warn_of_idle_rules(context, pathway, program);
  warn_of_idle_clocks(context, program);
  warn_of_unset_groups(context, program);
  warn_of_sibling_settings(pathway, context);
}

std::optional<CompiledScenario> compile_alone(const Document& document, const SourceTexts& texts,
                                              Diagnostics& faults, FigureNames& names) {
  CompileContext context{document, texts, faults};
  CompiledScenario out;
  declare_everything(context);
  check_sections(context);
  auto pathway = read_pathway(context);
  attach_clocks(context);
  plan_run(context);
  Figures figures(context);
  plan_comparisons(context, figures);
  auto costs = define_costs(cost_splits(context), figures, context);
  KpiWork work{context, figures, pathway, costs};
  define_kpis(work, out);
  names = std::move(work.names);
  define_needs(work, out);
  const auto expected = define_controls(work, out);
  define_shift_figures(work, out);
  out.event_sizes = add_event_sizes(context.program().plan, out.kpis.size());
  define_money_so_far(work, out);
  plan_step_levels(context, figures, out);
  choose_headline(context, out);
  out.worths = read_worths(out.kpis, context);
  define_resources(context);
  refuse_unlimited_units(context);
  emit_sources(pathway, context);
  set_expected_arrivals(expected, context);
  emit_pathway(pathway, context);
  report_collisions(context);
  if (faults.has_errors()) return std::nullopt;
  add_series_times(context, out);
  add_flow_nodes(context, pathway, out);
  describe(context, out);
  auto program = std::make_shared<Program>(context.builder.finish());
  prove(*program, faults);
  if (faults.has_errors()) return std::nullopt;
  warn(context, pathway, *program);
  out.program = std::move(program);
  return out;
}

} // namespace

/// Each scenario has its own list of faults, so that one's faults do not cut the reading of another short.
std::optional<CompiledScenario> compile_named(const Document& document, const SourceTexts& texts,
                                              Diagnostics& faults, FigureNames& names) {
  Diagnostics own;
  std::optional<CompiledScenario> compiled;
  try {
    compiled = compile_alone(document, texts, own, names);
  } catch (const InputError&) {
  } // more faults than are kept
  try {
    for (const auto& [severity, where, message, hint] : own.all())
      severity == Severity::error ? faults.error(where, message, hint) : faults.warning(where, message, hint);
  } catch (const InputError&) {
  }
  return compiled;
}

std::optional<CompiledScenario> compile(const Document& document, const SourceTexts& texts,
                                        Diagnostics& faults) {
  FigureNames names;
  return compile_named(document, texts, faults, names);
}

std::optional<CompiledScenario> compile_changed(const Document& document, const SourceTexts& texts,
                                                Diagnostics& faults, std::string& reason) {
  auto compiled = faults.has_errors() ? std::nullopt : compile(document, texts, faults);
  if (compiled) return compiled;
  const auto& all = faults.all();
  const auto first = std::find_if(all.begin(), all.end(),
                                  [](const auto& fault) { return fault.severity == Severity::error; });
  reason = first == all.end() ? "it does not compile" : first->message;
  return compiled;
}

std::span<const KindRow* const> kind_catalogue() {
  static const std::array rows{
      &scenario_kind(), &run_kind(),  &parameter_kind(), &attribute_kind(), &calendar_kind(), &source_kind(),
      &resource_kind(), &step_kind(), &risk_kind(),      &outcome_kind(),   &clock_kind(),    &need_kind(),
      &cost_kind(),     &kpi_kind(),  &worth_kind(),     &defaults_kind(),  &sweep_kind()};
  return rows;
}

} // namespace carepath
