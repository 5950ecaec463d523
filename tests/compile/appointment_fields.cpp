// Fields of an appointment that would say nothing: in a plain step, or without the one that they belong to.
#include "tests/compile/scenario_text.hpp"

#include <fmt/format.h>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Ten people come to a step with these fields; whoever is seen is done.
ScenarioFolder clinic_with(const std::string& fields, const std::string& more = {}) {
  return ScenarioFolder({{"now.toml", fmt::format(R"([scenario]
title = "A clinic"
[run]
start = 2026-04-06
length = "20 days"
replications = 1
[source.people]
at = "start"
count = 10
first = "visit"
[step.visit]
next = "done"
{}
{}
[outcome]
done = "Done"
lost = "Lost"
[kpi]
lost = {{ count = "lost" }}
done = {{ count = "done" }}
)",
                                                  fields, more)}});
}

bool clinic_says(const std::string& fields, const std::string& words, const std::string& more = {}) {
  const auto text = clinic_with(fields, more).faults();
  UNSCOPED_INFO(text);
  return text.find(words) != std::string::npos;
}

const std::string appointment = "kind = \"appointment\"\n";
const std::string missed = appointment + "did_not_attend = 0.5\n";

} // namespace

TEST_CASE("a share rebooked goes with the way the others go", "[compile]") {
  CHECK(clinic_says(missed + "rebooked = 0.6",
                    "now.toml:15:1: error: 'rebooked' of step 'visit' has no effect without "
                    "'discharged_to': all who do not attend are given another"));
  CHECK(
      clinic_says(missed + "discharged_to = \"lost\"",
                  "now.toml:15:1: error: 'discharged_to' of step 'visit' has no effect without 'rebooked'"));
  CHECK_FALSE(clinic_says(missed + "rebooked = 1", "error"));
  CHECK_FALSE(clinic_says(missed, "error"));
  const auto all_miss =
      clinic_with(appointment + "did_not_attend = 1\nrebooked = 0\ndischarged_to = \"lost\"").run();
  CHECK(figure(all_miss, "lost") == 10);
  CHECK(figure(all_miss, "done") == 0);
}

TEST_CASE("fields of what an appointment does not have are told", "[compile]") {
  CHECK(clinic_says(appointment + "rebooked = 0.6\ndischarged_to = \"lost\"",
                    "'rebooked' of step 'visit' has no effect without 'did_not_attend'"));
  CHECK(clinic_says(appointment + "discharged_to = \"lost\"",
                    "'discharged_to' of step 'visit' has no effect without "
                    "'did_not_attend'"));
  CHECK(clinic_says(missed + "cancellation_notice = \"5 days\"",
                    "'cancellation_notice' of step 'visit' has no effect without 'cancelled_by_patient'"));
}

TEST_CASE("fields of an appointment in a plain step are told", "[compile]") {
  for (const auto* field :
       {"did_not_attend = 0.5", "rebooked = 0.6", "discharged_to = \"lost\"", "cancelled_by_patient = 0.1",
        "cancelled_by_provider = 0.1", "cancellation_notice = \"5 days\""}) {
    const std::string text = field;
    const auto words =
        fmt::format("step 'visit' has '{}', which only an appointment has", text.substr(0, text.find(' ')));
    CHECK(clinic_says(text, words));
    CHECK(clinic_says("kind = \"step\"\n" + text, words));
    CHECK(clinic_says(text, "write kind = \"appointment\", or remove it"));
  }
}

TEST_CASE("a step like an appointment is one, and has what that one says", "[compile]") {
  const std::string like = "[step.again]\nlike = \"visit\"\n";
  const std::string both = missed + "rebooked = 0.5\ndischarged_to = \"lost\"\n";
  CHECK_FALSE(clinic_says(both, "error", like + "rebooked = 0.25"));
  CHECK_FALSE(clinic_says(both, "error", like + "kind = \"step\"")); // those of the other are not its own
  CHECK(clinic_says("", "step 'again' has 'did_not_attend'", like + "did_not_attend = 0.5"));
}
