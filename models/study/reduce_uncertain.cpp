// What the uncertain inputs were in each draw, and how much of every figure's spread comes from them.
#include "models/study/uncertain.hpp"

#include "engine/base/add_once.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/results/observation_size.hpp"
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

/// Every uncertain input of any variant, in the order met.
std::vector<std::string> names_of_inputs(const Study& study) {
  std::vector<std::string> names;
  for (const auto& inputs : study.uncertain)
    for (const auto& input : inputs) add_once(names, input.name);
  return names;
}

/// An input as one variant has it.
struct OwnInput {
  std::string variant;
  UncertainInput input;
};

/// How each variant that has the parameter has it.
std::vector<OwnInput> own_inputs(const Study& study, const std::string& name) {
  std::vector<OwnInput> own;
  for (std::size_t at = 0; at < study.variants.size(); ++at)
    for (auto& input : inputs_named({name}, study.documents[at], study.texts))
      own.push_back({study.variants[at].name, std::move(input)});
  return own;
}

UncertainRow row_of(const UncertainInput& input) {
  UncertainRow row;
  row.name = input.name;
  row.title = input.title;
  row.source = input.source;
  row.written = input.written;
  row.unit = dimension_unit(input.dimension);
  row.best = input.best;
  row.low = input.distribution ? input.distribution->quantile(0.025) : std::nan("");
  row.high = input.distribution ? input.distribution->quantile(0.975) : std::nan("");
  return row;
}

/// Whether both take the same values in every draw.
bool are_alike(const OwnInput& a, const OwnInput& b) {
  const auto one = row_of(a.input), other = row_of(b.input);
  const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  return one.written == other.written && one.unit == other.unit && same(one.best, other.best) &&
         same(one.low, other.low) && same(one.high, other.high);
}

/// `variant`: that which has it so; empty for all.
void add_input(const Study& study, const UncertainInput& input, const std::string& variant,
               Results& results) {
  auto row = row_of(input);
  row.variant = variant;
  row.replications_per_draw = study.per_observation;
  results.uncertain.push_back(std::move(row));
  if (!input.distribution) return;
  const auto first = study.first_replication / study.per_observation;
  const auto last = (study.first_replication + study.replications - 1) / study.per_observation;
  for (std::uint32_t draw = first; draw <= last; ++draw)
    results.draws.push_back({input.name, variant, draw + 1, value_in_draw(input, study.seed, draw)});
}

} // namespace

void add_uncertain_inputs(const Study& study, Results& results) {
  for (const auto& name : names_of_inputs(study)) {
    const auto own = own_inputs(study, name);
    const bool alike =
        own.size() == study.variants.size() &&
        std::all_of(own.begin(), own.end(), [&](const auto& one) { return are_alike(one, own.front()); });
    if (alike)
      add_input(study, own.front().input, "", results);
    else
      for (const auto& one : own) add_input(study, one.input, one.variant, results);
  }
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
