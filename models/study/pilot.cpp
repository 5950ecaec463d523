#include "models/study/pilot.hpp"

#include "engine/experiment/trial_size.hpp"
#include "models/compile/compiler.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

struct Sample {
  double mean = 0;
  double sd = 0;
  std::size_t number = 0;
  double people = 0;
};

/// Without the other figures, some of which speak of dates that a shorter run does not reach. A figure worked
/// out from others keeps them all.
Document focused(Document document, const std::string& kpi) {
  const auto name = kpi.substr(0, kpi.find_first_of(".@"));
  auto* section = document.section("kpi");
  const auto* own = section ? section->find(name) : nullptr;
  if (own && !own->find("value"))
    for (const auto& other : section->names())
      if (other != name) section->remove(other);
  if (auto* scenario = document.section("scenario"); scenario && !scenario->items.empty())
    std::erase_if(scenario->items.front().fields, [](const Field& field) { return field.key == "headline"; });
  return document;
}

Node written_boolean(bool value) {
  Node node;
  node.kind = NodeKind::boolean;
  node.number = value ? 1 : 0;
  return node;
}

/// The study cut to `days`, each replication with a draw of the uncertain inputs of its own.
std::optional<Study> study_until(const Study& whole, double days, const std::string& kpi,
                                 std::string& fault) {
  Study study = whole;
  study.variants.clear();
  study.documents.clear();
  study.per_observation = 1;
  for (const auto& document : whole.documents) {
    auto shorter = focused(document, kpi);
    Diagnostics faults;
    set_path(shorter, "run.length", written_number(days, Dimension::duration), {}, NewPaths::allowed, faults);
    if (whole.variants.front().run.antithetic) // sites do not mirror each other
      set_path(shorter, "run.antithetic", written_boolean(false), {}, NewPaths::allowed, faults);
    auto compiled = compile_changed(shorter, study.texts, faults, fault);
    if (!compiled) {
      fault = fmt::format("the pilot cannot be cut to {:.4g} weeks: {}", days / 7, fault);
      return std::nullopt;
    }
    study.variants.push_back(std::move(*compiled));
    study.documents.push_back(std::move(shorter));
  }
  return study;
}

/// Those who come during the pilot, after the warm-up; sources are the first nodes.
double people_of(const ReplicationResult& replication, std::size_t sources) {
  double people = 0;
  for (const auto& edge : replication.edges)
    if (edge.from < sources) people += edge.arrivals;
  return people;
}

Sample sample_of(const std::vector<ReplicationResult>& replications, std::size_t place, std::size_t sources,
                 PilotPlan& out) {
  constexpr std::size_t most_listed = 5;
  Sample sample;
  double squares = 0;
  for (const auto& one : replications) {
    if (!one.completed && ++out.failed && out.failures.size() < most_listed)
      out.failures.push_back(one.failure);
    if (!one.completed || !std::isfinite(one.outputs[place])) continue;
    ++sample.number;
    const auto number = static_cast<double>(sample.number);
    const double step = one.outputs[place] - sample.mean;
    sample.mean += step / number;
    squares += step * (one.outputs[place] - sample.mean);
    sample.people += (people_of(one, sources) - sample.people) / number;
  }
  sample.sd = sample.number > 1 ? std::sqrt(squares / static_cast<double>(sample.number - 1)) : 0;
  return sample;
}

/// Chance, and what sites differ by for good.
double with_sites(double sd, double between) {
  return std::hypot(sd, between);
}

TrialArms arms_of(const Sample& now, const Sample& redesign, double between) {
  return {now.mean, redesign.mean, with_sites(now.sd, between), with_sites(redesign.sd, between)};
}

/// Ranges and power with the planned number of sites.
void fill(PilotCheckpoint& at, const Sample& now, const Sample& redesign, const PilotRequest& asked,
          std::size_t sites) {
  const auto arms = arms_of(now, redesign, asked.between_sites);
  const auto number = std::max<std::size_t>(sites, 1);
  const auto range = [&](double mean, double sd, std::size_t of) {
    return predicted_range(mean, sd, std::min(now.number, redesign.number), of, asked.confidence);
  };
  at.site_now = range(arms.mean_now, arms.sd_now, 1);
  at.site_new = range(arms.mean_new, arms.sd_new, 1);
  at.arm_now = range(arms.mean_now, arms.sd_now, number);
  at.arm_new = range(arms.mean_new, arms.sd_new, number);
  at.difference = range(arms.mean_new - arms.mean_now, std::hypot(arms.sd_now, arms.sd_new), number);
  at.power = trial_power(arms, sites, asked.level);
}

/// The checkpoint whose pilot takes the fewest site-days; with the sites given the first at which they
/// suffice.
void decide(PilotPlan& out) {
  const PilotCheckpoint* best = nullptr;
  for (const auto& at : out.checkpoints) {
    if (at.needed == 0) continue;
    if (out.asked.sites) {
      if (!best && at.needed <= *out.asked.sites) best = &at;
    } else if (!best ||
               at.days * static_cast<double>(at.needed) < best->days * static_cast<double>(best->needed)) {
      best = &at;
    }
  }
  out.days = best ? best->days : 0;
  out.sites = out.asked.sites ? *out.asked.sites : best ? best->needed : 0;
}

using ArmSamples = std::pair<Sample, Sample>;

/// The arms until a checkpoint; a sentence in `fault` when they cannot be run.
ArmSamples samples_until(const Study& whole, double days, const RunHooks& hooks, PilotPlan& out,
                         std::string& fault) {
  const auto part = study_until(whole, days, out.kpi.name, fault);
  if (!part) return {};
  const auto now_place = kpi_place(part->variants[0].kpis, out.kpi.name);
  const auto new_place = kpi_place(part->variants[1].kpis, out.kpi.name);
  if (!now_place || !new_place) {
    fault = "the figure is not known before the end of the run";
    return {};
  }
  const auto result = run_variants(*part, hooks);
  out.cancelled = result.cancelled;
  const auto sample = [&](std::size_t arm, std::size_t place) {
    return sample_of(result.replications[arm], place, part->variants[arm].program->sources.size(), out);
  };
  return {sample(0, *now_place), sample(1, *new_place)};
}

PilotPlan begin_plan(const Study& study, const PilotRequest& request, const KpiRow& kpi) {
  PilotPlan out;
  out.kpi = kpi;
  out.asked = request;
  out.current = study.variants[0].name;
  out.redesign = study.variants[1].name;
  out.seed = study.seed;
  out.replications = study.replications;
  return out;
}

} // namespace

PilotPlan plan_pilot(const Study& study, const PilotRequest& request, const KpiRow& kpi,
                     const RunHooks& hooks, std::string& fault) {
  auto out = begin_plan(study, request, kpi);
  const auto checkpoints = static_cast<std::size_t>(study.variants.front().run.length / request.every + 1e-9);
  std::vector<ArmSamples> samples;
  RunHooks counted = hooks;
  if (hooks.progress)
    counted.progress = [&](double done, std::size_t all) {
      hooks.progress(static_cast<double>(samples.size() * all) + done, all * checkpoints);
    };
  for (std::size_t at = 1; at <= checkpoints && !out.cancelled; ++at) {
    const double days = static_cast<double>(at) * request.every;
    samples.push_back(samples_until(study, days, counted, out, fault));
    if (!fault.empty()) return out;
    const auto& [now, redesign] = samples.back();
    auto& row = out.checkpoints.emplace_back();
    row.days = days;
    row.people = (now.people + redesign.people) / 2;
    row.needed = sites_needed(arms_of(now, redesign, request.between_sites), request.power, request.level,
                              most_pilot_sites);
  }
  decide(out);
  for (std::size_t at = 0; at < samples.size(); ++at)
    fill(out.checkpoints[at], samples[at].first, samples[at].second, request, out.sites);
  return out;
}

} // namespace carepath
