// See replication_numbers.hpp.
#include "engine/results/replication_numbers.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {

ReplicationNumbers replications_asked_for(const Results& results) {
  ReplicationNumbers numbers{results.replications, results.replications};
  // A study that was stopped early has fewer than asked for; a gathered sweep has them all.
  if (results.coordinates.empty()) return numbers;
  for (const auto& variant : results.variants) {
    const auto done = variant.replications + variant.failed;
    numbers.least = std::min(numbers.least, done);
    numbers.most = std::max(numbers.most, done);
  }
  return numbers;
}

std::string replication_number_words(const Results& results) {
  const auto [least, most] = replications_asked_for(results);
  return least == most ? fmt::format("{}", most) : fmt::format("{} to {}", least, most);
}

std::string counted_replications(const Results& results) {
  const bool single = replications_asked_for(results).most == 1;
  return replication_number_words(results) + (single ? " replication" : " replications");
}

} // namespace carepath
