#include "benchmarks/limit/by_name.hpp"

#include "benchmarks/limit/five_stations.hpp"
#include "benchmarks/limit/long_list.hpp"
#include "benchmarks/limit/one_server.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace carepath::limit {

Outcome by_name(std::string_view workload, double size, double scale, std::uint64_t seed) {
  const auto count = static_cast<std::uint32_t>(size);
  if (workload == "W1") return one_server(count, seed);
  if (workload == "W2") return five_stations(count, static_cast<std::uint32_t>(scale), seed);
  constexpr double waiting_a_day = 200'000 / 365.0;
  const LongList list{static_cast<std::uint32_t>(size * waiting_a_day + 0.5), count, seed};
  if (workload == "W3") return long_list_of_servers(list);
  if (workload == "W3-sessions") return long_list_of_sessions(list);
  if (workload == "W3-any-order") return long_list_in_any_order(list);
  throw std::runtime_error(fmt::format("no program was written by hand for '{}'", workload));
}

} // namespace carepath::limit
