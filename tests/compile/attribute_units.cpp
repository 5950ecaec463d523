// The unit of the mean of an attribute: days where it holds lengths of time, else its own.
#include "tests/compile/five_people.hpp"
#include "tests/compile/people_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// The row of the mean of an attribute that begins so and has these fields.
KpiRow mean_of(const std::string& is, const std::string& fields = {}) {
  return row(run("level = { attribute = \"level\", at = \"clinic.start\" }\n[attribute.level]\nis = " + is +
                 "\n" + fields),
             "level");
}

/// Of one who begins on day 2 and ends on day 5, `level` set at the end; the KPI has these fields more.
Results at_the_end(const std::string& attribute, const std::string& set, const std::string& kpi) {
  return run_people("9 days", {{"visit", "2 days"}},
                    "[parameter.stay]\nis = \"3 days\"\n[attribute.level]\n" + attribute +
                        "\n[step.visit]\ntakes = \"3 days\"\nnext = \"done\"\nset_at_end = { " + set +
                        " }\n[kpi]\nlevel = { attribute = \"level\", at = \"done\"" + kpi + " }\n");
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

TEST_CASE("a length of time that is set on the way is shown in the unit asked for", "[compile]") {
  const auto check_days = [](const Results& results, double days, const std::string& shown) {
    CHECK(row(results, "level").unit == "days");
    CHECK(row(results, "level").shown_in == shown);
    CHECK(figure(results, "level") == Approx(days));
  };
  const std::string hours = ", unit = \"hours\", target = \"200 hours\"";
  check_days(at_the_end("is = 0\nunit = \"days\"", "level = \"= now\"", hours), 5, "hours");
  check_days(at_the_end("is = 0", "level = \"= time_in_model\"", hours), 3, "hours");
  check_days(at_the_end("is = 0", "level = \"= max(level, now - 1 day)\"", hours), 4, "hours");
  check_days(at_the_end("is = \"= stay\"", "level = \"= level\"", hours), 3, "hours");
  check_days(at_the_end("is = 0\nunit = \"hours\"", "level = \"= now\"", ""), 5, "hours");
  check_days(at_the_end("is = 36\nunit = \"hours\"", "level = \"= level\"", ", unit = \"days\""), 1.5,
             "days");
}

TEST_CASE("a number that its author has put into a unit stays what it is", "[compile]") {
  const auto found = at_the_end("is = 0", "level = \"= now * 24\"", ", unit = \"hours\"");
  CHECK(row(found, "level").unit == "hours");
  CHECK(figure(found, "level") == Approx(120));
  const auto in_hours = at_the_end("is = 36\nunit = \"hours\"", "level = \"= level\"", ", unit = \"hours\"");
  CHECK(row(in_hours, "level").unit == "hours");
  CHECK(figure(in_hours, "level") == 36);
  CHECK(row(at_the_end("is = 7", "level = \"= level\"", ", unit = \"points\""), "level").unit == "points");
}

TEST_CASE("a plain number beside a time is days where the formula is shown in a unit of time", "[compile]") {
  const auto with_one = [](const std::string& unit) {
    return at_the_end("is = \"0 days\"", "level = \"= time_in_model\"",
                      " }\nmore = { value = \"kpi.level + 1\"" + unit);
  };
  const auto in_hours = with_one(", unit = \"hours\"");
  CHECK(row(in_hours, "more").unit == "days");
  CHECK(figure(in_hours, "more") == Approx(4));
  CHECK(row(with_one(""), "more").unit == "number");
}
