// The future event list against a sorted list, for many random operations: few and very many pending, numbers
// that run out, and ties that need wider keys.
#include "engine/run/event_calendar.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <tuple>

using namespace carepath;

namespace {

using Pending =
    std::tuple<std::int64_t, int, std::uint32_t, EventPlace>; // time, rank, how many before, place

/// How a random run goes: how many are pending on average, and when they are due.
struct Mix {
  std::size_t pending = 20;
  std::int64_t first_time = 0;
  std::int64_t times = 50;
  int first_rank = 0;
  int ranks = 8;
};

/// A calendar beside a sorted set that is told the same.
class CheckedCalendar {
public:
  explicit CheckedCalendar(SimTime end = EventCalendar::latest()) : calendar_(end) {}

  [[nodiscard]] std::size_t size() const { return sorted_.size(); }
  [[nodiscard]] EventPlace last_place() const { return last_place_; }

  void push(std::int64_t time, int rank) {
    const auto place =
        calendar_.push(SimTime{time}, static_cast<Rank>(rank), static_cast<EventKind>(pushed_ % 9), pushed_);
    const Pending event{time, rank, pushed_++, place};
    REQUIRE(in_place_.emplace(place, event).second); // nobody else has it
    sorted_.insert(event);
    last_place_ = std::max(last_place_, place);
  }
  /// The one whose place is the first from `from` on.
  void cancel(EventPlace from) {
    auto found = in_place_.lower_bound(from);
    if (found == in_place_.end()) found = in_place_.begin();
    calendar_.cancel(found->first);
    sorted_.erase(found->second);
    in_place_.erase(found);
  }
  /// Takes the next event out of both; its time.
  std::int64_t pop() {
    const auto [time, rank, number, place] = *sorted_.begin();
    REQUIRE(calendar_.next_is(SimTime{time}, static_cast<Rank>(rank)));
    REQUIRE_FALSE(calendar_.next_is(SimTime{time}, static_cast<Rank>((rank + 1) % 8)));
    REQUIRE_FALSE(calendar_.next_is(SimTime{time + 1}, static_cast<Rank>(rank)));
    REQUIRE(calendar_.close());
    const Event event = calendar_.pop();
    REQUIRE(event.time.ms == time);
    REQUIRE(static_cast<int>(event.rank) == rank);
    REQUIRE(event.index == number);
    REQUIRE(static_cast<int>(event.kind) == static_cast<int>(number % 9));
    REQUIRE(event.place == place);
    sorted_.erase(sorted_.begin());
    in_place_.erase(place);
    return time;
  }
  void random_operation(std::mt19937_64& random, const Mix& mix) {
    const auto what = random() % 16;
    const bool grows = what < (sorted_.size() < mix.pending ? 10 : 5);
    if (grows || sorted_.empty())
      push(mix.first_time + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(mix.times)),
           mix.first_rank + static_cast<int>(random() % static_cast<std::uint64_t>(mix.ranks)));
    else if (what < 12)
      cancel(static_cast<EventPlace>(random() % (last_place_ + 1)));
    else
      pop();
  }
  void run(std::uint64_t seed, int operations, const Mix& mix) {
    std::mt19937_64 random(seed);
    for (int at = 0; at < operations; ++at) {
      random_operation(random, mix);
      if (at % 500 == 0) REQUIRE(calendar_.size() == sorted_.size());
    }
    CHECK(calendar_.empty() == sorted_.empty());
  }
  void drain() {
    while (!sorted_.empty()) pop();
    CHECK(calendar_.empty());
    CHECK_FALSE(calendar_.close());
  }

private:
  EventCalendar calendar_;
  std::set<Pending> sorted_;
  std::map<EventPlace, Pending> in_place_;
  std::uint32_t pushed_ = 0;
  EventPlace last_place_ = 0;
};

constexpr std::int64_t last_ms = EventCalendar::latest().ms;

} // namespace

TEST_CASE("the calendar agrees with a sorted list for random operations with many ties", "[run]") {
  CheckedCalendar both;
  both.run(7, 60'000, {});
  both.drain();
  both.run(8, 5'000, {}); // and again once it was empty
  both.drain();
}

TEST_CASE("it agrees while it grows to very many pending events and shrinks again", "[run]") {
  CheckedCalendar both;
  both.run(1, 60'000, {7'000, 0, 1'000'000});
  CHECK(both.size() > 5'000);
  both.run(2, 60'000, {100, 0, 1'000'000});
  CHECK(both.size() < 500);
  both.run(3, 60'000, {7'000, 0, 1'000'000});
  both.drain();
}

TEST_CASE("it agrees when the numbers within a key run out again and again", "[run]") {
  // Up to the latest time 17 bits are left for them: 131,072 numbers, of which a push uses several.
  CheckedCalendar both;
  both.run(4, 200'000, {12, last_ms - 40, 40});
  both.run(5, 100'000, {12, last_ms - 2, 3});
  both.drain();
  // Beyond the places that are taken over, a number is used for each place passed by.
  CheckedCalendar many;
  many.run(6, 40'000, {3'000, last_ms - 1'000'000, 1'000'000});
  many.run(7, 100'000, {3'000, last_ms - 1'000'000, 1'000'000});
  many.drain();
}

TEST_CASE("it agrees when more are due at one moment than narrow keys can number", "[run]") {
  CheckedCalendar both;
  const Mix ties{1'500, last_ms - 1, 1, 3, 1};
  both.run(11, 60'000, ties); // in an order unlike that of their places
  CHECK(both.size() > 1'000);
  both.run(12, 40'000, {4'000, last_ms - 20, 20}); // it grows with wide keys
  CHECK(both.size() > 3'000);
  both.run(13, 40'000, {20, last_ms - 20, 20});
  both.drain();
}

TEST_CASE("an event of the last rank at the last moment is kept whatever its number", "[run]") {
  // Four are pending, each popped and scheduled anew in turn: every number is used, the largest too.
  CheckedCalendar both;
  for (int at = 0; at < 4; ++at) both.push(last_ms, 7);
  for (int at = 0; at < 300'000; ++at) {
    both.pop();
    both.push(last_ms, 7);
  }
  both.drain();
}

TEST_CASE("a run of no length has its events too", "[run]") {
  CheckedCalendar both(SimTime{0});
  both.run(21, 5'000, {20, 0, 1});
  both.drain();
}

TEST_CASE("places of cancelled and of popped events are used again", "[run]") {
  CheckedCalendar few;
  few.run(31, 100'000, {10, 0, 1'000});
  CHECK(few.last_place() < 64);
  CheckedCalendar many;
  many.run(32, 60'000, {3'000, 0, 1'000'000});
  many.run(33, 60'000, {3'000, 0, 1'000'000});
  CHECK(many.last_place() < 8'192);
}

TEST_CASE("a popped event is not the next one, whether or not another has its place", "[run]") {
  EventCalendar calendar;
  calendar.push(SimTime{5}, Rank::activity, EventKind::resume, 1);
  calendar.push(SimTime{5}, Rank::timer, EventKind::timer, 2);
  CHECK(calendar.next_is(SimTime{5}, Rank::activity));
  REQUIRE(calendar.close());
  calendar.pop();
  CHECK_FALSE(calendar.next_is(SimTime{5}, Rank::activity));
  CHECK(calendar.next_is(SimTime{5}, Rank::timer));
  calendar.push(SimTime{9}, Rank::activity, EventKind::resume, 3);
  CHECK(calendar.next_is(SimTime{5}, Rank::timer));
  REQUIRE(calendar.close());
  calendar.pop();
  CHECK(calendar.next_is(SimTime{9}, Rank::activity));
  REQUIRE(calendar.close());
  calendar.pop();
  CHECK_FALSE(calendar.next_is(SimTime{9}, Rank::activity));
  CHECK(calendar.empty());
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
  while (calendar.close()) order.push_back(calendar.pop().index);
  CHECK(order == std::vector<std::uint32_t>{3, 5, 6, 4, 2, 1, 7});
}

TEST_CASE("an event keeps all its parts up to the largest", "[run]") {
  EventCalendar calendar;
  calendar.push(EventCalendar::latest(), Rank::sample, EventKind::sample, EventCalendar::most_index);
  REQUIRE(calendar.close());
  const Event event = calendar.pop();
  CHECK(event.time == EventCalendar::latest());
  CHECK(event.rank == Rank::sample);
  CHECK(event.kind == EventKind::sample);
  CHECK(event.index == EventCalendar::most_index);
}
