// The page of a sweep: its axes, cells and break-even line on made-up points whose answers are known, and its
// sections.
#include "report/report.hpp"
#include "report/sweep_grid.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fmt/format.h>

using namespace carepath;
using namespace carepath::report;

namespace {

/// A share that is (beds + 10 x lists) / 100, at every combination of so many lists, beds and sites.
Results made_up_sweep(int lists, int beds, int sites = 1) {
  Results results;
  results.title = "Sizes of a hub";
  results.start_date = "2026-04-06";
  results.length_days = 728;
  results.replications = 2;
  results.coordinates = {
      {"lists", "resource.list.capacity"}, {"beds", "resource.bed.capacity"}, {"site", "site"}};
  KpiRow share{"share", "Within 18 weeks", "share", "share", "", "", "", true, 0.5};
  KpiRow cost{"cost", "Cost", "£", "£", "", "", "", false};
  results.kpis = {share, cost};
  for (int list = 1; list <= lists; ++list)
    for (int bed = 0; bed < beds; ++bed)
      for (int site = 0; site < sites; ++site) {
        VariantResult variant;
        variant.name = fmt::format("lists={},beds={},site={}", list, bed, site);
        variant.coordinates = {fmt::format("{} per week", list), fmt::format("{}", bed),
                               site == 0 ? "here" : "<hub>"};
        variant.replications = 2;
        const double mean = (bed + 10.0 * list) / 100;
        variant.estimates = {{mean, mean - 0.01, mean + 0.01}, {1000.0 * list, 990.0 * list, 1010.0 * list}};
        results.variants.push_back(variant);
      }
  return results;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// The first picture of a page.
std::string picture(const std::string& html) {
  const auto from = html.find("<svg");
  return html.substr(from, html.find("</svg>") - from);
}

} // namespace

TEST_CASE("the coordinates drawn are those along which the figure changes most") {
  const auto axes = strongest_axes(made_up_sweep(5, 4, 2), 0);
  REQUIRE(axes.size() == 2);
  CHECK(axes[0].name == "lists, per week");
  CHECK(axes[0].cells == std::vector<std::string>{"1", "2", "3", "4", "5"});
  CHECK(axes[0].numbers == std::vector<double>{1, 2, 3, 4, 5});
  CHECK(axes[1].name == "beds");
}

TEST_CASE("a coordinate that does not vary is no axis, and one with many numbers is cut into parts") {
  const auto results = made_up_sweep(1, 40);
  CHECK_FALSE(sweep_axis(results, 0).has_value());
  const auto axis = sweep_axis(results, 1);
  REQUIRE(axis.has_value());
  CHECK(axis->cut);
  CHECK(axis->cells.size() == 8);
  CHECK(axis->cell_of.front() == 0);
  CHECK(axis->cell_of.back() == 7);
}

TEST_CASE("numbers of different units are not put in order by the bare number") {
  auto results = made_up_sweep(3, 1);
  const auto cells_of = [&](const std::vector<std::string>& levels) {
    for (std::size_t at = 0; at < levels.size(); ++at) results.variants[at].coordinates[0] = levels[at];
    return sweep_axis(results, 0).value().cells;
  };
  CHECK(cells_of({"30 min", "1 h", "2 h"}) == std::vector<std::string>{"30 min", "1 h", "2 h"});
  CHECK(cells_of({"3 days", "1 day", "2 days"}) == std::vector<std::string>{"1 day", "2 days", "3 days"});
  CHECK(cells_of({"1e-1", "0.5", "1e-3"}) == std::vector<std::string>{"1e-3", "1e-1", "0.5"});
}

TEST_CASE("a cell is the mean of its points, and an empty one is nothing") {
  auto results = made_up_sweep(2, 2, 2);
  results.variants.pop_back();
  results.variants.pop_back(); // both sites of the last cell
  const auto axes = strongest_axes(results, 0);
  const auto cells = cell_means(axes[0], axes[1], means_of(results, 0));
  REQUIRE(cells.size() == 4);
  CHECK(cells[0] == Approx(0.10));
  CHECK(cells[1] == Approx(0.20));
  CHECK(cells[2] == Approx(0.11));
  CHECK(std::isnan(cells[3]));
}

TEST_CASE("the line of a level lies where a plane has it") {
  const std::vector<double> plane{0, 1, 2, 1, 2, 3, 2, 3, 4}; // x + y on three by three cells
  const auto line = level_line(plane, 3, {1.5});
  REQUIRE_FALSE(line.empty());
  for (const auto& piece : line)
    for (const auto& [x, y] : piece) CHECK(x + y == Approx(1.5));
  CHECK(level_line(plane, 3, {9}).empty());
  CHECK(passed_at(plane, 3, 1, {1.5}) == std::vector<double>{0.5});
  CHECK(passed_at(plane, 3, 2, {1.5}).empty());
  CHECK(transposed({1, 2, 3, 4, 5, 6}, 3) == std::vector<double>{1, 4, 2, 5, 3, 6});
}

TEST_CASE("a figure that is just at a bound meets it") {
  CHECK(passed_at({20, 50, 60}, 1, 0, {50}) == std::vector<double>{1});
  CHECK(passed_at({20, 50 * (1 + 1e-12), 60}, 1, 0, {50, true}) == std::vector<double>{1}); // sums are so
  CHECK(passed_at({20, 50}, 1, 0, {50, true}).empty());
  CHECK(passed_at({50, 60}, 1, 0, {50}).empty());
}

TEST_CASE("both ends of a band are told, with a line where one is passed") {
  auto results = made_up_sweep(3, 4); // shares of 10% to 33%
  const auto with_band = [&](double low, double high) {
    results.kpis[0].target = low;
    results.kpis[0].target_high = high;
    return report_html(results);
  };
  const auto upper = with_band(0.05, 0.215);
  CHECK(
      upper.find("the orange line is 21.5%, the upper end of the target; nowhere below 5%, the lower end of "
                 "the target.") != std::string::npos);
  CHECK(count(upper, "<caption>Where Within 18 weeks passes") == 1);
  CHECK(upper.find("between 2 and 3") == std::string::npos);             // beds at one list: 10% to 13%
  CHECK(upper.find("between 1 and 2 (about 1.5)") != std::string::npos); // beds at two lists: 20% to 23%
  const auto both = with_band(0.125, 0.215);
  CHECK(both.find("the orange lines are 12.5%, the lower end of the target, and 21.5%, the upper end of the "
                  "target.") != std::string::npos);
  CHECK(count(both, "<caption>Where Within 18 weeks passes") == 2);
  CHECK(picture(both) != picture(upper));
  const auto neither = with_band(0.05, 0.5);
  CHECK(
      neither.find(
          "nowhere below 5%, the lower end of the target; nowhere above 50%, the upper end of the target.") !=
      std::string::npos);
  CHECK(neither.find("Where Within 18 weeks passes") == std::string::npos);
}

TEST_CASE("a target that all points meet is not said to be met nowhere") {
  auto results = made_up_sweep(3, 4); // shares of 10% to 33%
  const auto with_target = [&](double target, bool at_most) {
    results.kpis[0].target = target;
    results.kpis[0].target_at_most = at_most;
    return report_html(results);
  };
  const auto says = [](const std::string& page, const char* words) {
    return page.find(words) != std::string::npos;
  };
  CHECK(says(with_target(0.05, false), "meets the target of 5% everywhere."));
  CHECK(says(with_target(0.5, true), "meets the target of 50% everywhere."));
  CHECK(says(with_target(0.5, false), "nowhere meets the target of 50%."));
  CHECK(says(with_target(0.05, true), "nowhere meets the target of 5%."));
  CHECK(says(with_target(0.1, false), "meets the target of 10% everywhere.")); // the least is just there
  results.kpis[0].target_high = 0.08;
  CHECK(says(with_target(0.05, false), "everywhere above 8%, the upper end of the target."));
}

TEST_CASE("the page of a sweep has heat maps, the frontier, break-even and every point") {
  const auto html = report_html(made_up_sweep(5, 4, 2));
  CHECK(count(html, "<svg") >= 2);
  CHECK(html.find("the orange line is the target of 50%") != std::string::npos);
  CHECK(html.find("8 of 40 points meet all targets") != std::string::npos); // five lists, whatever the rest
  CHECK(html.find("&lt;hub&gt;") != std::string::npos);
  CHECK(html.find("<hub>") == std::string::npos);
  CHECK(html.find("<tr><th scope=\"row\">40</th>") != std::string::npos);
}

TEST_CASE("a sweep of one coordinate is drawn as points, and one of none is listed") {
  CHECK(count(report_html(made_up_sweep(5, 1)), "<svg") >= 1);
  const auto html = report_html(made_up_sweep(1, 1));
  CHECK(html.find("No coordinate of this sweep can be drawn") != std::string::npos);
}

TEST_CASE("where a coordinate is cut into parts, a part is drawn as the mean of its points") {
  auto results = made_up_sweep(1, 40);
  const auto html = report_html(results);
  CHECK(html.find("Each is the mean of the points in each part.") != std::string::npos);
  results.variants[2].estimates[0] = {0.15, 0.14, 0.16}; // the third of the five points of the first part
  CHECK(picture(report_html(results)) != picture(html));
  results.variants[1].estimates[0].mean -= 0.03; // the mean of the part is again what it was
  CHECK(picture(report_html(results)) == picture(html));
}

TEST_CASE("where each point has a level of its own, it is drawn with its limits") {
  auto results = made_up_sweep(5, 1);
  const auto html = report_html(results);
  CHECK(html.find("Each is the mean") == std::string::npos);
  results.variants[2].estimates[0].high += 0.02;
  CHECK(picture(report_html(results)) != picture(html));
}

TEST_CASE("points with different numbers of replications are told as such") {
  auto results = made_up_sweep(1, 3);
  const auto alike = report_html(results);
  CHECK(alike.find("2 replications each") != std::string::npos);
  CHECK(alike.find("<dt>Replications asked for</dt><dd>2</dd>") != std::string::npos);
  results.replications = 50;
  results.variants[0].replications = 30;
  results.variants[1].replications = 50;
  results.variants[2].replications = 19;
  results.variants[2].failed = 1;
  const auto unlike = report_html(results);
  CHECK(unlike.find("20 to 50 replications each") != std::string::npos);
  CHECK(unlike.find("<dt>Replications asked for</dt><dd>20 to 50</dd>") != std::string::npos);
}
