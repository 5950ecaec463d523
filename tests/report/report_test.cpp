// The page as a whole: sections, structure, safety, and what it may and may not claim.
#include "report/report.hpp"

#include "tests/report/page_checks.hpp"
#include "tests/report/sample_results.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace carepath;

namespace {

const std::string& sample_page() {
  static const std::string page = report_html(sample_results());
  return page;
}

/// A small study: one variant, nothing but the names.
Results smallest_results() {
  Results results;
  results.title = "Small";
  results.variants.resize(1);
  results.variants[0].name = "only";
  return results;
}

constexpr const char* hostile = "</title><script>alert(`touch x`)</script>\"' & \\ %s $(id) {0}";

std::filesystem::path own_folder(const std::string& name) {
  auto folder =
      std::filesystem::temp_directory_path() / ("carepath-report-test-" + name + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

} // namespace

TEST_CASE("the report holds every section in reading order") {
  const auto& page = sample_page();
  std::size_t last = 0;
  for (const char* id :
       {"findings", "pathways", "main-figure", "figures", "gains", "week-bands", "equity", "settings",
        "resources", "about", "assumptions", "changes", "certainty", "stress", "reproduce"}) {
    INFO(id);
    const auto at = page.find("<section id=\"" + std::string(id) + "\"");
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  CHECK(page.find("<section id=\"no-such-section\"") == std::string::npos);
}

TEST_CASE("the report says what the scenario says of itself") {
  const auto& page = sample_page();
  for (const char* words : {"About this model", "A. Analyst; B. Approver", "1.2 &lt;b&gt;"})
    CHECK(page.find(words) != std::string::npos);
  CHECK(page.find("1.2 <b>") == std::string::npos);
  auto results = sample_results();
  results.about.clear();
  CHECK(report_html(results).find("id=\"about\"") == std::string::npos);
}

TEST_CASE("the report needs no network and runs no script") {
  const auto& page = sample_page();
  CHECK(page.find("http:") == std::string::npos);
  CHECK(page.find("https:") == std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("<link") == std::string::npos);
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("@import") == std::string::npos);
}

TEST_CASE("identifiers are unique and every reference inside the page finds its target") {
  const auto& page = sample_page();
  const auto ids = attribute_values(page, "id");
  CHECK(all_different(ids));
  const std::set<std::string> known(ids.begin(), ids.end());
  for (const auto& link : attribute_values(page, "href")) {
    INFO(link);
    REQUIRE(link.starts_with("#"));
    CHECK(known.contains(link.substr(1)));
  }
  for (const auto& label : attribute_values(page, "aria-labelledby"))
    CHECK(known.contains(label.substr(0, label.find(' '))));
  CHECK_FALSE(all_different({"a", "b", "a"}));
}

TEST_CASE("headings are nested and elements are balanced") {
  CHECK(well_nested(heading_levels(sample_page())));
  CHECK_FALSE(well_nested({1, 2, 4}));
  CHECK_FALSE(well_nested({1, 2, 1}));
  auto body = sample_page();
  const auto style = body.find("<style>");
  body.erase(style, body.find("</style>") + 8 - style);
  CHECK(balanced(body));
  CHECK_FALSE(balanced("<p><b></p></b>"));
}

TEST_CASE("every drawing has a role, a title and a description") {
  const auto& page = sample_page();
  const auto drawings = times_found(page, "<svg");
  CHECK(drawings > 20);
  CHECK(times_found(page, "<svg role=\"img\"") == drawings);
  CHECK(times_found(page, "<title id=\"figure-") == drawings);
  CHECK(times_found(page, "<desc id=\"figure-") == drawings);
  CHECK(times_found(page, "<title") == drawings + 1); // and the page's own
}

TEST_CASE("every table has a caption and scoped headings") {
  const auto& page = sample_page();
  const auto tables = times_found(page, "<table>");
  CHECK(tables > 20);
  CHECK(times_found(page, "<caption>") == tables);
  CHECK(times_found(page, "<th>") == 0);
  CHECK(times_found(page, "<th ") == times_found(page, "<th scope=\""));
}

TEST_CASE("hostile scenario text is shown, never obeyed") {
  auto results = sample_results();
  results.title = results.question = hostile;
  for (auto& variant : results.variants) {
    variant.title = variant.title + hostile;
    variant.what_changes.assign(1, hostile);
    for (auto& node : variant.nodes) node.title = node.setting = hostile;
    for (auto& resource : variant.resources) resource.name += hostile;
  }
  for (auto& row : results.about) row.title = row.text = hostile;
  for (auto& kpi : results.kpis) kpi.title = kpi.group_value = kpi.unit = hostile;
  for (auto& series : results.series) series.title = series.unit = hostile;
  for (auto& paired : results.paired) paired.group = paired.group.empty() ? "" : hostile;
  results.scenario_texts = {{hostile, hostile}};
  const auto page = report_html(results);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("&lt;script&gt;alert") != std::string::npos);
  CHECK(all_different(attribute_values(page, "id")));
  CHECK_FALSE(std::filesystem::exists("x"));
}

TEST_CASE("a difference whose limits include zero is not claimed") {
  auto results = sample_results();
  results.kpis.resize(1);
  results.variants.resize(2);
  results.paired.clear();
  results.differences.resize(1);
  results.differences[0].estimates = {{0.02, -0.01, 0.05}};
  const auto unclear = report_html(results);
  CHECK(unclear.find("No clear difference from “Today&#39;s pathway”") != std::string::npos);
  CHECK(unclear.find("That is") == std::string::npos);

  results.differences[0].estimates = {{0.02, 0.01, 0.03}};
  const auto clear = report_html(results);
  CHECK(clear.find("That is 2.0 percentage points more than “Today&#39;s pathway”") != std::string::npos);

  const double none = std::nan("");
  results.differences[0].estimates = {{0.02, none, none}};
  const auto single = report_html(results);
  CHECK(single.find("too few replications to say") != std::string::npos);
  CHECK(single.find("That is") == std::string::npos);
}

TEST_CASE("clocks other than the first wait behind a line for the reader to open") {
  auto results = sample_results();
  CHECK(sample_page().find("Other clocks") == std::string::npos);
  auto second = results.paired.front();
  second.clock = "to_decision";
  results.paired.push_back(second);
  const auto page = report_html(results);
  CHECK(times_found(page, "<summary>Other clocks: “to decision”</summary>") == 1);
  CHECK(times_found(page, "compared with") == times_found(sample_page(), "compared with"));
  CHECK(times_found(page, "<svg") == times_found(sample_page(), "<svg") + 2);
}

TEST_CASE("an assumption names every pathway that has it") {
  const auto row_of = [](const std::string& path) {
    const auto from = sample_page().find("<code>" + path + "</code>");
    REQUIRE(from != std::string::npos);
    return sample_page().substr(from, sample_page().find("</tr>", from) - from);
  };
  CHECK(row_of("parameter.dna").find("pathway, Triage service only</td>") != std::string::npos);
  CHECK(row_of("parameter.list").find("every variant</td>") != std::string::npos);
}

TEST_CASE("a gap with limits says which group is taken from which") {
  auto results = sample_results();
  CHECK(sample_page().find("q1 (most deprived) minus") == std::string::npos);
  for (const char* name : {"rtt18", "theatre_wait.mean"}) {
    KpiRow row;
    row.name = name;
    row.unit = "share";
    row.group = "deprivation";
    row.group_value = "gap";
    results.kpis.push_back(row);
    for (auto& variant : results.variants) variant.estimates.push_back({-0.03, -0.04, -0.02});
  }
  const auto page = report_html(results);
  CHECK(page.find("−3.0 percentage points (−4.0 to −2.0)<span class=\"change\">q1 (most deprived) minus q5 "
                  "(least deprived)") != std::string::npos);
  CHECK(page.find("two means furthest apart") == std::string::npos);
}

TEST_CASE("a cancelled study and failed replications are announced at the top") {
  auto results = smallest_results();
  CHECK(report_html(results).find("role=\"alert\"") == std::string::npos);
  results.cancelled = true;
  results.variants[0].failed = 2;
  results.variants[0].failures = {"replication 7: a bed was lost"};
  const auto page = report_html(results);
  CHECK(page.find("Stopped early") < page.find("<main"));
  CHECK(page.find("2 replications failed") < page.find("<main"));
  CHECK(page.find("replication 7: a bed was lost") != std::string::npos);
}

TEST_CASE("results with almost nothing in them still make a page") {
  CHECK(report_html(smallest_results()).find("no figure") != std::string::npos);
  CHECK(well_nested(heading_levels(report_html(Results{}))));
}

TEST_CASE("the same results make the same page, byte for byte") {
  CHECK(report_html(sample_results()) == sample_page());
}

TEST_CASE("a report is written whole or not at all") {
  const auto folder = own_folder("write");
  const auto file = folder / "study.html";
  write_report(smallest_results(), file);
  std::ifstream in(file);
  const std::string written{std::istreambuf_iterator<char>(in), {}};
  CHECK(written == report_html(smallest_results()));
  CHECK_FALSE(std::filesystem::exists(folder / "study.html.part"));
  CHECK_THROWS_AS(write_report(smallest_results(), folder / "missing" / "study.html"), ReportError);
  std::filesystem::remove_all(folder);
}
