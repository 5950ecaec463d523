#include "models/study/warm_up.hpp"

#include "engine/experiment/mser.hpp"
#include "engine/results/set_values.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

constexpr double fewest_moments = 500;

/// "1 day", or an hour where the run is too short for that.
const char* step_text(double length) {
  return length >= fewest_moments ? "1 day" : "1 h";
}

std::vector<double> people_at_each_time(const VariantResult& variant, std::size_t times) {
  std::vector<double> people(times, 0.0);
  for (const auto* cells : {&variant.waiting, &variant.present})
    for (std::size_t cell = 0; cell < cells->size(); ++cell)
      if (std::isfinite((*cells)[cell])) people[cell % times] += (*cells)[cell];
  return people;
}

double mean_from(const std::vector<double>& values, std::size_t first) {
  double sum = 0;
  for (std::size_t at = first; at < values.size(); ++at) sum += values[at];
  return sum / static_cast<double>(values.size() - first);
}

bool starts_empty(const Program& program) {
  return std::none_of(program.sources.begin(), program.sources.end(),
                      [](const SourceRow& source) { return source.kind == ArrivalKind::at_start; });
}

SettlingRun settling_of(const CompiledScenario& scenario, const VariantResult& variant,
                        const std::vector<double>& times) {
  if (variant.waiting.empty())
    throw InputError(
        fmt::format("'{}' has too many steps for the people at each to be followed", scenario.name));
  SettlingRun run{scenario.name, scenario.title, people_at_each_time(variant, times.size()),
                  starts_empty(*scenario.program)};
  const auto settling = settle(run.people);
  run.settles = settling.found;
  if (settling.cut > 0) {
    const double from = times[settling.cut];
    run.days = from < 1 ? from : std::ceil(from);
  }
  run.level = mean_from(run.people, settling.cut);
  return run;
}

/// Sets `setting` last in every scenario: also behind the settings of those that have some of their own.
void set_last(const std::string& setting, StudyOptions& options) {
  std::set<std::string> arms{""};
  for (const auto& asked : options.settings) arms.insert(arm_of(asked));
  for (const auto& arm : arms) options.settings.push_back(arm.empty() ? setting : arm + ":" + setting);
}

} // namespace

bool WarmUpAnswer::all_settle() const {
  return std::all_of(runs.begin(), runs.end(), [](const auto& run) { return run.settles; });
}

double WarmUpAnswer::days() const {
  double most = 0;
  for (const auto& run : runs) most = std::max(most, run.days);
  return most;
}

Study read_settling_study(const StudyOptions& options) {
  auto study = read_study(options);
  if (study.faults.has_errors() || study.variants.empty()) return study;
  auto whole = options;
  const double length = study.variants.front().run.end();
  set_last("run.warm_up=0 days", whole);
  set_last(fmt::format("run.length={:.12g} days", length), whole);
  set_last(fmt::format("run.series={}", step_text(length)), whole);
  whole.best_estimates = true;
  return read_study(whole);
}

WarmUpAnswer find_warm_up(const Study& study, const RunHooks& hooks) {
  const auto results = run_study(study, hooks);
  WarmUpAnswer answer;
  answer.times = results.times;
  answer.length_days = results.length_days;
  answer.replications = results.replications;
  answer.cancelled = results.cancelled;
  for (const auto& variant : results.variants) answer.failed += variant.failed;
  if (answer.cancelled) return answer;
  for (std::size_t at = 0; at < results.variants.size(); ++at)
    answer.runs.push_back(settling_of(study.variants[at], results.variants[at], results.times));
  return answer;
}

} // namespace carepath
