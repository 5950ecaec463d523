// Rates that are made up within a calendar's hours, and sessions: how many there are of each.
#include "tests/compile/scenario_text.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A source with these fields, from Monday 5 January 2026 on.
std::string arrivals(const std::string& calendar, const std::string& source, const std::string& length) {
  return R"(
[scenario]
title = "Arrivals"
[run]
start = 2026-01-05
length = ")" +
         length + R"("
replications = 1
[calendar.open]
)" + calendar +
         R"(
[source.people]
first = "visit"
)" + source +
         R"(
[step.visit]
next = "done"
[outcome]
done = "Done"
[kpi]
all = { count = "people.arrive" }
)";
}

double came(const std::string& calendar, const std::string& source, const std::string& length) {
  return figure(ScenarioFolder({{"now.toml", arrivals(calendar, source, length)}}).run(), "all");
}

const std::string working_days = R"(open = ["Mon-Fri 08:00-18:00"])";

/// Sessions held in 52 weeks of a diary within a calendar.
double held(const std::string& calendar, const std::string& pace, const std::string& more = {}) {
  auto text = arrivals(calendar, "at = [\"1 day\"]", "52 weeks");
  text.replace(text.find("[step.visit]\n"), 13, "[step.visit]\nneeds = \"list\"\n");
  text += "held = { resource = \"list\", level = \"sessions\" }\n[resource.list]\nkind = \"diary\"\nduring = "
          "\"open\"\n" +
          pace + "\n" + more;
  return figure(ScenarioFolder({{"now.toml", text}}).run(), "held");
}

} // namespace

TEST_CASE("a rate within a calendar is made up as the hours share it out", "[compile]") {
  const std::string hours =
      "hours = [0,0,0,0,0,0,0,0, 0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1, 0,0,0,0,0,0]\n";
  const std::string rate = "rate = \"1400 per week\"\nduring = \"open\"\n";
  // 52 x 1400 = 72,800, give or take 270. Hours counted as if level gave 2.4 times as many.
  CHECK(came(working_days, rate + hours, "52 weeks") == Approx(72'800).margin(1'350));
  // Mondays have all of the week: Saturday, which is closed, gives them its half.
  CHECK(came(working_days, rate + "pattern = { Mon = 0.5, Sat = 0.5 }", "52 weeks") ==
        Approx(72'800).margin(1'350));
  // Each day keeps its share: 10 Mondays with 7/10 of 1400, for the run's last day is a Monday.
  CHECK(came(working_days, rate + hours + "pattern = { Mon = 0.7, Tue = 0.3 }", "64 days") ==
        Approx(9 * 1'400 + 980).margin(590));
}

TEST_CASE("a rate is made up by the week's hours, to the minute, whatever the season", "[compile]") {
  const std::string rate = "rate = \"1400 per week\"\nduring = \"open\"\n";
  // From Wednesday 1 April to Wednesday 30 September are 131 working days, 280 each.
  CHECK(came(working_days + "\nyearly = [\"1 Apr to 30 Sep\"]", rate, "52 weeks") ==
        Approx(131 * 280).margin(960));
  CHECK(came(R"(open = ["Mon-Fri 08:05-08:10"])", rate, "52 weeks") == Approx(72'800).margin(1'350));
}

TEST_CASE("a month may be a share, a parameter, or have its whole name", "[compile]") {
  const std::string rate = "rate = \"100 per day\"\n";
  // 27 days of January at half the rate.
  CHECK(came("", rate + "season = { Jan = \"50%\" }", "27 days") == Approx(1'350).margin(185));
  CHECK(came("", rate + "season = { January = \"= low\" }\n[parameter.low]\nis = 0.5", "27 days") ==
        Approx(1'350).margin(185));
  const auto faults_of = [&](const std::string& season) {
    return ScenarioFolder({{"now.toml", arrivals("", rate + "season = " + season, "27 days")}}).faults();
  };
  CHECK_THAT(faults_of("{ Janitor = 3 }"), Catch::Contains("month") && Catch::Contains("Janitor"));
  CHECK_THAT(faults_of("{ January = 2, Jan = 3 }"), Catch::Contains("'Jan' is given twice"));
}

TEST_CASE("a trend is a share per year in the words of other rates, and nothing beside it", "[compile]") {
  const auto grown = [](const std::string& trend) {
    return came("", "rate = \"100 per day\"\ntrend = \"" + trend + "\"", "731 days");
  };
  // 100 a day that doubles in 365.25 days, by steps of a day: 100 (2^(731 / 365.25) - 1) / (2^(1 / 365.25) -
  // 1).
  const double doubled = grown("100% per year");
  CHECK(doubled == Approx(158'139).margin(1'400));
  for (const auto* same : {"100% a year", "100%/year", "100% / year", " 100% per year ", "1 per year"})
    CHECK(grown(same) == doubled);
  const auto told = [](const std::string& trend) {
    const auto source = "rate = \"100 per day\"\ntrend = \"" + trend + "\"";
    return ScenarioFolder({{"now.toml", arrivals("", source, "27 days")}}).faults();
  };
  for (const auto* other : {"10% per year until week 52", "10% per yearly", "10% per month", "10%",
                            "per year", "10% per per year", "2 weeks per year"})
    CHECK_THAT(told(other), Catch::Contains("it must be a share per year and no more"));
  CHECK_THAT(told("-100% per year"), Catch::Contains("more than -100% per year"));
}

TEST_CASE("a calendar open on 29 February alone opens on the next one", "[compile]") {
  auto text =
      arrivals("yearly = [\"29 Feb to 29 Feb\"]", "rate = \"100 per day\"\nduring = \"open\"", "5 years");
  text.replace(text.find("2026-01-05"), 10, "2024-03-01");
  // One day, 29 February 2028, that is open for all of its 24 hours.
  CHECK(figure(ScenarioFolder({{"now.toml", text}}).run(), "all") == Approx(100).margin(50));
}

TEST_CASE("sessions per day are those of open days, however the day is written", "[compile]") {
  CHECK(held(working_days, "sessions = \"2 per week\"") == 104);
  CHECK(held(working_days, "sessions = \"2 per 7 days\"") == 104); // were 74, as if for each open day
  CHECK(held(working_days, "sessions = \"3 per day\"") == 780);    // 52 weeks of 5 days
  CHECK(held(working_days, "sessions = \"3/d\"") == 780);
  CHECK(held(working_days, "sessions = \"3 a day\"") == 780);
  CHECK(held(working_days, "sessions = \"3 per 1 day\"") == 780);
  CHECK(held(working_days, "sessions = \"30 per 10 per day\"") == 780);
  CHECK(held(working_days, "sessions = \"2 a week\"") == 104);
  CHECK(held(working_days, "sessions = \"= clinics\"", "[parameter.clinics]\nis = \"3 per day\"") == 780);
  CHECK(held(working_days, "sessions = \"= clinics\"", "[parameter.clinics]\nis = \"2 per week\"") == 104);
  CHECK(held(working_days, "sessions = \"= 3 / 1 day\"") == 780); // were those of 7 days a week
  CHECK(held(working_days, "sessions = \"= clinics / 24 h\"", "[parameter.clinics]\nis = 3") == 780);
  CHECK(held(working_days, "sessions = \"= 2 * clinics\"", "[parameter.clinics]\nis = \"3 per day\"") ==
        1'560);
  CHECK(held(working_days, "sessions = \"= 14 / 7 days\"") == 728);
}

TEST_CASE("hours and weekdays that lie wholly in closed time are a fault", "[compile]") {
  const auto faults_of = [](const std::string& shares) {
    const auto text =
        arrivals(working_days, "rate = \"70 per week\"\nduring = \"open\"\n" + shares, "4 weeks");
    return ScenarioFolder({{"now.toml", text}}).faults();
  };
  const std::string night = "hours = [0.5,0.5,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]";
  const auto told = Catch::Contains("nobody ever comes from source 'people': the calendar 'open' is closed");
  CHECK_THAT(faults_of(night), told && Catch::Contains("hours = [0.5"));
  CHECK_THAT(faults_of("pattern = { Sat = 0.5, Sun = 0.5 }"), told);
}

TEST_CASE("some hours and weekdays that lie in closed time are warned of, with where their people go",
          "[compile]") {
  const auto told = [](const std::string& shares, const std::string& calendar = working_days) {
    return ScenarioFolder(
               {{"now.toml",
                 arrivals(calendar, "rate = \"70 per week\"\nduring = \"open\"\n" + shares, "4 weeks")}})
        .faults();
  };
  const auto hours = [](const std::string& of_night, const std::string& of_day) {
    std::string text = "hours = [" + of_night;
    for (int hour = 1; hour < 24; ++hour)
      text += hour == 9 ? ", " + of_day : hour == 3 ? ", " + of_night : ", 0";
    return text + "]\n";
  };
  const std::string lets_nobody = "the calendar 'open' lets nobody from source 'people' come ";
  const auto weekend = told("pattern = { Fri = 0.5, Sat = 0.3, Sun = 0.2 }");
  CHECK(says(weekend, lets_nobody + "on Sat, Sun: the share of that goes to the other weekdays"));
  CHECK(says(weekend, ": warning: "));
  CHECK(told("pattern = { Fri = 1, Sat = 0 }").empty());
  CHECK(told(hours("0", "1")).empty());
  CHECK(says(told(hours("0.2", "0.6")), lets_nobody +
                                            "in the hours from 0:00, 3:00: the share of that goes to the "
                                            "open hours of the week"));
  CHECK(says(told(hours("0.2", "0.6") + "pattern = { Fri = 1 }"), "the open hours of the same day"));
  // Open for a part of the hour, or on one weekday, is open; on a weekday on which nobody comes it is not.
  const std::string late = R"(open = ["Mon-Fri 08:00-18:00", "Sat 00:30-04:00"])";
  CHECK(told(hours("0.2", "0.6"), late).empty());
  CHECK(says(told(hours("0.2", "0.6") + "pattern = { Fri = 1 }", late), "0:00, 3:00"));
  // An open weekday none of whose open hours has a share.
  CHECK(says(told(hours("0", "1") + "pattern = { Fri = 0.5, Sat = 0.5 }", late), "on Sat"));
}

TEST_CASE("the share of a closed weekday is that of the others", "[compile]") {
  const std::string source = "rate = \"700 per week\"\nduring = \"open\"\npattern = { Mon = 0.2, Sat = 0.8 }";
  // All 700 on Monday, within four standard deviations.
  CHECK(came(working_days, source, "1 day") == Approx(700).margin(4 * std::sqrt(700)));
  CHECK(came(working_days, source, "7 days") == Approx(700).margin(4 * std::sqrt(700)));
}

TEST_CASE("sessions a number of days apart are held when their day opens", "[compile]") {
  CHECK(held(working_days, "every = \"7 days\"") == 52); // Mondays, from the first; none was held at midnight
  CHECK(held(working_days, "sessions = \"every 7 days\"") == 52);
  CHECK(held(working_days, "every = \"1 day\"") == 260); // those of 52 weekends are lost
  CHECK(held(working_days, "every = \"12 h\"") == 260);  // at noon; those of midnight are lost
  const auto later =
      held("open = [\"Mon-Fri 08:00-18:00\"]\nyearly = [\"5 Jan to 18 Jan\"]", "every = \"7 days\"");
  CHECK(later == 2); // 5 and 12 January
}

TEST_CASE("the hour after midnight has its share at whatever time of day a run starts", "[compile]") {
  const std::string first_hour = "rate = \"100 per day\"\nhours = [1" + [] {
    std::string others;
    for (int hour = 1; hour < 24; ++hour) others += ", 0";
    return others;
  }() + "]";
  const double expected = 100.0 * 364;
  for (const auto* time : {"T07:00:00", "T13:40:00", "T23:59:59"}) {
    auto text = arrivals(working_days, first_hour, "364 days");
    const std::string date = "2026-01-05";
    text.insert(text.find(date) + date.size(), time);
    const double all = figure(ScenarioFolder({{"now.toml", text}}).run(), "all");
    CHECK(std::abs(all - expected) < 4 * std::sqrt(expected)); // a Poisson count
  }
}

TEST_CASE("a pace of more sessions than a run has room for is a fault at once", "[compile]") {
  for (const auto* pace :
       {"sessions = \"7e9 per week\"", "sessions = \"7e300 per day\"", "every = \"1e-9 days\""}) {
    const auto faults =
        ScenarioFolder({{"now.toml", arrivals("open = [\"Mon-Fri\"]",
                                              "at = [\"day 1\"]\n[resource.diary]\nkind = \"diary\"\n" +
                                                  std::string(pace),
                                              "364 days")}})
            .faults();
    CHECK(faults.find("a diary has at most 20 million sessions in a run") != std::string::npos);
  }
}
