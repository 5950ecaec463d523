// Branches and what their person holds: people held up for good by way of branches.
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
  std::string all;
  for (const auto& warning : run_text(with_branches(steps)).variants.at(0).warnings) all += warning + "\n";
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
