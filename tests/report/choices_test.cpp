// What the scenario chooses for the page, clocks of hours, histograms, capacity and the left shift.
#include "report/report.hpp"

#include "engine/results/length_words.hpp"
#include "report/format.hpp"
#include "report/readable.hpp"
#include "report/select.hpp"
#include "report/targets.hpp"
#include "tests/report/page_checks.hpp"
#include "tests/report/sample_results.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace carepath;

namespace {

/// Two variants, so that few charts are drawn.
Results two_variants() {
  auto results = sample_results();
  results.variants.resize(2);
  results.differences.resize(1);
  std::erase_if(results.paired, [](const auto& row) { return row.variant != "cats"; });
  return results;
}

Results smallest() {
  Results results;
  results.variants.resize(1);
  results.variants[0].name = "only";
  return results;
}

std::string section(const std::string& page, const std::string& id) {
  const auto at = page.find("<section id=\"" + id + "\"");
  return at == std::string::npos ? "" : page.substr(at, page.find("</section>", at) - at);
}

} // namespace

TEST_CASE("the findings are about the figures the scenario chose") {
  auto results = two_variants();
  const auto before = section(report_html(results), "findings");
  for (const auto& row : results.kpis)
    if (row.group.empty()) results.headline = {row.name};
  REQUIRE_FALSE(results.headline.empty());
  const auto after = section(report_html(results), "findings");
  CHECK(after != before);
}

TEST_CASE("a list is said to be shorter only where it is known to be one") {
  const std::string words = "The list is shorter and yet a smaller share is within the standard";
  auto results = two_variants(); // a list of 1,636 instead of 2,718, a share of 33% instead of 60%
  CHECK(times_found(report_html(results), words) == 1);
  auto& list = results.kpis[report::list_kpi(results).value()];
  REQUIRE(list.name == "list");
  list.name = results.series[0].name = "ward";
  list.title = "In the specialist ward";
  CHECK_FALSE(report::list_kpi(results).has_value());
  const auto page = report_html(results);
  CHECK(page.find(words) == std::string::npos);
  CHECK(page.find("taking short waiters off a list") == std::string::npos);
  list.title = "Waiters";
  CHECK(report::list_kpi(results).has_value());
  results.series.clear(); // then it is a count of events
  CHECK_FALSE(report::list_kpi(results).has_value());
}

TEST_CASE("what waits is the list, wherever it stands among what is counted") {
  auto results = two_variants();
  KpiRow listed{"listed", "Patients listed", "number", "", "", "", "", false, 0, false};
  results.kpis.insert(results.kpis.begin(), listed);
  for (auto& variant : results.variants)
    variant.estimates.insert(variant.estimates.begin(), Estimate{400, 390, 410});
  auto& changes = results.differences[0].estimates;
  changes.insert(changes.begin(), Estimate{-185, -206, -164});
  changes[report::list_kpi(results).value()] = {900, 800, 1000};
  const auto findings = section(report_html(results), "findings");
  CHECK(findings.find("The list is shorter") == std::string::npos);
  CHECK(findings.find("Waiting list: 1,636 patients") != std::string::npos);
  CHECK(findings.find("Patients listed") == std::string::npos);
}

TEST_CASE("gains name the clock and the change that counts on it") {
  auto results = two_variants();
  for (auto& row : results.paired) {
    row.clock_title = "Emergency department";
    row.noticed_days = 15.0 / 1440;
  }
  const auto page = report_html(results);
  CHECK(
      page.find("Clock “rtt” (Emergency department): a change of less than 15 minutes counts as the same") !=
      std::string::npos);
  CHECK(page.find("wait at least 15 minutes less") != std::string::npos);
  CHECK(page.find("a week less") == std::string::npos);
}

TEST_CASE("the time taken is drawn where there is enough to draw") {
  auto results = two_variants();
  CHECK(section(report_html(results), "waits").empty());
  results.histograms = {{"wait", "Wait for theatre", {0, 1, 2, 3, 4, 5, INFINITY}}};
  for (auto& variant : results.variants) variant.histograms = {{5, 4, 3, 2, 1, 0}};
  const auto waits = section(report_html(results), "waits");
  CHECK(times_found(waits, "<svg") == 2);
  CHECK(waits.find("15 people, the largest number, 5.0, at 0 days.") != std::string::npos);
  for (auto& variant : results.variants) variant.histograms = {{5, 0, 0, 0, 0, 0}};
  CHECK(section(report_html(results), "waits").empty());
}

TEST_CASE("a chart of times names the commonest, which need not be that of most") {
  auto results = two_variants();
  HistogramRow row{"wait", "Wait", {}};
  for (int week = 0; week <= 5; ++week) row.edges.push_back(7 * week);
  results.histograms = {row};
  results.variants[0].histograms = {{209.6, 120, 60, 30, 10.4}};
  results.variants[1].histograms = {{3, 4.5, 0, 0, 0}};
  const auto waits = section(report_html(results), "waits");
  CHECK(waits.find("430 people, the largest number, 210, at 0 weeks.") != std::string::npos);
  CHECK(waits.find("7.5 people, the largest number, 4.5, at 1 week.") != std::string::npos);
  CHECK(waits.find("most of them") == std::string::npos);
  results.variants[1].histograms = {{0, 0, 0, 0, 0}};
  CHECK(section(report_html(results), "waits").find("0 people.") != std::string::npos);
}

TEST_CASE("capacity is freed, released or stranded, in words") {
  auto results = two_variants();
  CHECK(section(report_html(results), "capacity").empty());
  CapacityRow row{"cats", "current", "ward_bed", "bed days", 70, 56, 90, 90, 14, 12, 16};
  row.stranded = 14;
  row.stranded_low = 12;
  row.stranded_high = 16;
  results.capacity = {row};
  CHECK(section(report_html(results), "capacity").find("100.0% of what is freed is still paid for") !=
        std::string::npos);
  results.capacity[0].released = results.capacity[0].released_low = results.capacity[0].released_high = 20;
  results.capacity[0].stranded = 0;
  CHECK(section(report_html(results), "capacity").find("all that is freed is released") != std::string::npos);
}

TEST_CASE("of a single replication no change in use is denied") {
  auto results = two_variants();
  const double none = std::nan("");
  CapacityRow row{"cats", "current", "doc", "slots", 30, 25, 30, 30, 5, none, none};
  row.released_low = row.released_high = none;
  row.stranded = 5;
  row.stranded_low = row.stranded_high = none;
  results.capacity = {row};
  const auto single = section(report_html(results), "capacity");
  CHECK(single.find("too few replications to say") != std::string::npos);
  CHECK(single.find("no clear change") == std::string::npos);
  results.capacity[0].freed_low = -1;
  results.capacity[0].freed_high = 11;
  CHECK(section(report_html(results), "capacity").find("no clear change in use") != std::string::npos);
}

TEST_CASE("the left shift stands in two tables") {
  auto results = two_variants();
  CHECK(section(report_html(results), "left-shift").empty());
  results.shifts = {
      {"cats", "current", "removed", "acute", "bed days", "", "", -14, -16, -12, -1, std::nan("")},
      {"cats", "current", "appears", "home", "cost", "visit", "Home visits", 700, 600, 800, 50,
       std::nan("")}};
  const auto shift = section(report_html(results), "left-shift");
  CHECK(times_found(shift, "<table>") == 2);
  CHECK(shift.find("£50.00") != std::string::npos);
  CHECK(shift.find("Home visits") != std::string::npos);
}

TEST_CASE("what moves into hospital is not said to leave it") {
  auto results = two_variants();
  const double none = std::nan("");
  results.shifts = {
      {"cats", "current", "appears", "acute", "bed days", "", "", 14, 12, 16, none, none},
      {"cats", "current", "removed", "home", "visits", "nurse", "Nurse", -7, -8, -6, none, none}};
  const auto shift = section(report_html(results), "left-shift");
  CHECK(shift.find("Leaves hospital") == std::string::npos);
  CHECK(shift.find("Appears in hospital") != std::string::npos);
  CHECK(shift.find("Leaves other settings") != std::string::npos);
}

TEST_CASE("a band is too close to call at either end") {
  KpiRow row;
  row.unit = "share";
  row.has_target = true;
  row.target = 0.85;
  row.target_high = 0.92;
  CHECK(target_status(row, Estimate{0.88, 0.87, 0.89}) == TargetStatus::met);
  CHECK(target_status(row, Estimate{0.95, 0.94, 0.96}) == TargetStatus::not_met);
  CHECK(target_status(row, Estimate{0.80, 0.79, 0.81}) == TargetStatus::not_met);
  CHECK(target_status(row, Estimate{0.92, 0.90, 0.94}) == TargetStatus::too_close);
  CHECK(report::target_words(row) == "85% to 92%");
}

TEST_CASE("small figures are read in a finer unit") {
  CHECK(report::figure(0.01, "days") == "14.4 minutes");
  CHECK(report::figure(0.004, "number") == "0.0040");
  CHECK(report::figure(0.3821, "number") == "0.38");
  CHECK(report::figure(3.21, "number") == "3.2");
  CHECK(report::figure(0.00004, "per week") == "0.000040 per week");
  CHECK(noticed_words(7) == "a week");
  CHECK(noticed_words(1.0 / 24) == "an hour");
  CHECK(noticed_words(15.0 / 1440) == "15 minutes");
  CHECK(noticed_words(3) == "3 days");
}

TEST_CASE("a target that is just missed is not told by a figure that reads as the target") {
  KpiRow row;
  row.unit = "share";
  row.has_target = true;
  row.target = 1;
  const Estimate missed{0.9997, 0.9996, 0.9998};
  REQUIRE(target_status(row, missed) == TargetStatus::not_met);
  CHECK(report::figure(missed, row) == "99.97%");
  CHECK(report::limits(missed, row) == "99.96 to 99.98");
  CHECK(report::figure({1, 1, 1}, row) == "100.0%");
  CHECK(report::figure({0.61, 0.6, 0.62}, row) == "61.0%"); // missed by enough to see
  row.target = 0.9999999;
  CHECK(report::figure({0.9997, 0.9996, 0.9998}, row) == "99.97%");
}

TEST_CASE("a mean and its limits are read in a unit that suits the largest of them") {
  const Estimate slight{0.01, -2, 2.02};
  CHECK(report::signed_figure(slight, "weeks") == "+0.010 weeks");
  CHECK(report::limits(slight, "weeks") == "−2.000 to 2.020");
  CHECK(report::with_limits({0.01, 0.009, 0.011}, "hours") == "36.0 seconds (32.4 to 39.6)");
  CHECK(report::with_limits({0, -0.3, 0.3}, "days") == "0.00 days (−0.30 to 0.30)");
}

TEST_CASE("both ends of a band are marked, also by group") {
  KpiRow row;
  row.unit = "share";
  CHECK(target_bounds(row).empty());
  row.has_target = true;
  row.target = 0.85;
  CHECK(target_bounds(row) == std::vector{0.85});
  row.target_high = 0.92;
  CHECK(target_bounds(row) == std::vector{0.85, 0.92});
  auto results = two_variants();
  for (auto& kpi : results.kpis)
    if (!kpi.group.empty() && kpi.unit == "share") {
      kpi.has_target = true;
      kpi.target = 0.31;
      kpi.target_high = 0.79;
    }
  const auto equity = section(report_html(results), "equity");
  CHECK(equity.find("target 31%") != std::string::npos);
  CHECK(equity.find("target 79%") != std::string::npos);
}

TEST_CASE("a length of time is written in the unit that tells it") {
  CHECK(length_words(364) == "52 weeks");
  CHECK(length_words(365) == "365 days");
  CHECK(length_words(7) == "7 days");
  CHECK(length_words(1) == "1 day");
  CHECK(length_words(0) == "0 days");
  CHECK(length_words(100.0 / 24) == "100 hours");
  CHECK(length_words(365.25) == "365.25 days");
  CHECK(length_words(10.0 / 1440) == "10 minutes");
  CHECK(length_words(1.0 / 3 + 1e-5) == "0.33 days");
  auto results = smallest();
  results.length_days = 100.0 / 24;
  results.warm_up_days = 0.5;
  const auto page = report_html(results);
  CHECK(page.find("100 hours from") != std::string::npos);
  CHECK(page.find("<dt>Warm-up</dt><dd>0.5 days</dd>") != std::string::npos);
}

TEST_CASE("a run of a day has its rows by the hour, and none reads as another") {
  auto results = two_variants();
  REQUIRE(results.times.size() > 24);
  for (std::size_t at = 0; at < results.times.size(); ++at)
    results.times[at] = static_cast<double>(at) / static_cast<double>(results.times.size() - 1);
  const auto figures = section(report_html(results), "main-figure");
  CHECK(figures.find("Hours from") != std::string::npos);
  CHECK(figures.find(">Hour</th>") != std::string::npos);
  CHECK(figures.find(">24.0") != std::string::npos);
  CHECK(figures.find("Week") == std::string::npos);
}

TEST_CASE("waits of minutes are told in minutes on the map and in its table") {
  auto results = two_variants();
  for (auto& variant : results.variants)
    for (auto& node : variant.nodes) node.mean_wait_days = 6.0 / 1440;
  const auto pathways = section(report_html(results), "pathways");
  CHECK(pathways.find("wait 6.0 minutes") != std::string::npos);
  CHECK(pathways.find("mean wait 6.0 minutes") != std::string::npos);
  CHECK(pathways.find(">6.0 minutes<") != std::string::npos);
}

TEST_CASE("a gap says in how many replications both groups have people") {
  Results results;
  results.kpis.resize(2);
  VariantResult variant;
  variant.replications = 3;
  variant.values = {1, 2, 3, 4, NAN, 5};
  CHECK(report::basis_of_gap(results, variant, 0).empty());
  CHECK(report::basis_of_gap(results, variant, 1) == "in 2 of 3 replications: both groups have people");
  variant.values = {1, 2, 3, NAN, NAN, NAN};
  CHECK(report::basis_of_gap(results, variant, 1).empty()); // there is none to explain
}

TEST_CASE("the capacity of a stock is told by the week, and what that is") {
  auto results = smallest();
  results.variants[0].resources = {{"dose", "units", "", 7.7, 0.909, 0.9, 0, 0}};
  const std::string note = "The capacity of a stock is what is there at the start and what is delivered";
  const auto units = section(report_html(results), "resources");
  CHECK(units.find(">7.7<") != std::string::npos);
  CHECK(units.find(note) == std::string::npos);
  results.variants[0].resources[0].kind = "stock";
  const auto stock = section(report_html(results), "resources");
  CHECK(stock.find(">7.7 a week<") != std::string::npos);
  CHECK(stock.find(note) != std::string::npos);
}

TEST_CASE("the page holds figures against their targets, and says who answers for them") {
  auto results = two_variants();
  for (auto& row : results.kpis) row.has_target = false;
  CHECK(section(report_html(results), "targets").empty());
  auto& row = results.kpis.front();
  row.has_target = true;
  row.target_at_most = false;
  row.target = results.variants[0].estimates[0].mean * 2;
  row.owner = "Trust <b>";
  row.source = "Standard [R 2]";
  const auto missed = section(report_html(results), "targets");
  CHECK(missed.find("✗ missed by ") != std::string::npos);
  CHECK(missed.find("Trust &lt;b&gt;") != std::string::npos);
  CHECK(missed.find("Standard [R 2]") != std::string::npos);
  results.kpis.front().target = results.variants[0].estimates[0].mean / 2;
  CHECK(section(report_html(results), "targets").find("to spare") != std::string::npos);
}

TEST_CASE("the page has value for money where it is asked for") {
  auto results = two_variants();
  CHECK(section(report_html(results), "value-for-money").empty());
  WorthRow first{
      "life", "A life <i>", results.variants[0].name, "", "deaths", "spending", "patients", false, 20000, ""};
  first.is_on_front = true;
  WorthRow second = first;
  second.variant = results.variants[1].name;
  second.against = first.variant;
  second.is_on_front = false;
  second.ruled_out_by = first.variant;
  second.spent = 5, second.spent_low = 4, second.spent_high = 6;
  second.gained = -2, second.gained_low = -3, second.gained_high = -1;
  second.pounds_per_one = second.per_one_low = second.per_one_high = std::nan("");
  second.worse = 9, second.observations = 10;
  results.worths = {first, second};
  const auto html = section(report_html(results), "value-for-money");
  CHECK(html.find("worse and dearer") != std::string::npos);
  CHECK(html.find("is better value") != std::string::npos);
  CHECK(html.find("9 of 10") != std::string::npos);
  CHECK(html.find("<i>") == std::string::npos);
}
