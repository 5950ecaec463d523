// A program as text: every kind of value and instruction is named, and none by its number alone.
#include "engine/program/program_listing.hpp"

#include "tests/program/hand_written.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two attributes, a resource and a clock; the tests ask for values of them in words.
struct Words : HandWritten {
  Words() : HandWritten(10) {
    age = read(attribute("age"));
    severity = read(attribute("severity"));
    units("bed", 2);
    program().intervals.push_back({"rtt", false, {"treated", "removed"}});
  }
  [[nodiscard]] std::string of(ValueId value) { return value_listing(program(), value); }
  [[nodiscard]] std::string of(ValueOp op) { return of(builder.of(op, 0)); }
  [[nodiscard]] std::string alone(ValueOp op) { return of(builder.unary(op, age)); }
  [[nodiscard]] std::string both(ValueOp op) { return of(builder.binary(op, age, severity)); }
  [[nodiscard]] std::string several(ValueOp op, const std::vector<ValueId>& children, std::uint32_t count,
                                    double cycle = 0) {
    return of(builder.group(op, severity, children, count, cycle));
  }

  ValueId age, severity;
};

/// The lines of a listing that hold a word.
std::vector<std::string> lines_with(const std::string& listing, const std::string& word) {
  std::vector<std::string> found;
  for (std::size_t begin = 0; begin < listing.size();) {
    const auto end = listing.find('\n', begin);
    const auto line = listing.substr(begin, end - begin);
    if (line.find(word) != std::string::npos)
      found.push_back(line.substr(line.find_first_not_of(" 0123456789")));
    begin = end + 1;
  }
  return found;
}

} // namespace

TEST_CASE("what is looked at is listed by name", "[program]") {
  Words words;
  CHECK(words.of(words.age) == "age");
  CHECK(words.of(ValueId()) == "nothing");
  CHECK(words.of(words.number(0.1)) == "0.1");
  CHECK(words.of(words.number(std::numeric_limits<double>::infinity())) == "unlimited");
  CHECK(words.of(ValueOp::now) == "now");
  CHECK(words.of(ValueOp::interval_age) == "age(rtt)");
  CHECK(words.of(ValueOp::interval_open) == "open(rtt)");
  CHECK(words.of(ValueOp::queue_length) == "queue(bed)");
  CHECK(words.of(ValueOp::busy) == "busy(bed)");
  CHECK(words.of(ValueOp::free_units) == "free(bed)");
  CHECK(words.of(ValueOp::next_slot) == "next_slot(bed)");
  CHECK(words.of(ValueOp::capacity) == "capacity(bed)");
  CHECK(words.of(ValueOp::holding) == "holds(bed)");
  CHECK(words.of(ValueOp::during) == "during(profile 0)");
  CHECK(words.of(ValueOp::holder) == "holder.age");
  CHECK(words.of(ValueOp::waited) == "waited");
  CHECK(words.of(ValueOp::in_model) == "time_in_model");
  CHECK(words.of(ValueOp::queue_date) == "queue_date");
  CHECK(words.of(ValueOp::interruptions) == "interruptions");
  CHECK(words.of(ValueOp::day_of_stay) == "day_of_stay");
}

TEST_CASE("arithmetic is listed as it is written", "[program]") {
  Words words;
  const std::vector<std::pair<ValueOp, std::string>> signs{
      {ValueOp::add, "+"},        {ValueOp::subtract, "-"},       {ValueOp::multiply, "*"},
      {ValueOp::divide, "/"},     {ValueOp::less, "<"},           {ValueOp::less_equal, "<="},
      {ValueOp::greater, ">"},    {ValueOp::greater_equal, ">="}, {ValueOp::equal, "=="},
      {ValueOp::not_equal, "!="}, {ValueOp::both, "and"},         {ValueOp::either, "or"}};
  for (const auto& [op, sign] : signs) CHECK(words.both(op) == "(age " + sign + " severity)");
  CHECK(words.alone(ValueOp::negate) == "-age");
  CHECK(words.alone(ValueOp::negated) == "not age");
  const std::vector<std::pair<ValueOp, std::string>> functions{{ValueOp::absolute, "abs"},
                                                               {ValueOp::floor, "floor"},
                                                               {ValueOp::exponential, "exp"},
                                                               {ValueOp::logarithm, "log"},
                                                               {ValueOp::square_root, "sqrt"}};
  for (const auto& [op, name] : functions) CHECK(words.alone(op) == name + "(age)");
  CHECK(words.both(ValueOp::minimum) == "min(age, severity)");
  CHECK(words.both(ValueOp::maximum) == "max(age, severity)");
  CHECK(words.both(ValueOp::round) == "round(age, severity)");
}

TEST_CASE("choices list what is chosen from", "[program]") {
  Words words;
  const auto one = words.number(1), two = words.number(2);
  CHECK(words.several(ValueOp::select, {one, two}, 2) == "severity of (1, 2)");
  CHECK(words.several(ValueOp::cycle, {one, two}, 2, 7) == "(1, 2) in turn every 7");
  CHECK(words.several(ValueOp::conditional, {words.age, one, two}, 1) == "if(age, 1, 2)");
  CHECK(words.several(ValueOp::first_match, {words.age, one, words.severity, two}, 2) ==
        "1 if age, else 2 if severity");
  CHECK(words.of(words.builder.chance(words.age, "a.place", ValueNode::none)) == "chance(age)");
  CHECK(words.of(words.builder.draw(find_distribution("exponential")->make({{"mean"}, {{3}}}),
                                    "exponential 3", "takes", ValueNode::none)) == "draw(mean 3, sd 3)");
}

TEST_CASE("clocks, needs and bookings are listed with what they ask", "[program]") {
  Words words;
  words.outcome("done");
  const auto step = words.step("visit");
  const auto room = words.need({{ResourceId(0), 1}, {words.units("nurse", 3), 2}}, NeedMode::any);
  auto& builder = words.builder;
  words.begin(step);
  const auto refused = builder.label();
  words.seize_or(room, refused, words.number(5));
  builder.emit(Opcode::open_interval, 0, opens_from_entry);
  builder.emit(Opcode::open_interval, 0, opens_from_arrival);
  builder.emit(Opcode::close_interval, 0, 1);
  builder.emit(Opcode::nullify_interval, 0, 1);
  builder.emit(Opcode::mark_interval, 0);
  words.release(room);
  builder.emit_await_booking(words.hold_of(room), words.number(2), refused);
  builder.place(refused);
  words.end(step);
  words.leave();
  words.at_start(4, step);
  const auto listing = program_listing(words.finish());
  using Lines = std::vector<std::string>;
  CHECK(lines_with(listing, "seize ") ==
        Lines{"seize             1 bed or 2 nurse, waiting at most 5, refused: 9"});
  CHECK(lines_with(listing, "open_interval") ==
        Lines{"open_interval     rtt from entry", "open_interval     rtt from arrival"});
  CHECK(lines_with(listing, "close_interval") == Lines{"close_interval    rtt as removed"});
  CHECK(lines_with(listing, "nullify_interval") == Lines{"nullify_interval  rtt, to be reopened"});
  CHECK(lines_with(listing, "mark_interval") == Lines{"mark_interval     rtt"});
  CHECK(lines_with(listing, "await_booking").size() == 1);
  CHECK(lines_with(listing, "leave") == Lines{"leave             done"});
  CHECK(lines_with(listing, "4 at the start").size() == 1);
  CHECK(lines_with(listing, "nurse                    3").size() == 1);
}
