// Branches and what their person holds: people held up for good by way of branches, units counted, attributes
// set in several branches.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

std::string with_branches(const std::string& steps) {
  return R"([scenario]
title = "Branches"
[run]
start = 2026-04-06
length = "100 h"
replications = 1
[outcome]
done = "Done"
)" + steps;
}

/// What is said after the run.
std::string warnings_of(const std::string& steps) {
  const auto results = run_text(with_branches(steps));
  std::string all;
  for (const auto& warning : results.variants.at(0).warnings) all += warning + "\n";
  return all;
}

/// One has a bed and wants, on a branch, the nurse of the other, who wants the bed.
constexpr auto crosswise = R"([resource]
bed = { capacity = 1 }
nurse = { capacity = 1 }
[source]
a = { at = ["1 h"], first = "ward" }
b = { at = ["1 h"], first = "clinic" }
[step.ward]
needs = "bed"
takes = "1 h"
parallel = ["dressing"]
next = "done"
[step.dressing]
needs = "nurse"
takes = "1 h"
next = "join"
[step.clinic]
needs = "nurse"
takes = "1 h"
parallel = ["rest"]
next = "done"
[step.rest]
needs = "bed"
takes = "1 h"
next = "join"
)";

/// One keeps the only bed while a branch asks for a bed, beside another branch.
constexpr auto asks_itself = R"([resource]
bed = { capacity = 1 }
[source]
a = { at = ["1 h"], first = "ward" }
[step.ward]
needs = "bed"
takes = "10 h"
release = "keep"
next = "tests"
[step.tests]
parallel = ["scan", "blood"]
next = "home"
[step.scan]
needs = "bed"
next = "join"
[step.blood]
takes = "4 h"
next = "join"
[step.home]
release = { bed = "end" }
next = "done"
)";

/// A branch that counts at its end, after so long.
std::string counting(const std::string& first, const std::string& second) {
  return with_branches(R"([attribute]
n = { is = 0 }
[source]
a = { at = ["1 h"], first = "tests" }
[step.tests]
parallel = ["scan", "blood"]
next = "done"
[step.scan]
takes = "2 h"
set_at_end = { n = )" + first +
                       R"( }
next = "join"
[step.blood]
takes = "10 h"
set_at_end = { n = )" + second +
                       R"( }
next = "join"
[kpi]
n = { attribute = "n", at = "done" }
)");
}

} // namespace

TEST_CASE("people who hold each other up by way of branches are told of, each once", "[compile]") {
  CHECK(says(warnings_of(crosswise), "people held each other up for good (2 on average at the end), waiting "
                                     "for bed, nurse"));
}

TEST_CASE("a branch that waits for what its own person holds is told of", "[compile]") {
  CHECK(says(warnings_of(asks_itself), "(1 on average at the end), waiting for bed"));
}

TEST_CASE("nobody is held up for good by a branch whose person may be taken away", "[compile]") {
  CHECK(warnings_of(std::string(asks_itself) + R"([risk.leaves]
while = "tests.work"
after = "30 days"
to = "home"
)")
            .empty());
}

TEST_CASE("a branch holds what the person holds it was sent out from", "[compile]") {
  const auto results = run_text(with_branches(R"([resource]
bed = { capacity = 3 }
[source]
a = { at = ["0 h"], first = "ward" }
[step.ward]
needs = "bed"
parallel = ["scan"]
next = "done"
[step.scan]
needs = "2 bed"
takes = [{ when = "holds(bed) == 3", is = "3 h" }, { is = "1 h" }]
next = "join"
[kpi]
scan = { time_in = "scan.work", unit = "hours" }
)"));
  CHECK(24 * figure(results, "scan") == Approx(3));
}

TEST_CASE("an attribute that two branches set is warned of, unless both give the same", "[compile]") {
  const auto counted = counting("\"= n + 1\"", "\"= n + 1\"");
  CHECK(says(faults_of_text(counted), "several branches of step 'tests' may set 'n'"));
  CHECK(figure(run_text(counted), "n") == 1); // each adds one to what it was sent out with
  CHECK(says(faults_of_text(counting("1", "2")), "several branches of step 'tests' may set 'n'"));
  CHECK(faults_of_text(counting("1", "1")).empty());
}
