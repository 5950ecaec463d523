// The part of the printed comparison about payback.
#include "cli/output/table.hpp"
#include "report/payback_words.hpp"
#include "tests/results/sample.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Dearer at first, over 24 months less three days, in ten replications.
PaybackRow row_with(double paid_back, double earliest, double latest) {
  return {"hub", "current", "spending", 23.9, true, paid_back, earliest, latest, 10, 9};
}

} // namespace

TEST_CASE("payback is told in months, and where it is not reached") {
  CHECK(payback_text(row_with(14, 11, 17)) == "from month 14 on");
  CHECK(payback_limits_text(row_with(14, 11, 17)) == "months 11 to 17");
  CHECK(payback_limits_text(row_with(14, 14, 14)) == "month 14");
  CHECK(payback_limits_text(row_with(14, 11, nan_value)) == "month 11 or later");
  CHECK(payback_text(row_with(nan_value, nan_value, nan_value)) == "not in 24 months");
  CHECK(payback_limits_text(row_with(nan_value, nan_value, nan_value)) == "not in 24 months");
  CHECK(payback_text(row_with(23.9, 23.9, 23.9)) == "from month 24 on");
  auto alone = row_with(3, nan_value, nan_value);
  alone.observations = 1;
  CHECK(payback_limits_text(alone).empty());
}

TEST_CASE("the printed comparison tells of payback where an option was dearer") {
  Results results = sample_results();
  results.paybacks = {row_with(14, 11, 17)};
  const auto text = comparison_table(results, {false, 200});
  CHECK(text.find("Payback: from which month on no more has been spent") != std::string::npos);
  CHECK(text.find("from month 14 on") != std::string::npos);
  CHECK(text.find("9 of 10") != std::string::npos);
  results.paybacks[0].was_dearer = false;
  CHECK(comparison_table(results, {false, 200}).find("Payback") == std::string::npos);
}
