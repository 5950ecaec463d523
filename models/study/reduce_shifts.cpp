// The left shift: what leaves hospital, and the visits, staff hours and costs that appear in other settings.
#include "engine/base/undefined.hpp"
#include "engine/results/observation_size.hpp"
#include "models/study/reduce.hpp"

#include "engine/experiment/variance_components.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace carepath {
namespace {

using Replications = std::vector<ReplicationResult>;

constexpr std::string_view hospital = "acute";

/// An amount per week in one variant: what it is of, and a value of every replication.
struct Amount {
  std::string what, setting, name, title;
  std::vector<double> values;
};

bool uses_bed(const CompiledScenario& scenario, const FlowNode& node) {
  const auto& resources = scenario.program->resources;
  return std::any_of(node.resources.begin(), node.resources.end(), [&](const auto& name) {
    return std::any_of(resources.begin(), resources.end(),
                       [&](const auto& row) { return row.name == name && row.role == "bed"; });
  });
}

/// Work begun at every step of a setting that is no stay in a bed, and the amounts followed by resource and
/// cost line.
std::vector<Amount> amounts_of(const CompiledScenario& scenario, const Replications& replications) {
  const double weeks = scenario.run.length / 7;
  std::vector<Amount> amounts;
  const auto add = [&](Amount row, const auto& take) {
    for (const auto& one : replications) row.values.push_back(one.completed ? take(one) / weeks : undefined);
    amounts.push_back(std::move(row));
  };
  const auto sources = scenario.program->sources.size();
  for (std::size_t step = 0; step < scenario.program->steps.size(); ++step) {
    const auto& node = scenario.nodes[sources + step];
    if (!node.setting.empty() && !uses_bed(scenario, node))
      add({"visits", node.setting, node.name, node.title, {}},
          [&](const auto& one) { return one.steps[step].started; });
  }
  for (const auto& figure : scenario.shift_figures)
    add({figure.what, figure.setting, figure.name, figure.title, {}},
        [&](const auto& one) { return one.outputs[figure.output]; });
  return amounts;
}

bool same_amount(const Amount& a, const Amount& b) {
  return a.what == b.what && a.setting == b.setting && a.name == b.name;
}

std::vector<bool> completed_by_both(const Replications& one, const Replications& other) {
  std::vector<bool> both;
  for (std::size_t at = 0; at < one.size(); ++at) both.push_back(one[at].completed && other[at].completed);
  return both;
}

/// Variant minus first of every amount of either, over the replications that `both` completed.
std::vector<Amount> changes_of(const std::vector<Amount>& before, const std::vector<Amount>& after,
                               const std::vector<bool>& both) {
  std::vector<Amount> changes;
  const auto subtract = [&](const Amount* from, const Amount* to) {
    Amount row = to ? *to : *from;
    for (std::size_t at = 0; at < row.values.size(); ++at)
      row.values[at] = both[at] ? (to ? to->values[at] : 0) - (from ? from->values[at] : 0) : undefined;
    changes.push_back(std::move(row));
  };
  const auto find = [](const std::vector<Amount>& rows, const Amount& row) -> const Amount* {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& other) { return same_amount(row, other); });
    return found == rows.end() ? nullptr : &*found;
  };
  for (const auto& row : before) subtract(&row, find(after, row));
  for (const auto& row : after)
    if (!find(before, row)) subtract(nullptr, &row);
  return changes;
}

/// All of one thing in hospital, added up.
Amount hospital_total(const std::vector<Amount>& changes, const std::string& what) {
  Amount total{what, std::string(hospital), "", "", {}};
  for (const auto& row : changes) {
    if (row.what != what || row.setting != hospital) continue;
    total.values.resize(row.values.size(), 0);
    for (std::size_t at = 0; at < row.values.size(); ++at) total.values[at] += row.values[at];
  }
  return total;
}

/// How much is removed, when the limits leave no doubt that something is; else undefined.
double clearly_removed(const Amount& total, std::size_t per_observation) {
  const auto change = estimate_over_draws(total.values, per_observation);
  const double closest = std::isnan(change.high) ? change.mean : change.high;
  return closest < 0 ? -change.mean : undefined;
}

class ShiftRows {
public:
  ShiftRows(std::string variant, std::string against, double bed_days, double visits, Results& results)
      : variant_(std::move(variant)), against_(std::move(against)), bed_days_(bed_days), visits_(visits),
        results_(results) {}

  void add(const Amount& amount) {
    const auto change = estimate_over_draws(amount.values, replications_of_an_observation(results_));
    if (!(std::abs(change.mean) > 0)) return;
    const char* part = change.mean < 0 ? "removed" : "appears";
    results_.shifts.push_back({variant_, against_, part, amount.setting, amount.what, amount.name,
                               amount.title, change.mean, change.low, change.high, change.mean / bed_days_,
                               change.mean / visits_});
  }

private:
  std::string variant_;
  std::string against_;
  double bed_days_;
  double visits_;
  Results& results_;
};

} // namespace

void add_shifts(const Study& study, const std::vector<Replications>& replications, Results& results) {
  const auto& first = study.variants.front();
  const auto before = amounts_of(first, replications.front());
  for (std::size_t at = 1; at < study.variants.size(); ++at) {
    const auto& variant = study.variants[at];
    const auto changes = changes_of(before, amounts_of(variant, replications[at]),
                                    completed_by_both(replications.front(), replications[at]));
    const bool has_hospital =
        std::any_of(changes.begin(), changes.end(), [](const auto& row) { return row.setting == hospital; });
    if (!has_hospital) continue;
    const auto bed_days = hospital_total(changes, "bed days");
    const auto visits = hospital_total(changes, "visits");
    const auto per_observation = replications_of_an_observation(results);
    ShiftRows rows(variant.name, first.name, clearly_removed(bed_days, per_observation),
                   clearly_removed(visits, per_observation), results);
    rows.add(bed_days);
    rows.add(visits);
    for (const bool inside : {true, false})
      for (const auto& row : changes)
        if ((row.setting == hospital) == inside) rows.add(row);
  }
}

} // namespace carepath
