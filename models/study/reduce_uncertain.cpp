// What the uncertain inputs were in each draw, and how much of every figure's spread comes from them.
#include "models/study/uncertain.hpp"

#include "engine/experiment/variance_components.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace carepath {
namespace {

std::span<const double> row_of(const VariantResult& variant, std::size_t row, std::size_t replications) {
  return std::span(variant.values).subspan(row * replications, replications);
}

SpreadRow spread_row(const KpiRow& kpi, const VarianceParts& parts) {
  SpreadRow row;
  row.kpi = kpi.name;
  row.unit = kpi.unit;
  row.sd_inputs = std::sqrt(parts.inputs);
  row.sd_chance = std::sqrt(parts.chance);
  row.share_inputs = parts.share.mean;
  row.share_low = parts.share.low;
  row.share_high = parts.share.high;
  return row;
}

bool is_known(const Results& results, const std::string& name) {
  return std::any_of(results.uncertain.begin(), results.uncertain.end(),
                     [&](const auto& row) { return row.name == name; });
}

void add_input(const Study& study, const UncertainInput& input, Results& results) {
  UncertainRow row;
  row.name = input.name;
  row.title = input.title;
  row.source = input.source;
  row.written = input.written;
  row.unit = dimension_unit(input.dimension);
  row.best = input.best;
  row.low = input.distribution->quantile(0.025);
  row.high = input.distribution->quantile(0.975);
  row.replications_per_draw = study.per_observation;
  results.uncertain.push_back(std::move(row));
  const auto first = study.first_replication / study.per_observation;
  const auto last = (study.first_replication + study.replications - 1) / study.per_observation;
  for (std::uint32_t draw = first; draw <= last; ++draw)
    results.draws.push_back({input.name, draw + 1, value_in_draw(input, study.seed, draw)});
}

} // namespace

std::size_t replications_of_an_observation(const Results& results) {
  if (!results.uncertain.empty()) return results.uncertain.front().replications_per_draw;
  return results.antithetic ? 2 : 1;
}

void add_uncertain_inputs(const Study& study, Results& results) {
  for (const auto& inputs : study.uncertain)
    for (const auto& input : inputs)
      if (!is_known(results, input.name)) add_input(study, input, results);
}

void add_spreads(Results& results) {
  const std::size_t pair = results.antithetic ? 2 : 1; // within a draw only pairs are independent
  const auto per_draw = replications_of_an_observation(results) / pair;
  const auto size = static_cast<std::size_t>(results.replications);
  if (results.uncertain.empty()) return;
  for (std::size_t at = 0; at < results.variants.size(); ++at)
    for (std::size_t kpi = 0; kpi < results.kpis.size(); ++kpi) {
      if (!results.kpis[kpi].group.empty()) continue;
      const auto own = row_of(results.variants[at], kpi, size);
      auto row = spread_row(results.kpis[kpi], split_variance(observations(own, pair), per_draw));
      row.variant = results.variants[at].name;
      results.spreads.push_back(row);
      if (at == 0) continue;
      const auto differences = changes_of(results.variants[at], results.variants[0], kpi, size);
      auto difference =
          spread_row(results.kpis[kpi], split_variance(observations(differences, pair), per_draw));
      difference.variant = results.variants[at].name;
      difference.against = results.variants[0].name;
      results.spreads.push_back(difference);
    }
}

} // namespace carepath
