#include "models/study/marginal.hpp"

#include "engine/experiment/variance.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "models/compile/compiler.hpp"
#include "models/study/main_figures.hpp"
#include "models/study/reduce.hpp"
#include "models/study/traffic_capacity.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <string_view>

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
  std::vector<DiarySession> sessions;
  std::int64_t week = -1;
  for (const auto& session : row.sessions) {
    sessions.push_back(session);
    const auto own = session.start.ms / week_ms;
    if (own == week || session.start.ms < 0 || session.slots == 0) continue;
    week = own;
    sessions.push_back(session);
  }
  row.sessions = std::move(sessions);
}

std::string unit_words(const ProgramResource& row) {
  if (row.kind == ResourceKind::units) return row.role == "bed" ? "bed" : "unit";
  const auto held = std::find_if(row.sessions.begin(), row.sessions.end(),
                                 [](const auto& session) { return session.slots > 0; });
  const auto slots = held == row.sessions.end() ? 0 : held->slots;
  return fmt::format("session a week of {} {}", slots, slots == 1 ? "slot" : "slots");
}

/// One more where the capacity is a plain number, compiled anew, so that a cost or a KPI worked out from that
/// field has the unit too; nothing where it is written in another way.
std::shared_ptr<const Program> compiled_with_one_more(const Study& study, const std::string& resource) {
  auto document = study.documents.front();
  auto* section = document.section("resource");
  auto* item = section ? section->find(resource) : nullptr;
  auto* capacity = item ? item->find("capacity") : nullptr;
  if (!capacity || !capacity->value.is_number()) return nullptr;
  ++capacity->value.number;
  Diagnostics unheard;
  const auto compiled = compile(document, study.texts, unheard);
  const bool same_figures = compiled && compiled->kpis.size() == study.variants.front().kpis.size();
  return same_figures ? compiled->program : nullptr;
}

bool names_path(std::string_view text, std::string_view path) {
  const auto goes_on = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
  };
  for (auto at = text.find(path); at != std::string_view::npos; at = text.find(path, at + 1)) {
    const auto end = at + path.size();
    if ((at == 0 || !goes_on(text[at - 1])) && (end == text.size() || !goes_on(text[end]))) return true;
  }
  return false;
}

bool names_path(const Node& node, std::string_view path) {
  const auto inside = [&](const Node& part) { return names_path(part, path); };
  return (node.is_text() && names_path(std::string_view(node.text), path)) ||
         std::any_of(node.items.begin(), node.items.end(), inside) ||
         std::any_of(node.values.begin(), node.values.end(), inside);
}

/// Whether something in the scenario itself is worked out from the field at `path`.
bool is_read(const Document& document, std::string_view path) {
  constexpr std::string_view other[] = {"scenario", "variant", "sweep"};
  for (const auto& section : document.sections) {
    if (std::find(std::begin(other), std::end(other), section.kind) != std::end(other)) continue;
    for (const auto& item : section.items)
      if (std::any_of(item.fields.begin(), item.fields.end(),
                      [&](const Field& field) { return names_path(field.value, path); }))
        return true;
  }
  return false;
}

/// One more by way of the scenario where that can be, otherwise in the program alone.
std::shared_ptr<const Program> with_one_more(const Study& study, ResourceId resource,
                                             MarginalReport& report) {
  const auto& base = *study.variants.front().program;
  const auto& row = base.resources[resource.value];
  auto in_program = with_one_more(base, resource);
  if (!in_program) return nullptr;
  const bool units = row.kind == ResourceKind::units;
  if (units)
    if (auto compiled = compiled_with_one_more(study, row.name)) return compiled;
  const auto path = fmt::format("resource.{}.{}", row.name, units ? "capacity" : "sessions");
  if (is_read(study.documents.front(), path)) report.unseen.push_back(path);
  return in_program;
}

/// The program as it is, and one with more of it for each resource that can have more.
std::vector<std::shared_ptr<const Program>> with_more_of_each(const Study& study, MarginalReport& report) {
  const auto& base = study.variants.front().program;
  std::vector<std::shared_ptr<const Program>> out{base};
  for (std::uint32_t at = 0; at < base->resources.size(); ++at) {
    const auto& row = base->resources[at];
    auto more = with_one_more(study, ResourceId(at), report);
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
  experiment.variants = with_more_of_each(study, report);
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
