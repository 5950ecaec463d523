// What happens at the first and the last instant of a source, a step without time, and people who hold each
// other up.
#include "tests/program/hand_written.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

using Times = std::vector<double>;

/// One step without needs and one source of a kind, which the test may change before the run.
struct Door : HandWritten {
  explicit Door(double run_days, double stay = 0.25) : HandWritten(run_days) {
    outcome("done");
    const auto enter = step("enter");
    begin(enter);
    work(enter, number(stay));
    end(enter);
    leave();
    source({}, entries[enter]);
  }
  SourceRow& row() { return program().sources[0]; }
  void gaps_of(double gap) {
    row().kind = ArrivalKind::gaps;
    row().gap = number(gap);
  }
  Times arrivals_seen() {
    Times found;
    const Logged logged = run();
    for (std::uint32_t ordinal = 0; ordinal < logged.result.created; ++ordinal)
      found.push_back(logged.times("start", ordinal).at(0));
    return found;
  }
};

/// Two who each hold what the other wants, from day 1 on; `limit`: how long they wait, if not for ever.
ReplicationResult crossed(double limit) {
  HandWritten model(20);
  model.outcome("done");
  const ResourceId one = model.units("one", 1), other = model.units("other", 1);
  for (const auto& [first, second] : {std::pair{one, other}, std::pair{other, one}}) {
    const auto hold = model.step("hold"), want = model.step("want");
    const auto held = model.need(first), wanted = model.need(second);
    const auto refused = model.builder.label();
    model.begin(hold);
    model.seize(held);
    model.work(hold, model.number(1));
    model.end(hold);
    model.begin(want);
    if (limit > 0)
      model.seize_or(wanted, refused, model.number(limit));
    else
      model.seize(wanted);
    model.work(want, model.number(1));
    model.release(wanted);
    model.end(want);
    model.builder.place(refused);
    model.release(held);
    model.leave();
    model.arrivals({0}, hold);
  }
  return model.run().result;
}

} // namespace

TEST_CASE("gaps are counted from when a source begins, and nobody comes at its end", "[run]") {
  Door door(10);
  door.gaps_of(1);
  door.row().from = days(3);
  door.row().until = days(6);
  CHECK(door.arrivals_seen() == Times{4, 5});
  Door ended(10);
  ended.gaps_of(2);
  ended.row().until = days(2);
  CHECK(ended.arrivals_seen().empty());
}

TEST_CASE("one more period begins at the last instant, and none at the end of its source", "[run]") {
  const auto one_a_day_until = [](SimTime until) {
    Door door(3);
    door.row().kind = ArrivalKind::counts;
    door.row().count = door.number(1);
    door.row().period = days(1);
    door.row().spread = Spread::start;
    door.row().until = until;
    return door.arrivals_seen();
  };
  CHECK(one_a_day_until(SimTime::never()) == Times{0, 1, 2, 3});
  CHECK(one_a_day_until(days(2)) == Times{0, 1});
}

TEST_CASE("gaps of nothing for ever are told, and do not hang", "[run]") {
  Door door(3);
  door.gaps_of(0);
  CHECK(door.run().result.failure.find("follow each other without end") != std::string::npos);
}

TEST_CASE("work without time is no event", "[run]") {
  const auto events = [](double stay) {
    Door door(10, stay);
    door.gaps_of(2);
    return door.run().result.events;
  };
  const auto samples = events(20) - 5; // five arrive, and nobody has done
  CHECK(events(0) == 5 + samples);
  CHECK(events(0.5) == 5 + 4 + samples); // the fifth comes at the end
}

TEST_CASE("two who hold what the other wants are held up for good, and told of", "[run]") {
  const ReplicationResult stuck = crossed(0);
  CHECK(stuck.held_up == 2);
  CHECK(stuck.held_up_on == std::vector<std::uint32_t>{0, 1});
  CHECK(stuck.inside == 2);
  const ReplicationResult patient = crossed(15); // they will give up at day 16
  CHECK(patient.held_up == 0);
  CHECK(patient.inside == 0);
}

TEST_CASE("nobody is held up who may yet give up", "[run]") {
  const ReplicationResult waiting = crossed(100);
  CHECK(waiting.inside == 2);
  CHECK(waiting.held_up == 0);
  CHECK(waiting.held_up_on.empty());
}

TEST_CASE("of several ways the one with the smallest score is taken, free or not", "[run]") {
  HandWritten model(20);
  model.outcome("done");
  const auto serve = model.step("serve");
  const ResourceId near = model.units("near", 1), far = model.units("far", 1);
  const auto asked = model.need({{near, 1}, {far, 1}}, NeedMode::one);
  model.program().needs[asked].scores = {model.number(2), model.number(1)};
  model.station(serve, asked, model.number(3));
  model.leave();
  model.arrivals({0, 1}, serve);
  const auto run = model.run();
  CHECK(run.times("start", 0) == Times{0});
  CHECK(run.times("start", 1) == Times{3}); // waits for the far one while the near one is free
}

TEST_CASE("waits told of a queue are the area under its length", "[run]") {
  HandWritten model(20);
  model.outcome("done");
  const auto serve = model.step("serve");
  model.station(serve, model.need(model.units("desk", 1)), model.number(2));
  model.leave();
  model.arrivals({0, 0.25, 1, 9}, serve);
  const ReplicationResult result = run_replication(model.finish(), {}); // not traced: as users run it
  CHECK(result.littles_law.at(0) < 1e-9);
}

TEST_CASE("one whose work was interrupted joins the queue again by its key", "[run]") {
  HandWritten model(20);
  model.outcome("done");
  const auto serve = model.step("serve");
  const auto key = model.attribute("key", true);
  const ResourceId desk = model.units("desk", Profile{{days(0), days(1), days(2)}, {1, 0, 1}});
  auto& row = model.program().resources[desk.value];
  row.order.keys = {model.read(key)};
  row.when_capacity_falls = Interruption::resume;
  row.interruptible = true;
  model.station(serve, model.need(desk), model.number(3));
  model.leave();
  model.arrivals({0, 0.5}, serve, {key}, {5, 1});
  const auto run = model.run();
  CHECK(run.times("start", 1) == Times{2}); // smaller, so before the one whose work is half done
  CHECK(run.times("done", 0) == Times{7});  // two of three days are left then
}

TEST_CASE("one who loses two units at one instant is thrown out once", "[run]") {
  HandWritten model(20);
  model.outcome("done");
  model.outcome("thrown out");
  const auto serve = model.step("serve");
  const Profile closes{{days(0), days(1)}, {1, 0}};
  const ResourceId desk = model.units("desk", closes), room = model.units("room", closes);
  for (const ResourceId each : {desk, room}) {
    model.program().resources[each.value].when_capacity_falls = Interruption::eject;
    model.program().resources[each.value].interruptible = true;
  }
  const auto asked = model.need({{desk, 1}, {room, 1}});
  const auto out = model.builder.label();
  model.station(serve, asked, model.number(3));
  model.leave();
  model.builder.step_ejected(serve, out);
  model.builder.place(out);
  model.release(asked);
  model.end(serve);
  model.leave(1);
  model.arrivals({0}, serve);
  const auto run = model.run();
  CHECK(run.result.failure.empty());
  CHECK(run.times("thrown out", 0) == Times{1});
  CHECK(run.result.left == 1);
}
