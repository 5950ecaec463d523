// How many replications the variants of a study were to have: one rule for reports, notes and the viewer.
#pragma once

#include "engine/results/results.hpp"

namespace carepath {

/// The least and the most replications asked for of any variant. They differ only between the points of a
/// sweep with `--precision`, each of which has as many as its main figures take.
struct ReplicationNumbers {
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};
[[nodiscard]] ReplicationNumbers replications_asked_for(const Results& results);

/// "20"; "20 to 50" where variants differ.
[[nodiscard]] std::string replication_number_words(const Results& results);

/// "20 replications", "1 replication" or "20 to 50 replications".
[[nodiscard]] std::string counted_replications(const Results& results);

} // namespace carepath
