// What a replication is built from: rows of entities, waiting queues and free slots, each against a plain
// copy.
#include "engine/run/entity_store.hpp"
#include "engine/run/free_slots.hpp"
#include "engine/run/waiting_queue.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <random>
#include <set>

using namespace carepath;

namespace {

Program with_columns() {
  Program program;
  program.attributes.resize(3);
  program.intervals.resize(2);
  program.timers.resize(1);
  program.resources.resize(2);
  program.holds = {{"a", {ResourceId(0)}}, {"a|b", {ResourceId(0), ResourceId(1)}}};
  program.visit_counters = 3;
  return program;
}

/// How many keys a queue has, and how many values each of them takes.
struct Order {
  std::size_t keys = 0;
  std::uint64_t first_values = 5;
  std::uint64_t other_values = 5;
};

/// A queue beside a plain list that is told the same.
class CheckedQueue {
public:
  CheckedQueue(Order order, std::uint64_t seed) : order_(order), random_(seed), queue_(order.keys) {}

  /// Random joining, serving, giving up and putting back, with about so many waiting; true when the front
  /// was right every time.
  bool serves_rightly(int rounds, std::size_t about) {
    for (int round = 0; round < rounds; ++round) {
      const auto what = random_() % 10;
      if (what < (waiting_.size() < about ? 6 : 3) || waiting_.size() < 4)
        join();
      else if (what < 7)
        leave(queue_.front());
      else if (what < 9)
        leave(waiting_[random_() % waiting_.size()]);
      else
        put_some_back();
      if (queue_.size() != waiting_.size() || queue_.front() != first()) return false;
    }
    return true;
  }
  /// Serves everybody; true when they came in order.
  bool drains_in_order() {
    while (!waiting_.empty()) {
      if (queue_.front() != first()) return false;
      leave(queue_.front());
    }
    return queue_.size() == 0 && queue_.front() == Ticket::none;
  }
  [[nodiscard]] std::uint32_t tickets_in_use() const { return largest_ + 1; }

private:
  void join() {
    const auto ticket = pool_.allocate();
    REQUIRE(std::find(waiting_.begin(), waiting_.end(), ticket) == waiting_.end());
    largest_ = std::max(largest_, ticket);
    pool_[ticket].joined_order = ++joined_;
    for (std::size_t key = 0; key < order_.keys; ++key)
      pool_.keys(ticket)[key] =
          static_cast<double>(random_() % (key == 0 ? order_.first_values : order_.other_values)) - 2;
    queue_.push(pool_, ticket);
    waiting_.push_back(ticket);
  }
  void leave(std::uint32_t ticket) {
    queue_.remove(pool_, ticket);
    pool_.free(ticket);
    waiting_.erase(std::find(waiting_.begin(), waiting_.end(), ticket));
  }
  void put_some_back() {
    std::vector<std::uint32_t> taken;
    for (int at = 0; at < 3; ++at) {
      taken.push_back(queue_.front());
      queue_.remove(pool_, taken.back());
    }
    for (; !taken.empty(); taken.pop_back()) queue_.restore_front(pool_, taken.back());
  }
  /// The ticket that should be served first, by looking at all of them.
  [[nodiscard]] std::uint32_t first() {
    return *std::min_element(waiting_.begin(), waiting_.end(), [&](std::uint32_t a, std::uint32_t b) {
      for (std::size_t key = 0; key < order_.keys; ++key)
        if (pool_.keys(a)[key] != pool_.keys(b)[key]) return pool_.keys(a)[key] < pool_.keys(b)[key];
      return pool_[a].joined_order < pool_[b].joined_order;
    });
  }

  Order order_;
  std::mt19937_64 random_;
  TicketPool pool_;
  WaitingQueue queue_;
  std::vector<std::uint32_t> waiting_;
  std::uint64_t joined_ = 0;
  std::uint32_t largest_ = 0;
};

/// While it fills, empties and fills again.
bool serves_rightly(Order order, std::uint64_t seed) {
  CheckedQueue both(order, seed);
  return both.serves_rightly(10'000, 20) && both.serves_rightly(5'000, 200) &&
         both.serves_rightly(5'000, 10) && both.drains_in_order() && both.serves_rightly(5'000, 100) &&
         both.drains_in_order();
}

} // namespace

TEST_CASE("rows are reused, cleared and never handed out twice", "[run]") {
  const Program program = with_columns();
  EntityStore store(program, true);
  std::set<std::uint32_t> given;
  for (int at = 0; at < 3000; ++at) REQUIRE(given.insert(store.allocate()).second);
  CHECK(store.alive() == 3000);
  const auto room = store.capacity();
  store.attributes(7)[2] = 42;
  store.intervals(7)[1].open({5});
  CHECK(store.intervals(7)[1].opened() == SimTime{5});
  store.extras(7).children = 2;
  store.timers(7)[0] = 9;
  store.visits(7)[2] = 3;
  store.cells(7, 1)[1] = 4;
  store.head(7).key = 11;
  store.free(7);
  CHECK_FALSE(store.head(7).alive);
  CHECK(store.allocate() == 7);
  CHECK(store.attributes(7)[2] == 0);
  CHECK_FALSE(store.intervals(7)[1].is_open());
  CHECK(store.extras(7).children == 0);
  CHECK(store.timers(7)[0] == no_event);
  CHECK(store.visits(7)[2] == 0);
  CHECK(store.cells(7, 1)[1] == 0);
  CHECK(store.head(7).key == 0);
  CHECK(store.head(7).alive);
  CHECK(store.capacity() == room);
}

TEST_CASE("an interval that opened at the ends of time is open all the same", "[run]") {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 2;
  IntervalState state;
  for (const std::int64_t ms : {-most, most}) {
    state.open({ms});
    CHECK(state.is_open());
    CHECK((state.opened().ms > 0) == (ms > 0));
  }
}

TEST_CASE("an interval keeps times before the start, and its marks, in eight bytes", "[run]") {
  IntervalState state;
  CHECK_FALSE(state.is_open());
  state.open({-5'000'000'000'000});
  state.mark();
  CHECK(state.is_open());
  CHECK(state.opened() == SimTime{-5'000'000'000'000});
  CHECK(state.is_marked());
  state.nullify(true);
  CHECK_FALSE(state.is_open());
  CHECK(state.restarts());
  state.open({0});
  CHECK(state.is_open());
  CHECK(state.opened() == SimTime{0});
  CHECK_FALSE(state.is_marked());
  CHECK_FALSE(state.restarts());
}

TEST_CASE("what a row does not keep is as it begins", "[run]") {
  const Program program = with_columns();
  EntityStore store(program, false);
  const auto row = store.allocate();
  CHECK(store.seen_extras(store.head(row)).parent == none_index);
  CHECK(store.seen_extras(store.head(row)).limit == no_event);
  CHECK(store.root(row) == row);
}

TEST_CASE("columns of neighbouring rows do not overlap, and rows stay where they are", "[run]") {
  const Program program = with_columns();
  EntityStore store(program, true);
  std::vector<double*> places;
  for (std::uint32_t at = 0; at < 2500; ++at) {
    const auto row = store.allocate();
    for (int column = 0; column < 3; ++column) store.attributes(row)[column] = row * 10 + column;
    store.cells(row, 0)[0] = row;
    store.cells(row, 1)[0] = row + 1;
    store.cells(row, 1)[1] = row + 2;
    store.visits(row)[2] = row + 3;
    store.extras(row).ordinal = row + 4;
    places.push_back(store.attributes(row));
  }
  for (std::uint32_t row = 0; row < 2500; ++row) {
    REQUIRE(store.attributes(row)[2] == row * 10 + 2);
    REQUIRE(store.cells(row, 0)[0] == row);
    REQUIRE(store.cells(row, 1)[0] == row + 1);
    REQUIRE(store.cells(row, 1)[1] == row + 2);
    REQUIRE(store.visits(row)[2] == row + 3);
    REQUIRE(store.extras(row).ordinal == row + 4);
    REQUIRE(std::count(places.begin(), places.end(), store.attributes(row)) == 1);
    if (row > 200) break; // the count above looks at every place
  }
  CHECK(store.attributes(2499)[0] == 24990);
}

TEST_CASE("a queue without keys serves in order of joining", "[run]") {
  CHECK(serves_rightly({0}, 1));
}

TEST_CASE("a queue of few classes serves the smallest keys, then in order of joining", "[run]") {
  CHECK(serves_rightly({1}, 2));
  CHECK(serves_rightly({2, 5, 2}, 3));
  CHECK(serves_rightly({4, 2, 2}, 4));
}

TEST_CASE("a queue of many classes serves in the same order", "[run]") {
  CHECK(serves_rightly({1, 17}, 5));
  CHECK(serves_rightly({1, 1'000'000}, 6));
  CHECK(serves_rightly({2, 1'000, 3}, 7));
  CHECK(serves_rightly({4, 40, 3}, 8));
}

TEST_CASE("a queue of few classes with places far from their ends serves in the same order", "[run]") {
  CHECK(serves_rightly({2, 2, 1'000'000}, 9));
  CHECK(serves_rightly({3, 1, 100}, 10));
}

TEST_CASE("those who leave from the middle of a queue are forgotten, whatever its order", "[run]") {
  for (const Order order : {Order{0}, Order{1}, Order{1, 1'000'000}, Order{2, 3, 1'000'000}}) {
    CheckedQueue both(order, 11);
    REQUIRE(both.serves_rightly(30'000, 100));
    CHECK(both.tickets_in_use() < 600); // some 10,000 have joined
  }
}

TEST_CASE("a ticket given back while a heap still names it is not handed out, and is when it no longer does",
          "[run]") {
  TicketPool pool;
  WaitingQueue queue(1);
  const auto join = [&](double key) {
    const auto ticket = pool.allocate();
    pool.keys(ticket)[0] = key;
    pool[ticket].joined_order = ticket;
    queue.push(pool, ticket);
    return ticket;
  };
  std::vector<std::uint32_t> tickets;
  for (int key = 0; key < 20; ++key) tickets.push_back(join(key)); // more classes than a list keeps
  const auto left = tickets[7];
  queue.remove(pool, left);
  pool.free(left);
  CHECK(pool.allocate() != left);
  for (int key = 0; key < 7; ++key) {
    CHECK(queue.front() == tickets[static_cast<std::size_t>(key)]);
    queue.remove(pool, queue.front());
  }
  CHECK(queue.front() == tickets[8]);
  CHECK(pool.allocate() == left);
}

TEST_CASE("free slots agree with a plain list, however large", "[run]") {
  for (const std::size_t size : {1u, 63u, 64u, 65u, 4096u, 4097u, 300'000u}) {
    std::mt19937_64 random(size);
    FreeSlots slots(size);
    std::set<std::size_t> plain;
    bool agrees = true;
    for (int round = 0; round < 20'000 && agrees; ++round) {
      const auto at = random() % size;
      if (random() % 3 == 0) {
        slots.set(at);
        plain.insert(at);
      } else {
        slots.clear(at);
        plain.erase(at);
      }
      const auto from = random() % size;
      const auto found = plain.lower_bound(from);
      agrees = slots.first_from(from) == (found == plain.end() ? FreeSlots::none : *found);
    }
    CHECK(agrees);
    CHECK(slots.first_from(size) == FreeSlots::none);
  }
}
