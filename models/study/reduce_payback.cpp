// Payback: what each variant has spent more than the first by the end of each month, and from when on no
// more.
#include "engine/base/undefined.hpp"
#include "engine/experiment/variance_components.hpp"
#include "engine/observe/estimate.hpp"
#include "engine/results/observation_size.hpp"
#include "models/scenario/units.hpp"
#include "models/study/payback_month.hpp"
#include "models/study/reduce.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {
namespace {

/// The money of one KPI in a variant and the first, month by month.
struct Pair {
  const MoneySoFar& own;
  const MoneySoFar& first;
};

std::vector<Pair> pairs_of(const CompiledScenario& variant, const CompiledScenario& first) {
  std::vector<Pair> pairs;
  if (variant.month_ends != first.month_ends) return pairs;
  for (const auto& money : first.money_so_far)
    for (const auto& own : variant.money_so_far)
      if (own.kpi == money.kpi) pairs.push_back({own, money});
  return pairs;
}

/// Spent more by the end of a month, one per observation.
std::vector<double> more_by(std::size_t month, const Pair& pair, const std::vector<ReplicationResult>& own,
                            const std::vector<ReplicationResult>& first, const Results& results) {
  auto more = kpi_column(own, pair.own.outputs[month]);
  const auto other = kpi_column(first, pair.first.outputs[month]);
  for (std::size_t at = 0; at < more.size(); ++at) more[at] = change_of(more[at], other[at]);
  return observations(more, replications_of_an_observation(results));
}

PaybackRow payback_of(const std::vector<MoneyMonth>& months, const std::vector<double>& at_end) {
  const auto when = [&](double MoneyMonth::* money) {
    std::vector<double> ends, more;
    for (const auto& month : months) {
      ends.push_back(month.month);
      more.push_back(month.*money);
    }
    return payback_month(ends, more);
  };
  PaybackRow row;
  row.months_followed = months.back().month;
  row.was_dearer =
      std::any_of(months.begin(), months.end(), [](const auto& month) { return month.more > 0; });
  row.paid_back = when(&MoneyMonth::more);
  row.earliest = when(&MoneyMonth::more_low);
  row.latest = when(&MoneyMonth::more_high);
  for (const double more : at_end) {
    row.observations += std::isnan(more) ? 0 : 1;
    row.paid_back_in += more <= 0 ? 1 : 0;
  }
  return row;
}

} // namespace

void add_paybacks(const Study& study, const std::vector<std::vector<ReplicationResult>>& replications,
                  Results& results) {
  const auto& first = study.variants.front();
  for (std::size_t variant = 1; variant < study.variants.size(); ++variant)
    for (const auto& pair : pairs_of(study.variants[variant], first)) {
      std::vector<MoneyMonth> months;
      std::vector<double> more;
      for (std::size_t month = 0; month < first.month_ends.size(); ++month) {
        more = more_by(month, pair, replications[variant], replications.front(), results);
        const auto mean = estimate_mean(more);
        months.push_back({study.variants[variant].name, pair.own.kpi,
                          (first.month_ends[month] - first.run.warm_up) / days_per_month, mean.mean, mean.low,
                          mean.high});
      }
      auto row = payback_of(months, more);
      row.variant = study.variants[variant].name;
      row.against = first.name;
      row.cost = pair.own.kpi;
      results.paybacks.push_back(std::move(row));
      results.money_months.insert(results.money_months.end(), months.begin(), months.end());
    }
}

} // namespace carepath
