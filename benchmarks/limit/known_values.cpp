#include "benchmarks/limit/known_values.hpp"

#include <cmath>
#include <fmt/format.h>
#include <span>

namespace carepath::limit {
namespace {

/// A mean and the standard deviation of what a run finds for it, from 30 to 60 runs: of 100,000 people (W1,
/// W2) or of the full size (W3). Waits near capacity vary slowly, so these are far from small.
struct Known {
  std::string_view what;
  double value;
  double deviation;
};
constexpr double people_of_deviation = 100'000;
constexpr double most_deviations = 6; // more than 5, because the distributions are skewed

constexpr Known one_server[] = {{"time in the system", 10.0, 0.58}}; // 1 / (1 - 0.9), M/M/1

// Medians over SimPy, SSJ, adevs, ns-3, JaamSim and Cimba, of 250,000 to 1,000,000 people each.
constexpr Known five_stations[] = {{"wait for triage", 4.10, 0.21},     {"wait for the clinic", 1.91, 0.12},
                                   {"wait for diagnostics", 9.19, 1.0}, {"wait for theatre", 10.2, 0.95},
                                   {"wait for a bed", 4.92, 1.15},      {"time in the system", 57.4, 0.90}};

// Between Cimba's and simmer's.
constexpr Known long_list[] = {{"wait of the urgent", 26.5, 0.22}, {"wait of the routine", 230.3, 0.27}};

std::span<const Known> known_of(std::string_view workload) {
  if (workload == "W1") return one_server;
  if (workload == "W2") return five_stations;
  return long_list;
}

} // namespace

std::string disagreement(std::string_view workload, const Outcome& outcome) {
  std::string words;
  const auto known = known_of(workload);
  const bool grows_surer = workload == "W1" || workload == "W2";
  const double shrink = grows_surer ? std::sqrt(people_of_deviation / outcome.people) : 1;
  for (std::size_t at = 0; at < known.size(); ++at) {
    const double within = most_deviations * known[at].deviation * shrink;
    if (!(std::abs(outcome.means[at] - known[at].value) <= within))
      words += fmt::format("{} by hand: {} is {:.3f}, not {} within {:.2f}\n", workload, known[at].what,
                           outcome.means[at], known[at].value, within);
  }
  return words;
}

} // namespace carepath::limit
