#include "benchmarks/limit/known_values.hpp"

#include <cmath>
#include <fmt/format.h>
#include <span>

namespace carepath::limit {
namespace {

/// A mean, and the half width in which a run must find it. Waits at 0.85 to 0.9 of capacity vary slowly: with
/// 100,000 people and more the standard errors are about a sixth of these widths.
struct Known {
  std::string_view what;
  double value;
  double within;
};

constexpr Known one_server[] = {{"time in the system", 10.0, 1.5}}; // 1 / (1 - 0.9), M/M/1

// Means over programs for SimPy, SSJ, adevs, ns-3, JaamSim, Cimba and our own, of 250,000 to 1,000,000
// people.
constexpr Known five_stations[] = {{"wait for triage", 4.12, 0.8},   {"wait for the clinic", 1.91, 0.3},
                                   {"wait for diagnostics", 9.2, 2}, {"wait for theatre", 10.2, 2.5},
                                   {"wait for a bed", 5.0, 2},       {"time in the system", 57.4, 4}};

// Our own, Cimba's and simmer's.
constexpr Known long_list[] = {{"wait of the urgent", 26.5, 2}, {"wait of the routine", 230.2, 3}};

std::span<const Known> known_of(std::string_view workload) {
  if (workload == "W1") return one_server;
  if (workload == "W2") return five_stations;
  return long_list;
}

} // namespace

std::string disagreement(std::string_view workload, const Outcome& outcome) {
  std::string words;
  const auto known = known_of(workload);
  for (std::size_t at = 0; at < known.size(); ++at)
    if (!(std::abs(outcome.means[at] - known[at].value) <= known[at].within))
      words += fmt::format("{} by hand: {} is {:.3f}, not {} within {}\n", workload, known[at].what,
                           outcome.means[at], known[at].value, known[at].within);
  return words;
}

} // namespace carepath::limit
