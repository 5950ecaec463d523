// Who goes first at one instant, and what becomes of those who will not wait.
#include "tests/program/hand_written.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

using Times = std::vector<double>;
using Ordinals = std::vector<std::uint32_t>;

/// One step with one need: arrivals, stays and what is asked for are up to the test.
struct Desk : HandWritten {
  explicit Desk(double run_days = 20) : HandWritten(run_days) {
    outcome("done");
    outcome("went away");
    serve = step("serve");
  }
  std::uint32_t serve = 0;
};

} // namespace

TEST_CASE("what is given back at an instant is there for those who ask at that instant", "[run]") {
  Desk model;
  const auto other = model.step("other");
  const auto again = model.step("again");
  const auto asked = model.need(model.units("desk", 1));
  model.station(model.serve, asked, model.number(2));
  model.leave();
  // The newcomer ends a stay of its own at the very instant, and its end was scheduled first.
  model.begin(other);
  model.work(other, model.number(2));
  model.builder.emit(Opcode::settle);
  model.end(other);
  const auto refused = model.builder.label();
  const auto at_once = model.need(ResourceId(0));
  model.begin(again);
  model.seize_or(at_once, refused, model.number(0));
  model.release(at_once);
  model.leave(0);
  model.builder.place(refused);
  model.leave(1);
  model.arrivals({0}, other);
  model.arrivals({0}, model.serve);
  const auto run = model.run();
  REQUIRE(run.result.completed);
  CHECK(run.times("done", 0, 0) == Times{2});
  CHECK(run.times("went away", 0, 0).empty());
}

TEST_CASE("a unit given back as someone arrives goes to those who waited longer", "[run]") {
  Desk model;
  const auto asked = model.need(model.units("desk", 1));
  model.station(model.serve, asked, model.number(2));
  model.leave();
  model.arrivals({0, 1, 2}, model.serve);
  const auto run = model.run();
  CHECK(run.times("start", 0) == Times{0});
  CHECK(run.times("start", 1) == Times{2});
  CHECK(run.times("start", 2) == Times{4});
}

TEST_CASE("a session begins before those who arrive at its moment", "[run]") {
  Desk model;
  const auto slots = model.diary("list", {{1, 5}, {2, 5}}, false);
  model.station(model.serve, model.need(slots), model.number(0));
  model.leave();
  model.arrivals({0.5, 1, 1.5}, model.serve);
  const auto run = model.run();
  CHECK(run.times("start", 0) == Times{1});
  CHECK(run.times("start", 1) == Times{2});
  CHECK(run.times("start", 2) == Times{2});
}

TEST_CASE("a wait limit of nothing is a loss, and a longer one ends at its time", "[run]") {
  const auto times_with = [](double limit) {
    Desk model;
    const auto asked = model.need(model.units("desk", 1));
    const auto refused = model.builder.label();
    model.begin(model.serve);
    model.seize_or(asked, refused, model.number(limit));
    model.work(model.serve, model.number(3));
    model.release(asked);
    model.end(model.serve);
    model.leave(0);
    model.builder.place(refused);
    model.end(model.serve);
    model.leave(1);
    model.arrivals({0, 1}, model.serve);
    const auto run = model.run();
    return std::pair{run.times("went away", 1), run.times("done", 1)};
  };
  CHECK(times_with(0) == std::pair{Times{1}, Times{}});
  CHECK(times_with(1.5) == std::pair{Times{2.5}, Times{}});
  CHECK(times_with(2) == std::pair{Times{}, Times{6}}); // what is given back comes before patience ends
  CHECK(times_with(2.5) == std::pair{Times{}, Times{6}});
}

TEST_CASE("those behind one who gives up a large request are served at that moment", "[run]") {
  Desk model;
  const auto small = model.step("small");
  const auto desk = model.units("desk", 3);
  const auto one = model.need(desk, 1);
  const auto three = model.need(desk, 3);
  const auto refused = model.builder.label();
  model.begin(model.serve);
  model.seize_or(three, refused, model.number(2));
  model.release(three);
  model.end(model.serve);
  model.leave(0);
  model.builder.place(refused);
  model.end(model.serve);
  model.leave(1);
  model.station(small, one, model.number(10));
  model.leave();
  model.arrivals({0, 2}, small);    // holds one; the second waits behind the large request
  model.arrivals({1}, model.serve); // wants all three and gives up on day 3
  const auto run = model.run();
  CHECK(run.times("went away", 0, 1) == Times{3});
  CHECK(run.times("start", 1, 0) == Times{3});
  CHECK(run.times("start", 1, 0) != Times{10}); // not only when the first comes back
}

TEST_CASE("one who asks for the first free of several stands in each queue and takes one", "[run]") {
  Desk model;
  const auto a = model.units("a", 1);
  const auto b = model.units("b", 1);
  const auto holds_a = model.step("holds a");
  const auto holds_b = model.step("holds b");
  model.station(holds_a, model.need(a), model.number(5));
  model.leave();
  model.station(holds_b, model.need(b), model.number(3));
  model.leave();
  model.station(model.serve, model.need({{a, 1}, {b, 1}}, NeedMode::any), model.number(4));
  model.leave();
  model.arrivals({0}, holds_a);
  model.arrivals({0}, holds_b);
  model.arrivals({1, 2}, model.serve);
  const auto run = model.run();
  REQUIRE(run.result.completed);
  CHECK(run.times("start", 0, 2) == Times{3}); // b
  CHECK(run.times("start", 1, 2) == Times{5}); // a
}

TEST_CASE("those who need two things together wait for both without holding either", "[run]") {
  Desk model;
  const auto a = model.units("a", 1);
  const auto b = model.units("b", 1);
  const auto alone = model.step("alone");
  const auto crosswise = model.step("crosswise");
  model.station(model.serve, model.need({{a, 1}, {b, 1}}), model.number(2));
  model.leave();
  model.station(crosswise, model.need({{b, 1}, {a, 1}}), model.number(2));
  model.leave();
  model.station(alone, model.need(a), model.number(1));
  model.leave();
  model.arrivals({0, 0, 0}, model.serve);
  model.arrivals({0, 0, 0}, crosswise);
  model.arrivals({0.5}, alone);
  const auto run = model.run();
  REQUIRE(run.result.completed);
  CHECK(run.result.inside == 0); // nobody is stuck
  CHECK(run.times("done", 2, 1) == Times{12});
  CHECK(run.times("start", 0, 2) == Times{12}); // both come back together, so the last to join is last
}

TEST_CASE("one who lacks only another thing lets those behind pass", "[run]") {
  Desk model;
  const auto a = model.units("a", 1);
  const auto b = model.units("b", 1);
  const auto holds_b = model.step("holds b");
  const auto only_a = model.step("only a");
  model.station(holds_b, model.need(b), model.number(6));
  model.leave();
  model.station(model.serve, model.need({{a, 1}, {b, 1}}), model.number(1));
  model.leave();
  model.station(only_a, model.need(a), model.number(2));
  model.leave();
  model.arrivals({0}, holds_b);
  model.arrivals({1}, model.serve);
  model.arrivals({2}, only_a);
  const auto run = model.run();
  CHECK(run.times("start", 0, 2) == Times{2});
  CHECK(run.times("start", 0, 1) == Times{6});
}

TEST_CASE("keys of a queue decide before the order of joining", "[run]") {
  Desk model;
  const auto urgency = model.attribute("urgency");
  const auto desk = model.units("desk", 1);
  model.program().resources[desk.value].order.keys = {model.read(urgency)};
  model.station(model.serve, model.need(desk), model.number(1));
  model.leave();
  model.arrivals({0, 0.1, 0.2, 0.3}, model.serve, {urgency}, {5, 3, 1, 3});
  CHECK(model.run().order("start") == Ordinals{0, 2, 1, 3});
}

TEST_CASE("falling capacity lets work finish and then takes the unit away", "[run]") {
  Desk model;
  const auto desk = model.units("desk", Profile{{days(0), days(1), days(6)}, {2, 1, 2}});
  model.station(model.serve, model.need(desk), model.number(3));
  model.leave();
  model.arrivals({0, 0, 0, 0}, model.serve);
  const auto run = model.run();
  CHECK(run.times("done", 0) == Times{3});
  CHECK(run.times("done", 1) == Times{3}); // begun while there were two
  CHECK(run.times("start", 2) == Times{3});
  CHECK(run.times("start", 3) == Times{6});
}
