// What replications met that a reader must know of, whatever the figures say.
#pragma once

#include "models/study/study.hpp"

#include <cstdint>
#include <string>

namespace carepath {

/// People who hold each other up for good, and probabilities that were none, added to the variant's warnings.
void add_run_warnings(const Program& program, const std::vector<ReplicationResult>& replications,
                      VariantResult& out);

/// Beds full of those who wait for each other's beds, in `stuck` of so many replications.
[[nodiscard]] std::string standstill_warning(std::size_t stuck, std::uint32_t replications);

/// A probability above 1 or below 0, written at `place`, in `replications_with` of so many replications.
[[nodiscard]] std::string impossible_chance_warning(std::size_t replications_with, std::uint32_t replications,
                                                    const std::string& place);

/// Where the first such probability of a replication is written; its `impossible_chances` hold one.
[[nodiscard]] const std::string& impossible_place(const Program& program,
                                                  const ReplicationResult& replication);

} // namespace carepath
