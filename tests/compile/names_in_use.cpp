// Whether something is used is told of its whole name, also where that has to be written in quotes.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

const std::string run_of_names = R"(
[scenario]
title = "Names"
[run]
start = 2026-04-06
length = "10 days"
replications = 1
)";

constexpr auto used = R"text(
[attribute]
"g h" = { choose = { a = 0.5, b = 0.5 } }
"g/h" = { choose = { a = 0.5, b = 0.5 } }
"g.h" = { is = 2 }
"größe" = { is = 3 }
[parameter]
"länge" = { is = "2 days" }
[calendar]
"day time" = { open = ["Mon-Fri 08:00-18:00"] }
[source.x]
every = "1 day"
first = "ward"
[resource.room]
capacity = [{ during = "day time", is = 3 }, { is = 2 }]
[step.ward]
needs = "room"
takes = "= länge * if(g.h > 1 and größe > 2, 1, 2)"
next = "done"
[outcome]
done = "Done"
[kpi]
came = { count = "ward.arrive", show = "total", by = ["g h", "g/h"] }
)text";

constexpr auto unused = R"(
[attribute]
"g h" = { choose = { a = 0.5, b = 0.5 } }
"only set" = { values = ["a", "b"] }
[calendar]
"day time" = { open = ["Mon-Fri 08:00-18:00"] }
[source.x]
every = "1 day"
set = { "only set" = "a" }
first = "done"
[outcome]
done = "Done"
[kpi]
g = { count = "x.arrive", show = "total" }
h = { value = "kpi.g * 2" }
)";

} // namespace

TEST_CASE("what has a name that is written in quotes is not said to be unused where it is used",
          "[compile]") {
  CHECK(faults_of_text(run_of_names + used).empty());
}

TEST_CASE("what has a name that is written in quotes is said to be unused where only its words are used",
          "[compile]") {
  const auto faults = faults_of_text(run_of_names + unused);
  CHECK(says(faults, "attribute 'g h' is never used"));
  CHECK(says(faults, "calendar 'day time' is never used"));
  CHECK(says(faults, "attribute 'only set' is set but never read"));
}
