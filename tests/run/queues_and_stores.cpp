// What a replication is built from: rows of entities, waiting queues and free slots, each against a plain
// copy.
#include "engine/run/entity_store.hpp"
#include "engine/run/free_slots.hpp"
#include "engine/run/waiting_queue.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
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

/// The ticket that should be served first, by looking at all of them.
std::uint32_t first_of(const std::vector<std::uint32_t>& waiting, TicketPool& pool, std::size_t keys) {
  return *std::min_element(waiting.begin(), waiting.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (std::size_t key = 0; key < keys; ++key)
      if (pool[a].keys[key] != pool[b].keys[key]) return pool[a].keys[key] < pool[b].keys[key];
    return pool[a].joined_order < pool[b].joined_order;
  });
}

/// Random joining, serving, giving up and putting back; true when the front was right every time.
bool serves_rightly(std::size_t keys, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  TicketPool pool;
  WaitingQueue queue(keys);
  std::vector<std::uint32_t> waiting;
  std::uint64_t joined = 0;
  const auto drop = [&](std::uint32_t ticket) {
    queue.remove(pool, ticket);
    waiting.erase(std::find(waiting.begin(), waiting.end(), ticket));
  };
  for (int round = 0; round < 20'000; ++round) {
    const auto what = random() % 8;
    if (what < 4 || waiting.size() < 4) {
      const auto ticket = pool.allocate();
      pool[ticket].joined_order = ++joined;
      for (std::size_t key = 0; key < keys; ++key) pool[ticket].keys[key] = static_cast<double>(random() % 5);
      queue.push(pool, ticket);
      waiting.push_back(ticket);
    } else if (what < 6) {
      const auto front = queue.front();
      drop(front);
      pool.free(front);
    } else if (what == 6) {
      const auto leaver = waiting[random() % waiting.size()];
      drop(leaver);
      pool.free(leaver);
    } else {
      const auto first = queue.front();
      queue.remove(pool, first);
      const auto second = queue.front();
      queue.remove(pool, second);
      queue.restore_front(pool, second);
      queue.restore_front(pool, first);
    }
    if (queue.size() != waiting.size() || queue.front() != first_of(waiting, pool, keys)) return false;
  }
  return true;
}

} // namespace

TEST_CASE("rows are reused, cleared and never handed out twice", "[run]") {
  const Program program = with_columns();
  EntityStore store(program);
  std::set<std::uint32_t> given;
  for (int at = 0; at < 3000; ++at) REQUIRE(given.insert(store.allocate()).second);
  CHECK(store.alive() == 3000);
  const auto room = store.capacity();
  store.attributes(7)[2] = 42;
  store.intervals(7)[1].opened = 5;
  store.timers(7)[0] = 9;
  store.visits(7)[2] = 3;
  store.cells(7, 1)[1] = 4;
  store.head(7).key = 11;
  store.free(7);
  CHECK_FALSE(store.head(7).alive);
  CHECK(store.allocate() == 7);
  CHECK(store.attributes(7)[2] == 0);
  CHECK(store.intervals(7)[1].opened == IntervalState::closed);
  CHECK(store.timers(7)[0] == 0);
  CHECK(store.visits(7)[2] == 0);
  CHECK(store.cells(7, 1)[1] == 0);
  CHECK(store.head(7).key == 0);
  CHECK(store.head(7).alive);
  CHECK(store.capacity() == room);
}

TEST_CASE("columns of neighbouring rows do not overlap, and rows stay where they are", "[run]") {
  const Program program = with_columns();
  EntityStore store(program);
  std::vector<double*> places;
  for (std::uint32_t at = 0; at < 2500; ++at) {
    const auto row = store.allocate();
    for (int column = 0; column < 3; ++column) store.attributes(row)[column] = row * 10 + column;
    store.cells(row, 0)[0] = row;
    store.cells(row, 1)[0] = row + 1;
    store.cells(row, 1)[1] = row + 2;
    store.visits(row)[2] = row + 3;
    places.push_back(store.attributes(row));
  }
  for (std::uint32_t row = 0; row < 2500; ++row) {
    REQUIRE(store.attributes(row)[2] == row * 10 + 2);
    REQUIRE(store.cells(row, 0)[0] == row);
    REQUIRE(store.cells(row, 1)[0] == row + 1);
    REQUIRE(store.cells(row, 1)[1] == row + 2);
    REQUIRE(store.visits(row)[2] == row + 3);
    REQUIRE(std::count(places.begin(), places.end(), store.attributes(row)) == 1);
    if (row > 200) break; // the count above looks at every place
  }
  CHECK(store.attributes(2499)[0] == 24990);
}

TEST_CASE("a queue without keys serves in order of joining", "[run]") {
  CHECK(serves_rightly(0, 1));
}

TEST_CASE("a queue with keys serves the smallest keys, then in order of joining", "[run]") {
  CHECK(serves_rightly(1, 2));
  CHECK(serves_rightly(2, 3));
  CHECK(serves_rightly(4, 4));
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
