// What happens to one person depends on who they are and where they are, never on what else is in the model.
//
// Resources have no limit here, so every difference between two histories is a difference of luck.
#include "tests/reproducibility/scenarios.hpp"

#include <map>
#include <tuple>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Days spent in each visit to each step, by (source, ordinal, step, which visit).
using History = std::map<std::tuple<std::string, std::uint32_t, std::string, std::size_t>, double>;

/// A pathway whose steps are given as TOML between fixed parts.
std::string pathway(const std::string& steps, const std::string& more = {}) {
  return R"(
[scenario]
title = "Luck"
[run]
start = 2026-04-06
length = "60 weeks"
replications = 1
seed = 9
[attribute.kind]
choose = { a = 0.3, b = 0.7 }
[source.people]
rate = "40 per week"
first = "first"
until = "40 weeks"
[source.others]
every = { dist = "gamma", mean = "1 day", sd = "1 day" }
first = "second"
until = "40 weeks"
[outcome]
done = "Done"
[resource.room]
capacity = "unlimited"
)" + steps +
         more;
}

const std::string plain_steps = R"(
[step.first]
needs = "room"
takes = { by = "kind", a = { dist = "exponential", mean = "3 days" }, b = { dist = "lognormal", mean = "5 days", sd = "4 days" } }
next = { second = 0.6, third = 0.4 }
[step.second]
takes = { dist = "gamma", mean = "4 days", sd = "2 days" }
next = { third = 0.5, second = 0.3, done = 0.2 }
[step.third]
takes = { dist = "uniform", low = "1 day", high = "9 days" }
next = "done"
)";

History history_of(const std::string& text) {
  const ScenarioFolder folder({{"model.toml", text}});
  const auto study = folder.study();
  const auto traced = trace_replication(study, 0, 0);
  INFO(traced.result.failure);
  REQUIRE(traced.result.completed);
  const auto& program = *study.variants[0].program;
  History history;
  std::map<std::tuple<std::string, std::uint32_t, std::string>, std::pair<std::size_t, double>> present;
  for (const auto& row : traced.rows) {
    if (!row.step.exists()) continue;
    const std::tuple place{program.sources[row.source].name, row.ordinal, program.steps[row.step.value].name};
    auto& [visits, since] = present[place];
    if (row.event == "start") {
      ++visits;
      since = row.time.days();
    }
    if (row.event == "finish")
      history[{std::get<0>(place), std::get<1>(place), std::get<2>(place), visits}] = row.time.days() - since;
  }
  return history;
}

/// Stays found in both histories, and how many of them differ by more than a few milliseconds.
struct Compared {
  std::size_t both = 0;
  std::size_t different = 0;
  std::size_t only_first = 0;
};

Compared compare(const History& a, const History& b, const std::string& step = {}) {
  Compared compared;
  for (const auto& [visit, stay] : a) {
    if (!step.empty() && std::get<2>(visit) != step) continue;
    const auto found = b.find(visit);
    if (found == b.end()) {
      ++compared.only_first;
      continue;
    }
    ++compared.both;
    compared.different += std::abs(stay - found->second) > 1e-7 ? 1 : 0;
  }
  return compared;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("an added step, resource, attribute and measure leave everyone else's luck alone",
          "[reproducibility]") {
  const auto before = history_of(pathway(plain_steps));
  const auto added =
      replaced(plain_steps, R"(next = { second = 0.6, third = 0.4 })", R"(next = "between")") + R"(
[step.between]
needs = "scanner"
takes = { dist = "exponential", mean = "2 days" }
next = { by = "flag", yes = { second = 0.6, third = 0.4 }, no = { second = 0.6, third = 0.4 } }
[resource.scanner]
capacity = "unlimited"
[attribute.flag]
choose = { yes = 0.5, no = 0.5 }
[kpi]
scans = { count = "between.start" }
)";
  const auto after = history_of(pathway(added));
  for (const auto* step : {"first", "second", "third"}) {
    const auto compared = compare(before, after, step);
    CAPTURE(step);
    CHECK(compared.both > 500);
    CHECK(compared.different == 0);
  }
  CHECK(compare(before, after, "first").only_first == 0); // the same people came
  CHECK(compare(after, before, "between").only_first > 1000);
}

TEST_CASE("a way back added to a step leaves the first visit's luck alone", "[reproducibility]") {
  const auto before = history_of(pathway(plain_steps));
  const auto after =
      history_of(pathway(replaced(plain_steps, "next = \"done\"", "next = { done = 0.8, third = 0.2 }")));
  const auto compared = compare(before, after, "third");
  CHECK(compared.both > 500);
  CHECK(compared.different == 0);
}

TEST_CASE("another name is other luck", "[reproducibility]") {
  const auto before = history_of(pathway(plain_steps));
  const auto renamed =
      pathway(replaced(plain_steps, "[step.third]\n", "[step.third]\ndraw_as = \"another\"\n"));
  const auto compared = compare(before, history_of(renamed), "third");
  CHECK(compared.both > 500);
  CHECK(compared.different > compared.both * 99 / 100);
  CHECK(compare(before, history_of(renamed), "second").different == 0);
}

TEST_CASE("a step that draws as another shares its luck", "[reproducibility]") {
  const std::string steps = R"(
[step.first]
takes = { dist = "exponential", mean = "3 days" }
next = "second"
[step.second]
draw_as = "first"
takes = { dist = "exponential", mean = "6 days" }
next = "third"
[step.third]
takes = { dist = "exponential", mean = "6 days" }
next = "done"
)";
  const auto history = history_of(pathway(steps));
  std::size_t people = 0, doubled = 0, third_doubled = 0;
  for (const auto& [visit, stay] : history) {
    const auto& [source, ordinal, step, number] = visit;
    if (source != "people" || step != "first") continue;
    const auto second = history.find({source, ordinal, "second", 1});
    const auto third = history.find({source, ordinal, "third", 1});
    if (second == history.end() || third == history.end()) continue;
    ++people;
    doubled += std::abs(second->second - 2 * stay) < 1e-7 ? 1 : 0;
    third_doubled += std::abs(third->second - 2 * stay) < 1e-7 ? 1 : 0;
  }
  CHECK(people > 1000);
  CHECK(doubled == people);
  CHECK(third_doubled < people / 100);
}

TEST_CASE("a repeated visit draws anew", "[reproducibility]") {
  const auto history = history_of(pathway(plain_steps));
  std::size_t repeated = 0, same = 0;
  for (const auto& [visit, stay] : history) {
    const auto& [source, ordinal, step, number] = visit;
    if (step != "second" || number != 1) continue;
    const auto again = history.find({source, ordinal, step, 2});
    if (again == history.end()) continue;
    ++repeated;
    same += std::abs(again->second - stay) < 1e-7 ? 1 : 0;
  }
  CHECK(repeated > 100);
  CHECK(same == 0);
}
