#include "benchmarks/limit/long_list.hpp"

#include "benchmarks/limit/event_heap.hpp"
#include "benchmarks/limit/ring.hpp"
#include "benchmarks/limit/variates.hpp"

#include <algorithm>
#include <array>

namespace carepath::limit {
namespace {

constexpr std::uint32_t servers = 500;
constexpr double arrivals_a_day = 450;
constexpr double share_urgent = 0.2;
constexpr std::uint64_t end_of_service = 1;

struct Waits {
  std::array<double, 2> days{};
  std::array<double, 2> treated{};
  double events = 0;
  double arrivals = 0;

  [[gnu::always_inline]] void add(std::size_t of_class, double wait) {
    days[of_class] += wait;
    treated[of_class] += 1;
  }
  [[nodiscard]] Outcome outcome() const {
    return {arrivals, events, {days[0] / treated[0], days[1] / treated[1]}};
  }
};

[[gnu::always_inline]] inline std::size_t draw_class(SequentialBits& bits) {
  return uniform(bits) < share_urgent ? 0 : 1;
}

/// First the urgent, then the routine, each in the order they came.
class TwoRings {
public:
  explicit TwoRings(const LongList&) {}
  [[gnu::always_inline]] bool empty() const { return rings_[0].empty() && rings_[1].empty(); }
  [[gnu::always_inline]] void push(std::size_t of_class, double joined) { rings_[of_class].push(joined); }
  [[gnu::always_inline]] std::pair<std::size_t, double> pop() {
    const std::size_t of_class = rings_[0].empty();
    return {of_class, rings_[of_class].pop()};
  }

private:
  std::array<Ring<double>, 2> rings_{Ring<double>(1 << 16), Ring<double>(1 << 18)};
};

/// One heap by a priority that happens to give the same order.
class AnyOrder {
public:
  explicit AnyOrder(const LongList& list) : heap_(list.waiting + 1'000 + 2 * list.days * std::size_t{450}) {}
  [[gnu::always_inline]] bool empty() const { return heap_.empty(); }
  [[gnu::always_inline]] void push(std::size_t of_class, double joined) {
    heap_.push(event_at(static_cast<double>(of_class) * class_apart + joined, (sequence_++ << 1) | of_class));
  }
  [[gnu::always_inline]] std::pair<std::size_t, double> pop() {
    const Event first = heap_.top();
    heap_.pop();
    const std::size_t of_class = first.rest & 1;
    return {of_class, first.when() - static_cast<double>(of_class) * class_apart};
  }

private:
  static constexpr double class_apart = 100'000;
  EventHeap heap_;
  std::uint64_t sequence_ = 0;
};

template <class List> class Servers {
public:
  explicit Servers(const LongList& list)
      : list_(list), bits_(list.seed), events_(2 * servers), waiting_(list) {}

  Outcome run() {
    for (std::uint32_t at = 0; at < list_.waiting; ++at) waiting_.push(draw_class(bits_), 0);
    while (free_ > 0 && !waiting_.empty()) {
      --free_;
      events_.push(started(0));
    }
    events_.push(next_arrival(0));
    while (events_.top().when() < list_.days) {
      const Event event = events_.top();
      waits_.events += 1;
      if ((event.rest & end_of_service) == 0)
        arrive(event.when());
      else
        serve_next(event.when());
    }
    return waits_.outcome();
  }

private:
  [[gnu::always_inline]] Event next_arrival(double now) {
    return event_at(now + exponential(bits_) / arrivals_a_day, sequence_++ << 1);
  }
  [[gnu::always_inline]] Event started(double now) {
    const auto [of_class, joined] = waiting_.pop();
    waits_.add(of_class, now - joined);
    return event_at(now + 1, (sequence_++ << 1) | end_of_service);
  }
  [[gnu::always_inline]] void arrive(double now) {
    waits_.arrivals += 1;
    events_.replace_top(next_arrival(now));
    waiting_.push(draw_class(bits_), now);
    if (free_ == 0) return;
    --free_;
    events_.push(started(now));
  }
  [[gnu::always_inline]] void serve_next(double now) {
    if (!waiting_.empty()) return events_.replace_top(started(now));
    ++free_;
    events_.pop();
  }

  LongList list_;
  SequentialBits bits_;
  EventHeap events_;
  List waiting_;
  std::uint32_t free_ = servers;
  std::uint64_t sequence_ = 0;
  Waits waits_;
};

/// Those of one class who are served today: the first of what is left of today's places.
std::uint32_t serve_today(Ring<double>& ring, std::size_t of_class, std::uint32_t places, double today,
                          Waits& waits) {
  const std::uint32_t count = std::min(places, ring.size());
  double days = 0;
  for (std::uint32_t at = 0; at < count; ++at) days += today - ring.pop();
  waits.days[of_class] += days;
  waits.treated[of_class] += count;
  waits.events += count;
  return places - count;
}

} // namespace

Outcome long_list_of_servers(const LongList& list) {
  return Servers<TwoRings>(list).run();
}

Outcome long_list_in_any_order(const LongList& list) {
  return Servers<AnyOrder>(list).run();
}

Outcome long_list_of_sessions(const LongList& list) {
  SequentialBits bits(list.seed);
  std::array<Ring<double>, 2> rings{Ring<double>(1 << 16), Ring<double>(1 << 18)};
  Waits waits;
  for (std::uint32_t at = 0; at < list.waiting; ++at) rings[draw_class(bits)].push(0);
  double arrival = exponential(bits) / arrivals_a_day;
  for (std::uint32_t day = 0; day < list.days; ++day) {
    const auto places = serve_today(rings[0], 0, servers, day, waits);
    serve_today(rings[1], 1, places, day, waits);
    while (arrival < day + 1) {
      rings[draw_class(bits)].push(arrival);
      arrival += exponential(bits) / arrivals_a_day;
      waits.arrivals += 1;
    }
  }
  waits.events += waits.arrivals;
  return waits.outcome();
}

} // namespace carepath::limit
