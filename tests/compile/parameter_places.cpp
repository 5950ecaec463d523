// Parameters in places that read numbers of their own: sessions of a diary, targets.
#include "tests/compile/scenario_text.hpp"

#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

std::string clinic(const std::string& sessions, const std::string& target) {
  return fmt::format(R"([scenario]
title = "A clinic"
[run]
start = 2026-04-06
length = "10 weeks"
replications = 2
[parameter]
clinics = {{ is = "20 per week" }}
held = {{ is = 20 }}
goal = {{ is = 0.5 }}
[source.gp]
rate = "10 per week"
first = "visit"
[resource.slot]
kind = "diary"
sessions = {}
[step.visit]
needs = "slot"
next = "seen"
[outcome]
seen = "Seen"
[kpi]
slots = {{ resource = "slot", level = "slots_offered", show = "per week" }}
quick = {{ time_in = "visit.wait", share_within = "7 days", target = {} }}
)",
                     sessions, target);
}

} // namespace

TEST_CASE("sessions may be worked out from parameters") {
  for (const auto* sessions : {"\"= clinics\"", "\"= held / 1 week\"", "\"20 a week\"",
                               "[{ until = \"week 60\", is = \"= clinics\" }, { is = 0 }]"}) {
    INFO(sessions);
    CHECK(figure(ScenarioFolder({{"now.toml", clinic(sessions, "0.5")}}).run(), "slots") ==
          Approx(20).epsilon(0.03));
  }
}

TEST_CASE("a target may come from a parameter") {
  const auto target_of = [](const std::string& written) {
    const auto results = ScenarioFolder({{"now.toml", clinic("\"= clinics\"", written)}}).run();
    for (const auto& row : results.kpis)
      if (row.name == "quick") return std::pair{row.target, row.target_at_most};
    return std::pair{0.0, false};
  };
  CHECK(target_of("\"= goal\"") == std::pair{0.5, false});
  CHECK(target_of("\"< = goal / 2\"") == std::pair{0.25, true});
  CHECK(ScenarioFolder({{"now.toml", clinic("\"= clinics\"", "\"= age(rtt)\"")}})
            .faults()
            .find("is no target") != std::string::npos);
}
