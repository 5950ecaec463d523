// The future event list against a sorted list, for many random operations with ties and sweeps.
#include "engine/run/calendar.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <tuple>

using namespace carepath;

namespace {

using Key = std::tuple<std::int64_t, int, std::uint64_t>; // time, rank, sequence

Key key_of(const Event& event) {
  return {event.time().ms, static_cast<int>(event.rank()), event.sequence()};
}

/// A calendar beside a sorted set that is told the same.
struct Both {
  EventCalendar calendar;
  std::set<Key> sorted;
  std::set<std::uint64_t> dead; // sequences cancelled and not popped

  void push(std::int64_t time, int rank) {
    const auto sequence = calendar.push(SimTime{time}, static_cast<Rank>(rank), EventKind::resume,
                                        static_cast<std::uint32_t>(rank));
    sorted.emplace(time, rank, sequence);
  }
  void cancel(std::size_t which) {
    auto found = std::next(sorted.begin(), static_cast<std::ptrdiff_t>(which));
    if (!dead.insert(std::get<2>(*found)).second) return;
    calendar.cancel_one();
  }
  bool pop_agrees() {
    const auto expected = *sorted.begin();
    const bool next_agrees =
        calendar.next_is(SimTime{std::get<0>(expected)}, static_cast<Rank>(std::get<1>(expected)));
    const Event event = calendar.pop();
    if (dead.erase(event.sequence()) > 0) calendar.popped_cancelled();
    sorted.erase(sorted.begin());
    return next_agrees && key_of(event) == expected &&
           event.index() == static_cast<std::uint32_t>(std::get<1>(expected));
  }
  void sweep() {
    calendar.sweep([this](const Event& event) { return !dead.contains(event.sequence()); });
    std::erase_if(sorted, [this](const Key& key) { return dead.contains(std::get<2>(key)); });
    dead.clear();
  }
};

} // namespace

TEST_CASE("the calendar agrees with a sorted list for random operations with many ties", "[run]") {
  std::mt19937_64 random(7);
  Both both;
  std::size_t agreed = 0, popped = 0;
  for (int round = 0; round < 60'000; ++round) {
    const auto what = random() % 16;
    if (what < 7 || both.sorted.empty())
      both.push(static_cast<std::int64_t>(random() % 50), static_cast<int>(random() % 8));
    else if (what < 9)
      both.cancel(random() % std::min<std::size_t>(both.sorted.size(), 20));
    else if (what == 9 && random() % 100 == 0)
      both.sweep();
    else {
      ++popped;
      agreed += both.pop_agrees();
    }
    REQUIRE(both.calendar.size() == both.sorted.size());
  }
  CHECK(agreed == popped);
  CHECK(popped > 10'000);
  while (!both.sorted.empty()) REQUIRE(both.pop_agrees());
  CHECK(both.calendar.empty());
}

TEST_CASE("events at one instant come by rank, then in the order they were scheduled", "[run]") {
  EventCalendar calendar;
  const SimTime noon{43'200'000};
  calendar.push(noon, Rank::timer, EventKind::timer, 1);
  calendar.push(noon, Rank::arrival, EventKind::source, 2);
  calendar.push(noon, Rank::activity, EventKind::resume, 3);
  calendar.push(noon, Rank::resource, EventKind::session, 4);
  calendar.push(noon, Rank::activity, EventKind::resume, 5);
  calendar.push(noon, Rank::settled, EventKind::resume, 6);
  calendar.push(noon + SimTime{1}, Rank::activity, EventKind::resume, 7);
  std::vector<std::uint32_t> order;
  while (!calendar.empty()) order.push_back(calendar.pop().index());
  CHECK(order == std::vector<std::uint32_t>{3, 5, 6, 4, 2, 1, 7});
}

TEST_CASE("an event keeps all its parts up to the largest", "[run]") {
  EventCalendar calendar;
  calendar.push(EventCalendar::latest(), Rank::sample, EventKind::sample, EventCalendar::largest_index);
  const Event event = calendar.pop();
  CHECK(event.time() == EventCalendar::latest());
  CHECK(event.rank() == Rank::sample);
  CHECK(event.kind() == EventKind::sample);
  CHECK(event.index() == EventCalendar::largest_index);
  CHECK(event.sequence() == 1);
}

TEST_CASE("a calendar full of cancelled events asks to be swept and is small afterwards", "[run]") {
  EventCalendar calendar;
  std::set<std::uint64_t> live;
  for (std::uint32_t at = 0; at < 5000; ++at) {
    const auto sequence = calendar.push(SimTime{at % 97}, Rank::timer, EventKind::timer, at);
    if (at % 5 == 0) live.insert(sequence);
  }
  CHECK_FALSE(calendar.needs_sweep());
  for (int cancelled = 0; cancelled < 4000; ++cancelled) calendar.cancel_one();
  CHECK(calendar.needs_sweep());
  calendar.sweep([&](const Event& event) { return live.contains(event.sequence()); });
  CHECK(calendar.size() == 1000);
  CHECK_FALSE(calendar.needs_sweep());
  SimTime before{-1};
  while (!calendar.empty()) {
    const Event event = calendar.pop();
    REQUIRE(event.time() >= before);
    REQUIRE(live.erase(event.sequence()) == 1);
    before = event.time();
  }
}
