#include "benchmarks/limit/replications.hpp"

#include "benchmarks/limit/five_stations.hpp"

#include <atomic>
#include <thread>

namespace carepath::limit {

Outcome replications(std::uint32_t count, std::uint64_t people, std::uint32_t threads, std::uint64_t seed) {
  std::vector<Outcome> outcomes(count);
  std::atomic<std::uint32_t> next{0};
  const auto work = [&] {
    for (std::uint32_t at = next++; at < count; at = next++)
      outcomes[at] = five_stations(people, 1, seed + at);
  };
  {
    std::vector<std::jthread> others;
    for (std::uint32_t at = 1; at < threads; ++at) others.emplace_back(work);
    work();
  }
  Outcome sum;
  for (const auto& outcome : outcomes) {
    sum.people += outcome.people;
    sum.events += outcome.events;
    sum.means.resize(outcome.means.size());
    for (std::size_t at = 0; at < sum.means.size(); ++at) sum.means[at] += outcome.means[at] / count;
  }
  return sum;
}

} // namespace carepath::limit
