// Sessions spread over working days.
#include "models/working_time/sessions.hpp"

#include "tests/scenario/reading.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <numeric>

using namespace carepath;
using namespace carepath::test;

namespace {

SessionPlan plan(const std::string& written, double working_share = 1) {
  Diagnostics faults;
  auto read = read_session_plan(node_of(written), context_of(faults));
  CHECK(first_fault(faults) == "no fault");
  read.working_share = working_share;
  return read;
}

Calendar working_days(bool bank_holidays, Date start = {2026, 4, 6}) {
  Calendar calendar(day_number(start));
  for (int day = 0; day < 5; ++day) calendar.open_on(day, {28'800'000, 64'800'000});
  if (bank_holidays) calendar.close_on_bank_holidays();
  return calendar;
}

/// "day x count" of the sessions of the first `days` days.
std::string shown(const SessionPlan& made, const Calendar& calendar, int days) {
  std::string out;
  for (const auto& session : spread_sessions(made, calendar, SimTime::from_days(days)))
    out += fmt::format("{}{}x{}", out.empty() ? "" : " ", session.day, session.count);
  return out;
}

std::int64_t total(const SessionPlan& made, const Calendar& calendar, int days) {
  const auto sessions = spread_sessions(made, calendar, SimTime::from_days(days));
  return std::accumulate(sessions.begin(), sessions.end(), std::int64_t{0},
                         [](auto sum, const auto& session) { return sum + session.count; });
}

} // namespace

TEST_CASE("a week's sessions are dealt evenly over its working days") {
  const auto open = working_days(false);
  CHECK(shown(plan("'20 per week'"), open, 7) == "0x4 1x4 2x4 3x4 4x4");
  CHECK(shown(plan("'8 per week'"), open, 7) == "0x2 1x2 2x1 3x2 4x1");
  CHECK(shown(plan("'2 per week'"), open, 14) == "0x1 2x1 7x1 9x1");
  CHECK(shown(plan("'1.5 per week'"), open, 21) == "0x1 7x1 9x1 14x1");
  CHECK(shown(plan("'8 per week'"), open, 7) != "0x2 1x2 2x2 3x2 4x0"); // a companion that must differ
}

TEST_CASE("sessions start when the day opens and those on closed days are lost") {
  const auto closed = working_days(true);
  const auto sessions = spread_sessions(plan("'20 per week'"), closed, SimTime::from_days(7));
  REQUIRE(sessions.size() == 4); // Easter Monday is lost, not moved
  CHECK(sessions[0] == Session{SimTime{milliseconds_per_day + 28'800'000}, 1, 4});
}

TEST_CASE("a run that starts in mid-week begins with the rest of that week") {
  CHECK(shown(plan("'5 per week'"), working_days(false, {2026, 4, 8}), 7) == "0x1 1x1 2x1 5x1 6x1");
}

TEST_CASE("working weeks thin sessions evenly") {
  const auto open = working_days(false);
  CHECK(shown(plan("'5 per week'", 0.5), open, 14) == "1x1 3x1 7x1 9x1 11x1");
  CHECK(total(plan("'20 per week'", 42.0 / 52), open, 52 * 7) == 840);
  CHECK(total(plan("'9 per week'", 50.0 / 52), open, 52 * 7) == 450);
  CHECK(total(plan("'20 per week'", 1), open, 52 * 7) == 1040);
}

TEST_CASE("the pace may change at dates") {
  const auto open = working_days(false);
  const auto changing =
      plan("[{ until = 'week 1', is = '10 per week' }, { until = 2026-04-20, is = 0 }, { is = '5 per "
           "week' }]");
  REQUIRE(changing.pieces.size() == 3);
  CHECK(shown(changing, open, 21) == "0x2 1x2 2x2 3x2 4x2 14x1 15x1 16x1 17x1 18x1");
  CHECK(shown(plan("[{ from = 'day 2', until = 'day 4', is = '10 per week' }, { is = '5 per week' }]"), open,
              7) == "0x1 1x1 2x2 3x2 4x1");
}

TEST_CASE("sessions per day and spaced sessions") {
  const auto open = working_days(false);
  CHECK(shown(plan("'3 per day'"), open, 7) == "0x3 1x3 2x3 3x3 4x3");
  CHECK(shown(plan("'3 a day'"), open, 7) == "0x3 1x3 2x3 3x3 4x3");
  CHECK(shown(plan("'3/day'"), open, 7) == "0x3 1x3 2x3 3x3 4x3");
  CHECK(shown(plan("'0.5 per day'"), open, 14) == "1x1 3x1 7x1 9x1 11x1");
  const Calendar always(day_number({2026, 4, 6}));
  const auto spaced = spread_sessions(plan("'every 0.7778 days'"), always, SimTime::from_days(3));
  REQUIRE(spaced.size() == 4);
  CHECK(spaced[3].start == SimTime::from_days(3 * 0.7778));
}

TEST_CASE("wrong sessions say what was expected") {
  const auto fault = [](const std::string& written) {
    Diagnostics faults;
    static_cast<void>(read_session_plan(node_of(written), context_of(faults)));
    return first_fault(faults);
  };
  const std::string hint = " | such as \"20 per week\", \"3 per day\" or \"every 2 days\"";
  CHECK(fault("20") == "20 does not say how often sessions are held" + hint);
  CHECK(fault("'-3 per week'") == "\"-3 per week\" does not say how often sessions are held" + hint);
  CHECK(fault("'every now'") == "\"every now\" does not say how often sessions are held" + hint);
  CHECK(fault("[{ untill = 'week 1', is = '3 per day' }]") ==
        "an entry of sessions has no 'untill' | did you mean 'until'?");
  CHECK(fault("[{ until = 'week 1' }]") ==
        "expected a table with 'is' | such as { until = \"week 64\", is = \"10 per week\" }");
}

TEST_CASE("a great many sessions a day are counted, not gone through") {
  SessionPlan plan{{{0, {SessionPace::Unit::per_day, 2e9}}}, 0.5};
  const auto sessions = spread_sessions(plan, Calendar(0), SimTime::from_days(2));
  REQUIRE(sessions.size() == 2);
  CHECK(sessions[0].count == 1'000'000'000);
  CHECK(sessions[1].count == 1'000'000'000);
}
