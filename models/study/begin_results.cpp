// What is known of results before anything has run: rows, dates, texts, assumptions.
#include "models/study/reduce.hpp"

#include "engine/base/text.hpp"
#include "engine/observe/histogram.hpp"
#include "engine/results/kpi_groups.hpp"
#include "models/study/main_figures.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

std::vector<std::string> band_labels() {
  std::vector<std::string> labels{"0-1"};
  for (std::uint32_t week = 1; week < 104; ++week) labels.push_back(fmt::format(">{}-{}", week, week + 1));
  labels.push_back(">104");
  return labels;
}

void add_rows(const Study& study, Results& results) {
  for (const auto& variant : study.variants) {
    for (const auto& row : variant.kpis)
      if (std::none_of(results.kpis.begin(), results.kpis.end(),
                       [&](const auto& known) { return is_same_row(known, row); }))
        results.kpis.push_back(row);
    for (const auto& row : variant.series)
      if (std::none_of(results.series.begin(), results.series.end(),
                       [&](const auto& known) { return known.name == row.name; }))
        results.series.push_back(row);
    for (auto row : variant.histograms)
      if (std::none_of(results.histograms.begin(), results.histograms.end(),
                       [&](const auto& known) { return known.name == row.name; })) {
        row.edges.assign(histogram_edges().begin(), histogram_edges().end());
        results.histograms.push_back(std::move(row));
      }
  }
}

void add_censuses(const CompiledScenario& first, Results& results) {
  if (first.run.census.empty()) return;
  for (const auto& interval : first.program->intervals)
    results.censuses.push_back({interval.name, first.run.census, first.run.census_labels, band_labels()});
}

void add_texts(const Study& study, Results& results) {
  std::set<std::uint32_t> seen;
  for (const auto& document : study.documents)
    for (const auto file : document.files)
      if (seen.insert(file).second)
        results.scenario_texts.push_back(
            {std::filesystem::path(study.texts.name(file)).filename().string(), study.texts.text(file)});
}

/// The variants that have each of the results' assumptions.
using VariantsOf = std::vector<std::vector<std::string>>;

void add_assumption(const Assumption& assumption, const std::string& variant, Results& results,
                    VariantsOf& variants_of) {
  auto& known = results.assumptions;
  const auto found = std::find_if(known.begin(), known.end(), [&](const auto& other) {
    return other.path == assumption.path && other.value == assumption.value &&
           other.source == assumption.source;
  });
  const auto place = static_cast<std::size_t>(found - known.begin());
  if (found == known.end()) {
    known.push_back(assumption);
    variants_of.emplace_back();
  }
  if (variants_of[place].empty() || variants_of[place].back() != variant)
    variants_of[place].push_back(variant);
}

/// What several variants share is one row, which names them all.
void add_assumptions(const Study& study, Results& results) {
  VariantsOf variants_of;
  for (const auto& variant : study.variants)
    for (const auto& assumption : variant.assumptions)
      add_assumption(assumption, variant.name, results, variants_of);
  const auto variants = study.variants.size();
  for (std::size_t at = 0; at < variants_of.size(); ++at)
    results.assumptions[at].variant = variants > 1 && variants_of[at].size() == variants
                                          ? std::string(every_variant)
                                          : join(variants_of[at], ", ");
}

} // namespace

Results begin_results(const Study& study) {
  const auto& first = study.variants.front();
  Results results;
  results.title = first.title;
  results.question = first.question;
  results.start_date = first.run.start_text;
  results.warm_up_days = first.run.warm_up;
  results.length_days = first.run.length;
  results.seed = study.seed;
  results.replications = study.replications;
  results.first_replication = study.first_replication;
  results.antithetic = first.run.antithetic;
  results.overrides = study.settings;
  results.headline = headline_of(study);
  add_uncertain_inputs(study, results);
  add_rows(study, results);
  add_texts(study, results);
  add_censuses(first, results);
  for (const auto time : first.series_times)
    results.times.push_back(first.program->plan.sample_times[time].days());
  results.stress = first.stress;
  results.about = first.about;
  add_assumptions(study, results);
  return results;
}

} // namespace carepath
