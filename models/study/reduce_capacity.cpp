// What redesigns do to capacity: what is no longer used, what is no longer offered, and what lies between.
#include "engine/base/undefined.hpp"
#include "engine/results/observation_size.hpp"
#include "models/scenario/units.hpp"
#include "models/study/reduce.hpp"

#include "engine/experiment/variance_components.hpp"
#include "models/study/replication_means.hpp"

#include <algorithm>
#include <cmath>

namespace carepath {
namespace {

using Replications = std::vector<ReplicationResult>;

constexpr double hours_per_day = 24;

/// What is counted each week, and how many of it one unit (or slot a week) is.
std::pair<std::string, double> weekly_unit(const ProgramResource& resource) {
  if (resource.kind == ResourceKind::diary) return {"slots", 1};
  if (resource.role == "bed") return {"bed days", days_per_week};
  return {resource.role == "staff" ? "staff hours" : "unit hours", days_per_week * hours_per_day};
}

/// The place of the resource in a scenario. One of its name that is counted otherwise there, a diary for
/// units, is another resource: neither is what is left of the other.
std::optional<std::size_t> place_of(const Program& program, const ProgramResource& resource) {
  const auto place = resource_place(program, resource.name);
  if (!place) return place;
  const auto& found = program.resources[*place];
  const bool alike = found.consumed == resource.consumed && weekly_unit(found) == weekly_unit(resource);
  return alike ? place : std::nullopt;
}

/// One side of the comparison: a number of every replication, 0 where the variant has no such resource.
std::vector<double> numbers(const Replications& replications, std::optional<std::size_t> place,
                            std::vector<double> ReplicationResult::* member, double scale) {
  std::vector<double> values;
  for (const auto& one : replications)
    values.push_back(!one.completed ? undefined : place ? (one.*member)[*place] * scale : 0);
  return values;
}

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> values;
  for (std::size_t at = 0; at < a.size(); ++at) values.push_back(a[at] - b[at]);
  return values;
}

/// Replications that make an observation, over which limits are formed, and those that share a draw.
struct Together {
  std::size_t per_observation, per_draw;
};

/// Freed less what is released of it; undefined where what is offered has no bound; nothing when nothing is
/// freed on average, or all of it is released. Of a single replication it has no limits, nothing or not.
Estimate stranded_of(const std::vector<double>& freed, const std::vector<double>& released,
                     const Together& together) {
  std::vector<double> rest;
  for (std::size_t at = 0; at < freed.size(); ++at)
    rest.push_back(std::isnan(released[at]) ? undefined : freed[at] - std::max(0.0, released[at]));
  const auto estimate = estimate_over_draws(rest, together.per_observation);
  const bool any = mean_over_draws(freed, together.per_draw) > 0 && estimate.mean > 0;
  if (any || std::isnan(estimate.mean)) return estimate;
  return std::isnan(estimate.low) ? Estimate{0, undefined, undefined} : Estimate{0, 0, 0};
}

class CapacityReducer {
public:
  CapacityReducer(const CompiledScenario& first, const CompiledScenario& variant, const Replications& before,
                  const Replications& after, const Together& together)
      : first_(first), variant_(variant), before_(before), after_(after), together_(together) {}

  [[nodiscard]] CapacityRow row(const ProgramResource& resource) const {
    const auto was = place_of(*first_.program, resource);
    const auto is = place_of(*variant_.program, resource);
    const auto [unit, scale] = weekly_unit(resource);
    const auto used_before = numbers(before_, was, &ReplicationResult::resource_used, scale);
    const auto used_after = numbers(after_, is, &ReplicationResult::resource_used, scale);
    const auto offered_before = numbers(before_, was, &ReplicationResult::resource_capacity, scale);
    const auto offered_after = numbers(after_, is, &ReplicationResult::resource_capacity, scale);
    const auto freed = minus(used_before, used_after);
    const auto released = minus(offered_before, offered_after);
    CapacityRow row;
    row.variant = variant_.name;
    row.against = first_.name;
    row.resource = resource.name;
    row.unit = unit;
    row.used_before = mean_over_draws(used_before, together_.per_draw);
    row.used_after = mean_over_draws(used_after, together_.per_draw);
    row.offered_before = mean_over_draws(offered_before, together_.per_draw);
    row.offered_after = mean_over_draws(offered_after, together_.per_draw);
    const auto put = [](const Estimate& from, double& mean, double& low, double& high) {
      mean = from.mean, low = from.low, high = from.high;
    };
    put(estimate_over_draws(freed, together_.per_observation), row.freed, row.freed_low, row.freed_high);
    put(estimate_over_draws(released, together_.per_observation), row.released, row.released_low,
        row.released_high);
    put(stranded_of(freed, released, together_), row.stranded, row.stranded_low, row.stranded_high);
    return row;
  }

private:
  const CompiledScenario& first_;
  const CompiledScenario& variant_;
  const Replications& before_;
  const Replications& after_;
  Together together_;
};

} // namespace

void add_capacity(const Study& study, const std::vector<Replications>& replications, Results& results) {
  const auto& first = study.variants.front();
  for (std::size_t at = 1; at < study.variants.size(); ++at) {
    const auto& variant = study.variants[at];
    const CapacityReducer reducer(
        first, variant, replications.front(), replications[at],
        {replications_of_an_observation(results), replications_that_share_a_draw(results)});
    // What is used up is no capacity that could be freed.
    for (const auto& resource : first.program->resources)
      if (!resource.consumed) results.capacity.push_back(reducer.row(resource));
    for (const auto& resource : variant.program->resources)
      if (!resource.consumed && !place_of(*first.program, resource))
        results.capacity.push_back(reducer.row(resource));
  }
}

} // namespace carepath
