#include "benchmarks/limit/one_server.hpp"

#include "benchmarks/limit/event_heap.hpp"
#include "benchmarks/limit/ring.hpp"
#include "benchmarks/limit/variates.hpp"

namespace carepath::limit {

Outcome one_server(std::uint64_t people, std::uint64_t seed) {
  enum : std::uint64_t { arrival = 0, end_of_service = 1 };
  constexpr double mean_gap = 1 / 0.9; // the service takes 1 on average
  SequentialBits bits(seed);
  EventHeap events(64);
  Ring<double> arrived(1 << 16);
  std::uint64_t sequence = 0, still_to_come = people, served = 0;
  double time_inside = 0;
  const auto schedule = [&](double when, std::uint64_t what) {
    return event_at(when, (sequence++ << 8) | what);
  };
  events.push(schedule(exponential(bits) * mean_gap, arrival));
  while (!events.empty()) {
    const Event event = events.top();
    const double now = event.when();
    if ((event.rest & 255) == arrival) {
      const bool begins = arrived.empty();
      arrived.push(now);
      if (--still_to_come > 0)
        events.replace_top(schedule(now + exponential(bits) * mean_gap, arrival));
      else
        events.pop();
      if (begins) events.push(schedule(now + exponential(bits), end_of_service));
    } else {
      time_inside += now - arrived.pop();
      ++served;
      if (arrived.empty())
        events.pop();
      else
        events.replace_top(schedule(now + exponential(bits), end_of_service));
    }
  }
  const auto count = static_cast<double>(served);
  return {count, 2 * count, {time_inside / count}};
}

} // namespace carepath::limit
