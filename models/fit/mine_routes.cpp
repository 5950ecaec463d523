// Where people go after each activity, for everybody or by the attribute that tells most.
#include "models/fit/mining_parts.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

using Counts = std::map<std::string, MinedShares>; // category: next activity: people

/// Those whose last activity is so near the end of the log that the next may be yet to come.
class Ending {
public:
  explicit Ending(const EventLog& log) : end_(log.length) {
    std::vector<double> gaps;
    for (const auto& patient : log.patients)
      for (std::size_t at = 1; at < patient.path.size(); ++at)
        gaps.push_back(patient.path[at].start - patient.path[at - 1].end);
    if (gaps.empty()) return;
    std::sort(gaps.begin(), gaps.end());
    margin_ = std::max(0.0, gaps[static_cast<std::size_t>(0.95 * static_cast<double>(gaps.size() - 1))]);
  }
  [[nodiscard]] bool is_undecided(const LoggedActivity& last) const { return last.end > end_ - margin_; }

private:
  double end_;
  double margin_ = 0;
};

Counts counts_after(const EventLog& log, std::size_t activity, std::size_t attribute, const Ending& ending) {
  Counts out;
  for (const auto& patient : log.patients)
    for (std::size_t at = 0; at < patient.path.size(); ++at) {
      if (patient.path[at].activity != activity) continue;
      const bool is_last = at + 1 == patient.path.size();
      if (is_last && ending.is_undecided(patient.path[at])) continue;
      out[category_of(patient, attribute)]
         [is_last ? std::string() : log.activities[patient.path[at + 1].activity]] += 1;
    }
  return out;
}

/// The chance of such different ways by category if all went alike: Pearson's chi-squared, where expected
/// numbers are at least 5 on average.
double chance_of(const Counts& counts) {
  MinedShares ways;
  std::map<std::string, double> people;
  double number = 0;
  for (const auto& [category, to] : counts)
    for (const auto& [way, count] : to) {
      ways[way] += count;
      people[category] += count;
      number += count;
    }
  const auto cells = static_cast<double>(ways.size() * people.size());
  const double degrees = static_cast<double>(ways.size() - 1) * static_cast<double>(people.size() - 1);
  if (degrees < 1 || number / cells < 5) return 1;
  double sum = 0;
  for (const auto& [category, to] : counts)
    for (const auto& [way, all] : ways) {
      const auto found = to.find(way);
      const double expected = all * people[category] / number;
      sum += std::pow((found == to.end() ? 0 : found->second) - expected, 2) / expected;
    }
  return cdf(complement(boost::math::chi_squared(degrees), sum));
}

MinedShares shares_of(const MinedShares& counts) {
  double sum = 0;
  for (const auto& [way, count] : counts) sum += count;
  MinedShares out;
  for (const auto& [way, count] : counts) out[way] = count / sum;
  return out;
}

/// Those who come, by what they come to.
Counts counts_at_first(const EventLog& log, std::size_t attribute) {
  Counts out;
  for (const auto& patient : log.patients)
    out[category_of(patient, attribute)][log.activities[patient.path.front().activity]] += 1;
  return out;
}

/// Shares for everybody, or by the attribute whose categories differ most surely.
template <class CountsBy>
MinedRoute best_route(const EventLog& log, const MinedModel& model, const CountsBy& counts_by) {
  MinedRoute route;
  auto best = counts_by(log.attributes.size());
  double least = surely / std::max<double>(1, static_cast<double>(model.attributes.size()));
  for (const auto& attribute : model.attributes) {
    auto by = counts_by(attribute_place(log, attribute.name));
    const double chance = by.size() == attribute.shares.size() ? chance_of(by) : 1;
    if (chance >= least) continue;
    least = chance;
    route.by = attribute.name;
    best = std::move(by);
  }
  for (const auto& [category, counts] : best) route.of[category] = shares_of(counts);
  return route;
}

} // namespace

void mine_routes(const EventLog& log, MinedModel& model) {
  const Ending ending(log);
  std::size_t undecided = 0;
  for (const auto& patient : log.patients) undecided += ending.is_undecided(patient.path.back()) ? 1 : 0;
  model.arrivals.first =
      best_route(log, model, [&](std::size_t attribute) { return counts_at_first(log, attribute); });
  for (std::size_t at = 0; at < model.steps.size(); ++at) {
    auto& step = model.steps[at];
    step.next = best_route(log, model,
                           [&](std::size_t attribute) { return counts_after(log, at, attribute, ending); });
    if (!step.next.of.empty()) continue;
    step.next.of[""] = {{"", 1.0}};
    model.unknown.push_back(fmt::format(
        "Where people go after '{}': all are in it when the log ends; they leave.", step.activity));
  }
  if (undecided > 0)
    model.unknown.push_back(
        fmt::format("Whether {} of {} patients have finished: their last activity is near the end "
                    "of the log, so they are left out of the routes.",
                    undecided, log.patients.size()));
}

} // namespace carepath
