#include "models/study/marginal.hpp"

#include "engine/experiment/variance.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "models/study/main_figures.hpp"
#include "models/study/reduce.hpp"
#include "models/study/traffic_capacity.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr double beyond_bound = 1e8; // "unlimited" is a number so large
constexpr std::int64_t week_ms = 7 * milliseconds_per_day;

bool has_bound(const Program& program, ResourceId resource) {
  const double capacity = mean_capacity(program, resource);
  return capacity > 0 && capacity < beyond_bound;
}

void add_unit(Program& program, ProgramResource& row) {
  auto profile = program.profiles[row.capacity.value];
  for (double& value : profile.values)
    if (value > 0) ++value;
  row.capacity = ProfileId(static_cast<std::uint32_t>(program.profiles.size()));
  program.profiles.push_back(std::move(profile));
}

/// One session more beside the first of each week.
void add_sessions(ProgramResource& row) {
  std::int64_t week = -1;
  for (auto& session : row.sessions) {
    const auto own = session.start.ms / week_ms;
    if (own == week || session.start.ms < 0 || session.sessions == 0 || session.slots == 0) continue;
    week = own;
    session.slots += session.slots / session.sessions;
    ++session.sessions;
  }
}

std::string unit_words(const ProgramResource& row) {
  if (row.kind == ResourceKind::units) return row.role == "bed" ? "bed" : "unit";
  const auto held = std::find_if(row.sessions.begin(), row.sessions.end(), [](const auto& session) {
    return session.sessions > 0 && session.slots > 0;
  });
  const auto slots = held == row.sessions.end() ? 0 : held->slots / held->sessions;
  return fmt::format("session a week of {} {}", slots, slots == 1 ? "slot" : "slots");
}

/// The program as it is, and one with more of it for each resource that can have more.
std::vector<std::shared_ptr<const Program>> with_more_of_each(const std::shared_ptr<const Program>& base,
                                                              MarginalReport& report) {
  std::vector<std::shared_ptr<const Program>> out{base};
  for (std::uint32_t at = 0; at < base->resources.size(); ++at) {
    const auto& row = base->resources[at];
    auto more = with_one_more(*base, ResourceId(at));
    if (!more) {
      report.left_out.push_back(row.name);
      continue;
    }
    out.push_back(std::move(more));
    report.values.push_back({row.name, unit_words(row), mean_capacity(*base, ResourceId(at)), {}, {}});
  }
  return out;
}

/// The places of the KPIs that are asked for.
std::vector<std::size_t> chosen_rows(const Study& study, const std::vector<std::string>& kpis) {
  const MainFigures main(study);
  std::vector<std::size_t> rows;
  const auto& all = study.variants.front().kpis;
  for (std::size_t at = 0; at < all.size(); ++at) {
    const bool named = std::find(kpis.begin(), kpis.end(), all[at].name) != kpis.end();
    if (all[at].group.empty() && (kpis.empty() ? main.has(all[at]) : named)) rows.push_back(at);
  }
  const auto place = [&](std::size_t row) { return std::find(kpis.begin(), kpis.end(), all[row].name); };
  if (!kpis.empty())
    std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return place(a) < place(b); });
  return rows;
}

void sort_by_size(std::vector<MarginalValue>& values) {
  const auto size = [](const MarginalValue& value) {
    const double change = value.changes.empty() ? 0 : std::abs(value.changes.front().mean);
    return std::isnan(change) ? 0 : change;
  };
  std::stable_sort(values.begin(), values.end(),
                   [&](const auto& a, const auto& b) { return size(a) > size(b); });
}

} // namespace

std::shared_ptr<const Program> with_one_more(const Program& program, ResourceId resource) {
  if (program.resources[resource.value].consumed || !has_bound(program, resource)) return nullptr;
  auto more = std::make_shared<Program>(program);
  auto& row = more->resources[resource.value];
  if (row.kind == ResourceKind::units)
    add_unit(*more, row);
  else
    add_sessions(row);
  return more;
}

MarginalReport marginal_values(const Study& study, const std::vector<std::string>& kpis,
                               const RunHooks& hooks) {
  MarginalReport report;
  Experiment experiment;
  experiment.seed = study.seed;
  experiment.replications = study.replications;
  experiment.threads = study.threads;
  experiment.pair_entities = false;
  experiment.variants = with_more_of_each(study.variants.front().program, report);
  const auto outcome = run_experiment(experiment, hooks);
  report.cancelled = outcome.cancelled;
  report.replications = study.replications;
  report.basis = kpis.empty() ? MainFigures(study).words() : "";
  for (const auto& replications : outcome.replications)
    report.failed += static_cast<std::size_t>(std::count_if(replications.begin(), replications.end(),
                                                            [](const auto& one) { return !one.completed; }));
  const auto pair = replications_of_a_pair(study.variants.front().run);
  for (const auto row : chosen_rows(study, kpis)) {
    const auto base = observations(kpi_column(outcome.replications.front(), row), pair);
    report.kpis.push_back(study.variants.front().kpis[row]);
    report.as_it_is.push_back(estimate_mean(base));
    for (std::size_t at = 0; at < report.values.size(); ++at) {
      const auto more = observations(kpi_column(outcome.replications[at + 1], row), pair);
      report.values[at].changes.push_back(paired_difference(more, base));
      report.values[at].saved.push_back(variance_saved(more, base));
    }
  }
  sort_by_size(report.values);
  return report;
}

} // namespace carepath
