// Values in all their forms, and the messages for wrong ones.
#include "tests/scenario/reading.hpp"

#include <catch2/catch.hpp>

using namespace carepath;
using namespace carepath::test;

namespace {

std::string value(const std::string& written, Dimension dimension = Dimension::number) {
  Diagnostics faults;
  const auto read = value_of(written, dimension, faults);
  CHECK(first_fault(faults) == "no fault");
  return shown(read);
}

std::string route(const std::string& written) {
  Diagnostics faults;
  const auto read = read_route(node_of(written), context_of(faults));
  CHECK(first_fault(faults) == "no fault");
  return shown(read);
}

} // namespace

TEST_CASE("constants are read in the dimension asked for") {
  CHECK(value("\"36 h\"", Dimension::duration) == "1.5");
  CHECK(value("0", Dimension::duration) == "0");
  CHECK(value("true") == "1");
  CHECK(value("\"42/56\"") == "0.75");
  CHECK(value("\"unlimited\"") == "unlimited");
  CHECK(value("\"hip\"", Dimension::any) == "'hip'");
  CHECK(value("\"-£5\"", Dimension::money) == "-5");
}

TEST_CASE("a distribution keeps its parameters as written and its modifiers in the order they act") {
  CHECK(value("{ dist = 'lognormal', max = '9 days', sd = '2 days', mean = '3 days', times = 2 }",
              Dimension::duration) == "lognormal{sd: 2, mean: 3, times: 2, max: 9}");
  CHECK(value("{ dist = 'lognormal', mean = '1 day', variance = '4 days^2' }", Dimension::duration) ==
        "lognormal{mean: 1, variance: 4}");
  CHECK(value("{ dist = 'gamma', shape = 1.5, rate = '0.5 per day', keep = ['1 day', '2 days'] }",
              Dimension::duration) == "gamma{shape: 1.5, rate: 0.5, keep: [1, 2]}");
  CHECK(value("{ dist = 'uniform', low = '0 days', high = '3 days', plus = '-1 day', absolute = true }",
              Dimension::duration) == "uniform{low: 0, high: 3, plus: -1, absolute: 1}");
  CHECK(value("{ dist = 'uniform', low = 0, high = '= top * 2', round = 5 }") ==
        "uniform{low: 0, high: (top * 2), round: 5}");
}

TEST_CASE("a beta of numbers is from 0 to 1 where it says no limits, and of lengths of time it says them") {
  CHECK(value("{ dist = 'beta', mean = 0.076, sd = 0.012 }", Dimension::any) ==
        "beta{mean: 0.076, sd: 0.012}");
  CHECK(value("{ dist = 'beta', alpha = 2, beta = 5 }") == "beta{alpha: 2, beta: 5}");
  CHECK(value("{ dist = 'beta', low = '1 day', high = '3 days', alpha = 2, beta = 5 }",
              Dimension::duration) == "beta{low: 1, high: 3, alpha: 2, beta: 5}");
  const std::string words = "without low and high the distribution 'beta' is of numbers from 0 to 1";
  CHECK(value_fault("{ dist = 'beta', alpha = 2, beta = 5 }", Dimension::duration).starts_with(words));
  CHECK(value_fault("{ dist = 'beta', mean = '2 h', sd = '1 h' }", Dimension::any).starts_with(words));
  CHECK(value_fault("{ dist = 'beta', high = 2, mean = 1, sd = 0.1 }", Dimension::number)
            .starts_with("the distribution 'beta' takes "));
}

TEST_CASE("choices, mixtures, look-ups, guards and cycles nest") {
  CHECK(value("{ choose = { hip = 0.6, else = 'knee' } }", Dimension::any) ==
        "choose{hip: 0.6, else: 'knee'}");
  CHECK(value("{ mix = [{ weight = 0.25, is = '1 day' }, { weight = 0.75, is = { by = 'kind', a = '2 days', "
              "else = "
              "'0 days' } }] }",
              Dimension::duration) == "mix{0.25, 1, 0.75, by kind{a: 2, else: 0}}");
  CHECK(value("[{ during = 'winter', is = 16 }, { when = 'queue(ward) > 3', from = 'week 2', until = 'week "
              "3', is = 20 }, "
              "{ is = 24 }]") ==
        "guards{during winter is 16; when (queue(ward) > 3) from 14 until 21 is 20; is 24}");
  CHECK(value("{ cycle = [4, 5, 6], every = '1 day' }") == "cycle of 3{4, 5, 6}");
  CHECK(value("{ cycle = [1, 2], per = 'hour', every = '12 hours' }", Dimension::rate) ==
        "cycle of 1{24, 48}");
}

TEST_CASE("modifiers on a look-up become arithmetic") {
  CHECK(value("{ by = 'quintile', times = '= dna', q1 = 1.45, q5 = 0.65 }") ==
        "(by quintile{q1: 1.45, q5: 0.65} * dna)");
  CHECK(value("{ by = 'kind', a = 3, else = 2, min = 1, max = 5 }") ==
        "min(max(by kind{a: 3, else: 2}, 1), 5)");
}

TEST_CASE("a chance draws true or false") {
  CHECK(value("{ chance = { by = 'age', young = 0.1, else = 0.2 } }") ==
        "chance(by age{young: 0.1, else: 0.2})");
}

TEST_CASE("routes are names, weights, look-ups, guards and nestings of these") {
  CHECK(route("'theatre'") == "'theatre'");
  CHECK(route("{ theatre = 0.95, else = 'home' }") == "choose{theatre: 0.95, else: 'home'}");
  CHECK(route("{ theatre = 0.7, tests = 0.3 }") == "choose{theatre: 0.7, tests: 0.3}");
  CHECK(route("{ by = 'kind', trauma = 'resus', else = { a = 0.5, b = 0.5 } }") ==
        "by kind{trauma: 'resus', else: choose{a: 0.5, b: 0.5}}");
  CHECK(route("[{ when = 'n < due', to = 'again' }, { to = 'done' }]") ==
        "guards{when (n < due) is 'again'; is 'done'}");
}

TEST_CASE("a value of the wrong dimension says what is expected, with an example") {
  CHECK(value_fault("'95 min'", Dimension::money) ==
        "expected money, such as \"£2,300\", but found \"95 min\", which is a duration");
  CHECK(value_fault("30", Dimension::duration) ==
        "expected a duration, such as \"30 min\", but found 30, which is a number");
  CHECK(value_fault("'£5'", Dimension::rate) ==
        "expected a rate, such as \"42 per week\", but found \"£5\", which is money");
  CHECK(value_fault("true", Dimension::duration) ==
        "expected a duration, such as \"30 min\", but found true");
  CHECK(value_fault("'95 mims'", Dimension::duration) ==
        "expected a duration, such as \"30 min\", but found \"95 mims\" | 'mims' is not a unit; units are "
        "ms, s, "
        "min, h, day, week, month, year");
  CHECK(value_fault("'stay * 2'", Dimension::duration) ==
        "expected a duration, such as \"30 min\", but found \"stay * 2\" | an expression starts with '=': "
        "\"= stay "
        "* 2\"");
}

TEST_CASE("negative durations and rates are refused") {
  CHECK(value_fault("'-5 min'", Dimension::duration) == "a duration cannot be negative: \"-5 min\"");
  CHECK(value_fault("'-5 per week'", Dimension::rate) == "a rate cannot be negative: \"-5 per week\"");
  CHECK(value_fault("{ dist = 'uniform', low = '-1 day', high = '1 day' }", Dimension::duration) ==
        "a duration cannot be negative: \"-1 day\"");
}

TEST_CASE("bounds are put in order only where both could be read") {
  const std::string start = "{ dist = 'exponential', mean = '3 days', ";
  const auto faults_of = [&](const std::string& bounds) {
    Diagnostics faults;
    static_cast<void>(value_of(start + bounds + " }", Dimension::duration, faults));
    return faults.errors_met();
  };
  CHECK(faults_of("keep = ['-5 days', '-1 days']") == 2); // each is negative, and no more is said
  CHECK(faults_of("keep = ['5 days', '-1 days']") == 1);
  CHECK(faults_of("min = '5 days', max = '-1 days'") == 1);
  CHECK(value_fault(start + "keep = ['5 days', '1 day'] }", Dimension::duration) ==
        "'keep' must have its lowest below its highest");
  CHECK(value_fault(start + "min = '5 days', max = '1 day' }", Dimension::duration) ==
        "'max' is below 'min'");
}

TEST_CASE("weights that do not sum to one are refused with their sum") {
  CHECK(route_fault("{ a = 0.3, b = 0.6 }") ==
        "the weights sum to 0.9, not 1 | let 'else' take the rest, or correct the weights");
  CHECK(route_fault("{ a = 0.7, b = 0.6, else = 'c' }") == "the weights sum to 1.3, not at most 1");
  CHECK(route_fault("{ a = 0.3333333, b = 0.3333333, c = 0.3333334 }") == "no fault");
  CHECK(route_fault("{ a = 1.2 }") == "the weight 1.2 of 'a' is not between 0 and 1");
  CHECK(route_fault("{ a = 0.3, else = 0.7 }") == "expected a route: a step or an outcome, weights, or a "
                                                  "list of { when, to } | such as next = { theatre = "
                                                  "0.7, discharged = 0.3 }");
  CHECK(value_fault("{ mix = [{ weight = 0.5, is = 1 }, { weight = 0.4, is = 2 }] }", Dimension::number) ==
        "the weights sum to 0.9, not 1 | let 'else' take the rest, or correct the weights");
}

TEST_CASE("a misspelt distribution, parameter or form names the nearest") {
  CHECK(value_fault("{ dist = 'lognormall', mean = '1 day', sd = '1 day' }", Dimension::duration) ==
        "there is no distribution 'lognormall' | did you mean 'lognormal'?");
  CHECK(value_fault("{ dist = 'lognormal', maen = '1 day', sd = '1 day' }", Dimension::duration) ==
        "the distribution 'lognormal' has no 'maen' | did you mean 'mean'?");
  CHECK(value_fault("{ dist = 'uniform', low = 1 }", Dimension::number)
            .starts_with("the distribution 'uniform' takes low and high; found low | such as "));
  CHECK(value_fault("{ chose = { a = 1 } }", Dimension::any) ==
        "expected a value, such as \"30 min\", but found a table of another form | did you mean 'choose' "
        "instead of "
        "'chose'?");
}

TEST_CASE("guards must end without a condition and hide nothing") {
  CHECK(value_fault("[{ during = 'winter', is = 16 }]", Dimension::number) ==
        "the last entry of the list has a condition, so there is nothing when it fails | end the list with { "
        "is = "
        "... }");
  CHECK(value_fault("[{ is = 16 }, { is = 24 }]", Dimension::number) ==
        "nothing after this entry can be reached: it has no condition");
  CHECK(value_fault("[{ durin = 'winter', is = 16 }, { is = 24 }]", Dimension::number) ==
        "an entry of this list has no 'durin' | did you mean 'during'?");
  CHECK(value_fault("[1, 2]", Dimension::number) ==
        "expected a table with 'is' | such as [{ when = \"...\", is = ... }, { is = ... }]");
}

TEST_CASE("cycles and chances are checked") {
  CHECK(value_fault("{ cycle = [1, 2] }", Dimension::number) ==
        "a cycle needs 'every', how long each value lasts | such as every = \"1 hour\"");
  CHECK(value_fault("{ cycle = [1], every = 'often' }", Dimension::number) ==
        "'every' must be a length of time, such as \"1 hour\"");
  CHECK(value_fault("{ chance = 1.5 }", Dimension::number) == "the chance 1.5 is not between 0 and 1");
  CHECK(value_fault("{ chance = { by = 'a', x = 1.5, else = 0 } }", Dimension::number) ==
        "the chance 1.5 is not between 0 and 1");
}

TEST_CASE("values nested without end are refused, not followed") {
  Node node = node_of("1");
  for (int i = 0; i < 5000; ++i) {
    Node outer = make_table();
    outer.set("by", {}, make_text("kind"));
    outer.set("else", {}, std::move(node));
    node = std::move(outer);
  }
  Diagnostics faults;
  static_cast<void>(read_value(node, Dimension::number, context_of(faults)));
  CHECK(first_fault(faults) == "values nest more than 64 deep");
}
