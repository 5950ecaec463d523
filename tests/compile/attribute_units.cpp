// The unit of the mean of an attribute: days where it holds lengths of time, else its own.
#include "tests/compile/five_people.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// The row of the mean of an attribute that begins so and has these fields.
KpiRow mean_of(const std::string& is, const std::string& fields = {}) {
  return row(run("level = { attribute = \"level\", at = \"clinic.start\" }\n[attribute.level]\nis = " + is +
                 "\n" + fields),
             "level");
}

} // namespace

TEST_CASE("a number that changes with time keeps its own unit", "[compile]") {
  CHECK(mean_of(R"({ cycle = [2, 5, 9], every = "8 h" })", "unit = \"points\"").unit == "points");
  CHECK(mean_of(R"([{ until = "3 days", is = 2 }, { is = 4 }])", "unit = \"points\"").unit == "points");
  CHECK(mean_of(R"([{ from = "3 days", is = 2 }, { is = { cycle = [4, 5], every = "1 day" } }])").unit ==
        "number");
}

TEST_CASE("a length of time that changes with time is in days", "[compile]") {
  CHECK(mean_of(R"({ cycle = ["2 h", "5 h"], every = "8 h" })", "unit = \"points\"").unit == "days");
  CHECK(mean_of(R"([{ until = "week 1", is = "2 h" }, { is = "4 h" }])").unit == "days");
  CHECK(mean_of(R"({ by = "group", a = "2 h", b = 0 })", "[attribute.group]\nchoose = { a = 0.5, b = 0.5 }")
            .unit == "days");
  CHECK(mean_of(R"({ mix = [{ weight = 0.5, is = "2 h" }, { weight = 0.5, is = "3 h" }] })").unit == "days");
  CHECK(mean_of(R"({ dist = "uniform", low = "2 h", high = "3 h" })").unit == "days");
}
