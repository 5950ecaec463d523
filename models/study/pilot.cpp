#include "models/study/pilot.hpp"

#include "engine/base/undefined.hpp"
#include "engine/experiment/trial_size.hpp"
#include "engine/experiment/variance_components.hpp"
#include "models/compile/compiler.hpp"
#include "models/study/kpi_rows.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace carepath {
namespace {

struct Sample {
  double mean = 0;
  double chance = 0; // standard deviation between replications of one draw of the inputs
  double inputs = 0; // standard deviation between draws
  std::size_t number = 0;
  std::size_t draws = 0; // the number, where nothing is uncertain
  double people = 0;
  std::vector<double> values = {}; // by replication; NaN where there is none
};

struct Arms {
  Sample now;
  Sample redesign;
  double inputs = 0; // standard deviation of the difference between draws
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

/// Two replications at least share a draw of the inputs: fewer do not tell inputs from chance.
std::uint32_t replications_of_a_draw(const Study& study) {
  return study.uncertain.empty() ? 1 : std::max(2u, study.per_observation);
}

/// The study cut to `days`.
std::optional<Study> study_until(const Study& whole, double days, const std::string& kpi,
                                 std::string& fault) {
  Study study = whole;
  study.variants.clear();
  study.documents.clear();
  study.per_observation = replications_of_a_draw(whole);
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

/// What of the spread is inputs and what is chance, where some replications share a draw.
void split(Sample& sample, std::size_t per_draw) {
  const auto parts = split_variance(sample.values, per_draw);
  if (!std::isnan(parts.chance)) sample.chance = std::sqrt(parts.chance);
  if (!std::isnan(parts.inputs)) sample.inputs = std::sqrt(parts.inputs);
  const auto means = observations(sample.values, per_draw);
  const auto is_told = [](double mean) { return !std::isnan(mean); };
  sample.draws = static_cast<std::size_t>(std::count_if(means.begin(), means.end(), is_told));
}

Sample sample_of(const std::vector<ReplicationResult>& replications, std::size_t place, std::size_t sources,
                 std::size_t per_draw, PilotPlan& out) {
  constexpr std::size_t most_listed = 5;
  Sample sample;
  double squares = 0;
  for (const auto& one : replications) {
    if (!one.completed && ++out.failed && out.failures.size() < most_listed)
      out.failures.push_back(one.failure);
    const bool is_told = one.completed && std::isfinite(one.outputs[place]);
    sample.values.push_back(is_told ? one.outputs[place] : undefined);
    if (!is_told) continue;
    ++sample.number;
    const auto number = static_cast<double>(sample.number);
    const double step = one.outputs[place] - sample.mean;
    sample.mean += step / number;
    squares += step * (one.outputs[place] - sample.mean);
    sample.people += (people_of(one, sources) - sample.people) / number;
  }
  sample.chance = sample.number > 1 ? std::sqrt(squares / static_cast<double>(sample.number - 1)) : 0;
  sample.draws = sample.number;
  if (per_draw > 1) split(sample, per_draw);
  return sample;
}

/// How the difference varies between draws: what both arms share in a draw cancels.
double inputs_of_difference(const Arms& arms, std::size_t per_draw) {
  if (per_draw <= 1) return 0;
  std::vector<double> differences;
  for (std::size_t at = 0; at < arms.now.values.size(); ++at)
    differences.push_back(arms.redesign.values[at] - arms.now.values[at]);
  const double inputs = split_variance(differences, per_draw).inputs;
  return std::isnan(inputs) ? 0 : std::sqrt(inputs);
}

/// Chance, and what sites differ by for good.
double with_sites(double sd, double between) {
  return std::hypot(sd, between);
}

TrialArms trial_of(const Arms& arms, double between) {
  return {arms.now.mean, arms.redesign.mean, with_sites(arms.now.chance, between),
          with_sites(arms.redesign.chance, between)};
}

/// Between what a figure can lie, whatever luck does: what is counted, or lasts, is not below 0; a share of
/// it not above 1. A formula, money and an attribute may be anything.
struct Possible {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
};

Possible possible_values(const KpiRow& kpi, const Document& document) {
  const auto* item = kpi_item(kpi.name, document);
  const auto has = [&](std::string_view form) { return item && item->find(form); };
  const bool is_of_people =
      has("time_in") || has("wait_for") || has("number_in") || has("count") || has("clock");
  Possible values;
  if (is_of_people || has("resource")) values.least = 0;
  if (is_of_people && kpi.unit == "share") values.most = 1; // of capacity more than all may be used
  return values;
}

Estimate within(Estimate range, const Possible& possible) {
  if (range.low < possible.least) range.low = possible.least; // what is not known stays so
  if (range.high > possible.most) range.high = possible.most;
  return range;
}

/// Ranges and power with the planned number of sites.
void fill(PilotCheckpoint& at, const Arms& arms, const PilotRequest& asked, const Possible& possible,
          std::size_t sites) {
  const auto trial = trial_of(arms, asked.between_sites);
  const auto number = std::max<std::size_t>(sites, 1);
  const auto range = [&](double mean, double chance, double inputs, std::size_t of) {
    const SiteSpread spread{chance, inputs, std::min(arms.now.number, arms.redesign.number),
                            std::min(arms.now.draws, arms.redesign.draws)};
    return predicted_range(mean, spread, of, asked.confidence);
  };
  const auto now = [&](std::size_t of) {
    return within(range(trial.mean_now, trial.sd_now, arms.now.inputs, of), possible);
  };
  const auto redesigned = [&](std::size_t of) {
    return within(range(trial.mean_new, trial.sd_new, arms.redesign.inputs, of), possible);
  };
  at.site_now = now(1);
  at.site_new = redesigned(1);
  at.arm_now = now(number);
  at.arm_new = redesigned(number);
  at.difference =
      range(trial.mean_new - trial.mean_now, std::hypot(trial.sd_now, trial.sd_new), arms.inputs, number);
  at.power = trial_power(trial, sites, asked.level);
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

/// The arms until a checkpoint; a sentence in `fault` when they cannot be run.
Arms arms_until(const Study& whole, double days, const RunHooks& hooks, PilotPlan& out, std::string& fault) {
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
    return sample_of(result.replications[arm], place, part->variants[arm].program->sources.size(),
                     part->per_observation, out);
  };
  Arms arms{sample(0, *now_place), sample(1, *new_place)};
  arms.inputs = inputs_of_difference(arms, part->per_observation);
  return arms;
}

PilotPlan begin_plan(const Study& study, const PilotRequest& request, const KpiRow& kpi) {
  PilotPlan out;
  out.kpi = kpi;
  out.asked = request;
  out.current = study.variants[0].name;
  out.redesign = study.variants[1].name;
  out.seed = study.seed;
  out.replications = study.replications;
  if (const auto together = replications_of_a_draw(study); together > 1)
    out.draws = (study.replications + together - 1) / together;
  return out;
}

} // namespace

PilotPlan plan_pilot(const Study& study, const PilotRequest& request, const KpiRow& kpi,
                     const RunHooks& hooks, std::string& fault) {
  auto out = begin_plan(study, request, kpi);
  const auto checkpoints = static_cast<std::size_t>(study.variants.front().run.length / request.every + 1e-9);
  if (out.draws == 1) {
    fault = fmt::format("a pilot with uncertain inputs needs two draws of them at least: {} replications are "
                        "one, for {} share a draw (run.replications_per_draw)",
                        study.replications, replications_of_a_draw(study));
    return out;
  }
  std::vector<Arms> samples;
  RunHooks counted = hooks;
  if (hooks.progress)
    counted.progress = [&](double done, std::size_t all) {
      hooks.progress(static_cast<double>(samples.size() * all) + done, all * checkpoints);
    };
  for (std::size_t at = 1; at <= checkpoints && !out.cancelled; ++at) {
    const double days = static_cast<double>(at) * request.every;
    samples.push_back(arms_until(study, days, counted, out, fault));
    if (!fault.empty()) return out;
    const auto& arms = samples.back();
    auto& row = out.checkpoints.emplace_back();
    row.days = days;
    row.people = (arms.now.people + arms.redesign.people) / 2;
    row.needed =
        sites_needed(trial_of(arms, request.between_sites), request.power, request.level, most_pilot_sites);
  }
  decide(out);
  const auto possible = possible_values(kpi, study.documents.front());
  for (std::size_t at = 0; at < samples.size(); ++at)
    fill(out.checkpoints[at], samples[at], request, possible, out.sites);
  return out;
}

} // namespace carepath
