// W3 by hand: 200,000 people waiting in two classes, 450 more a day, 500 places of a day each, for a year.
// Urgent first, then in turn.
#pragma once

#include "benchmarks/limit/outcome.hpp"

#include <cstdint>

namespace carepath::limit {

struct LongList {
  std::uint32_t waiting = 200'000; // at the start
  std::uint32_t days = 365;
  std::uint64_t seed = 1;
};

// `means` of each: the waits of those treated, urgent then routine, in days.

/// 500 servers, each with its event at the end of every service; one ring for each class.
[[nodiscard]] Outcome long_list_of_servers(const LongList& list);
/// One tick a day takes the first 500.
[[nodiscard]] Outcome long_list_of_sessions(const LongList& list);
/// 500 servers; the whole list is one heap, as for an arbitrary priority.
[[nodiscard]] Outcome long_list_in_any_order(const LongList& list);

} // namespace carepath::limit
