// Expressions: how tightly signs bind, literals with units, and what is refused.
#include "tests/scenario/reading.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

std::string expression(const std::string& text) {
  Diagnostics faults;
  const auto value = read_expression(text, {}, context_of(faults));
  CHECK(first_fault(faults) == "no fault");
  return shown(value);
}

} // namespace

TEST_CASE("signs bind as in school") {
  CHECK(expression("= a + b * 2 - c / d") == "((a + (b * 2)) - (c / d))");
  CHECK(expression("a - b - c") == "((a - b) - c)");
  CHECK(expression("-(a + 1) * -2") == "((neg (a + 1)) * -2)");
  CHECK(expression("not a and b or c < d + 1") == "(((not a) and b) or (c < (d + 1)))");
  CHECK(expression("a + b * 2") != "((a + b) * 2)"); // a companion that must differ
}

TEST_CASE("expressions know calls, dotted names, categories and lists") {
  CHECK(expression("follow_ups < follow_ups_due and age(rtt) > 126 days") ==
        "((follow_ups < follow_ups_due) and (age(rtt) > 126))");
  CHECK(expression("kpi.triage_load / (run.length * resource.triage_bay.capacity)") ==
        "(kpi.triage_load / (run.length * resource.triage_bay.capacity))");
  CHECK(expression("age in [a16, \"45-64\", '80+', 3]") == "(age in ['a16', '45-64', '80+', 3])");
  CHECK(expression("age not in [a16]") == "(not (age in ['a16']))");
  CHECK(expression("queue(a) / capacity(a)") == "(queue(a) / capacity(a))");
  CHECK(expression("if(x = 1, min(a, b, 2), max(3, y))") == "if((x == 1), min(a, b, 2), max(3, y))");
  CHECK(expression("kind == 'trauma'") == "(kind == 'trauma')");
  CHECK(expression("eligible and not holder.eligible") == "(eligible and (not holder.eligible))");
}

TEST_CASE("literals carry units") {
  CHECK(expression("36 h + 1 week") == "(1.5 + 7)");
  CHECK(expression("12% * £70") == "(0.12 * 70)");
  CHECK(expression("7 per week") == "1");
  CHECK(expression("£1.5k + £2m * 3") == "(1500 + (2000000 * 3))");
  CHECK(expression("£7k per week * 2") == "(1000 * 2)");
  CHECK(expression("stay>2days") == "(stay > 2)");
  CHECK(expression("1e-3 and true") == "(0.001 and 1)");
}

TEST_CASE("a comma that may be one of thousands is told, not read as between two arguments") {
  CHECK(expression_fault("max(£2,300, £500)") ==
        "'£2,300' may be one number or two: write £2300 for one, £2, 300 with a blank for two");
  CHECK(expression_fault("min(5, 1,500)") ==
        "'1,500' may be one number or two: write 1500 for one, 1, 500 with a blank for two");
  CHECK(expression("min(5,10,25)") == "min(5, 10, 25)");
  CHECK(expression("min(1, 500)") == "min(1, 500)");
  CHECK(expression("min(0,500)") == "min(0, 500)");
  CHECK(expression("min(1.5,500)") == "min(1.5, 500)");
  CHECK(expression("min(2 h,500)") == "min(0.08333333333, 500)");
  CHECK(expression("min(1500,300)") == "min(1500, 300)");
  CHECK(expression("min(1,5000)") == "min(1, 5000)");
}

TEST_CASE("a wrong expression says where and what was expected") {
  CHECK(expression_fault("a +") == "expected a value but the expression ends");
  CHECK(expression_fault("(a + 1") == "expected ')' but the expression ends");
  CHECK(expression_fault("a b") == "expected something else but found 'b'");
  CHECK(expression_fault("a < b < c") == "expected something else but found '<'");
  CHECK(expression_fault("3 furlongs") == "'furlongs' is not a unit");
  CHECK(expression_fault("agee(rtt)") == "there is no function 'agee' | did you mean 'age'?");
  CHECK(expression_fault("if(a, b)") == "'if' takes 3 arguments, found 2");
  CHECK(expression_fault("min(a)") == "'min' takes at least 2 arguments, found 1");
  CHECK(expression_fault("age(3)") == "'age' takes the name of a clock");
  CHECK(expression_fault("a & b") == "'&' has no place in an expression");
  CHECK(expression_fault("x == 'hip") == "this quotation mark is not closed");
  CHECK(expression_fault("=") == "the expression is empty");
  CHECK(expression_fault("age in [45-64]") ==
        "expected ']' but found '-' | such as urgency in [p2, p3]; names such as \"45-64\" need quotes");
}

TEST_CASE("hostile expressions cannot exhaust the stack") {
  CHECK(expression_fault(std::string(500, '(')) == "the expression nests more than 64 deep");
  CHECK(expression_fault(std::string(500, '-') + "1") == "no fault");
  CHECK(expression_fault(std::string(5000, 'a')) == "an expression may have at most 2000 characters");
}

TEST_CASE("a fault in an expression points at its word") {
  Library library;
  library.write("x.toml", "v = \"= stay * oops(3)\"\n");
  Node table;
  REQUIRE(read_toml(library.path("x.toml"), library.texts, library.faults, table));
  static_cast<void>(read_value(table.values[0], Dimension::duration, context_of(library.faults)));
  CHECK(library.printed() ==
        "x.toml:1:15: error: there is no function 'oops'\n"
        "  1 | v = \"= stay * oops(3)\"\n"
        "    |               ^\n"
        "    = expected one of: min, max, abs, floor, round, exp, log, sqrt, if, s_curve, age, queue, "
        "busy, free, next_slot, capacity, holds\n");
}
