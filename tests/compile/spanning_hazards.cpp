// Which hazards a step starts and stops: those that may run there, and no others.
#include "tests/compile/scenario_text.hpp"

#include <algorithm>
#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Pathways that share nothing but their outcomes; in each a hazard spans both waits.
std::string pathways(int count, const std::string& more = {}) {
  std::string text = R"(
[scenario]
title = "Beside each other"
[run]
start = 2026-04-06
length = "2000 days"
replications = 1
[outcome]
done = "Done"
gone = "Gone"
[kpi]
gone = { count = "gone", show = "total" }
)";
  for (int at = 0; at < count; ++at)
    text += fmt::format(R"(
[source.people_{0}]
rate = "2 per day"
first = "clinic_{0}"
[resource.room_{0}]
capacity = 1
[step.clinic_{0}]
needs = "room_{0}"
takes = "0.4 days"
next = {{ clinic_{0} = 0.1, rest_{0} = 0.2, theatre_{0} = 0.7 }}
[step.theatre_{0}]
needs = "room_{0}"
takes = "0.1 days"
next = "done"
[step.rest_{0}]
takes = "5 days"
next = "done"
[risk.leaves_{0}]
while = ["clinic_{0}.wait", "theatre_{0}.wait"]
after = {{ dist = "exponential", mean = "20 days" }}
to = "gone"
)",
                        at);
  return text + more;
}

std::size_t instructions(const Study& study, Opcode op) {
  const auto& code = study.variants[0].program->code;
  return static_cast<std::size_t>(
      std::count_if(code.begin(), code.end(), [&](const auto& each) { return each.op == op; }));
}

} // namespace

TEST_CASE("hazards of other pathways cost a pathway nothing") {
  const auto one = ScenarioFolder({{"now.toml", pathways(1)}}).study();
  const auto eight = ScenarioFolder({{"now.toml", pathways(8)}}).study();
  CHECK(instructions(eight, Opcode::stop_timer) == 8 * instructions(one, Opcode::stop_timer));
  CHECK(eight.variants[0].program->code.size() < 9 * one.variants[0].program->code.size());
}

TEST_CASE("a hazard of this pathway is stopped where it might still run") {
  const auto study = ScenarioFolder({{"now.toml", pathways(1)}}).study();
  CHECK(instructions(study, Opcode::stop_timer) > 0);
  const auto spanning = ScenarioFolder({{"now.toml", pathways(1, R"(
[risk.falls_ill]
while = ["rest_0.work"]
after = "4 days"
to = "gone"
)")}});
  CHECK(instructions(spanning.study(), Opcode::stop_timer) > instructions(study, Opcode::stop_timer));
}

namespace {

const std::string called_off = R"toml(
[scenario]
title = "Called off again and again"
[run]
start = 2026-04-06
length = "LENGTH"
replications = 1
[attribute.tries]
is = 0
[source.people]
at = "start"
count = 400
first = "first"
[resource.list]
kind = "diary"
sessions = "7 per week"
slots = 400
[step.first]
needs = "list"
set = { tries = "= tries + 1" }
takes = "1 h"
fails = { called_off = { chance = "= if(tries < 8, 1, 0)", to = "again" } }
next = "done"
[step.again]
needs = "list"
set = { tries = "= tries + 1" }
takes = "1 h"
fails = { called_off = { chance = "= if(tries < 8, 1, 0)", to = "first" } }
next = "done"
[risk.leaves]
while = ["first.wait", "again.wait"]
after = { dist = "exponential", mean = "50 days" }
to = "gone"
[outcome]
done = "Done"
gone = "Gone"
[kpi]
gone = { count = "gone", show = "total" }
)toml";

/// How many of 400 people a hazard takes while they wait eight days, called off again and again.
double taken_within(const std::string& length) {
  const auto at = called_off.find("LENGTH");
  const auto text = called_off.substr(0, at) + length + called_off.substr(at + 6);
  return figure(ScenarioFolder({{"now.toml", text}}).run(), "gone");
}

} // namespace

TEST_CASE("a hazard over several steps that is due after the end of the run is not drawn anew") {
  const double of_long_run = taken_within("1000 days");
  CHECK(of_long_run == Approx(400 * (1 - std::exp(-7.0 / 50))).margin(4 * std::sqrt(400 * 0.13 * 0.87)));
  CHECK(taken_within("12 days") == of_long_run);
}

namespace {

/// How many of one, who works ten days at each of two steps, a hazard after 15 days takes.
double taken_at_work(const std::string& phases, const std::string& first, const std::string& second) {
  return figure(ScenarioFolder({{"now.toml", fmt::format(R"toml(
[scenario]
title = "Two stays"
[run]
start = 2026-04-06
length = "60 days"
replications = 1
[source.people]
at = "start"
count = 1
first = "a"
[resource]
bed = {{ capacity = 1 }}
chair = {{ capacity = 1 }}
[step.a]
takes = "10 days"
next = "b"
{}
[step.b]
takes = "10 days"
next = "done"
{}
[risk.dies]
while = {}
after = "15 days"
to = "gone"
[outcome]
done = "Done"
gone = "Gone"
[kpi]
gone = {{ count = "gone", show = "total" }}
)toml",
                                                         first, second, phases)}})
                    .run(),
                "gone");
}

} // namespace

TEST_CASE("a hazard goes on over a phase that a step has not") {
  const std::string work = R"(["a.work", "b.work"])";
  CHECK(taken_at_work(work, "", "") == 1);
  CHECK(taken_at_work(R"(["a.work", "a.exit_delay", "b.wait", "b.work"])", "", "") == 1);
  CHECK(taken_at_work(work, "needs = \"bed\"\nrelease = \"moved\"", "needs = \"chair\"") == 0);
  CHECK(taken_at_work(work, "exit_delay = \"1 h\"", "") == 0);
  CHECK(taken_at_work(work, "", "needs = \"bed\"") == 0);
  CHECK(taken_at_work(R"(["a.work"])", "", "") == 0);
  CHECK(taken_at_work(R"(["b.work"])", "", "") == 0);
}
