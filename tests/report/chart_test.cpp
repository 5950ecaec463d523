// Charts, figures in words, and the clean-up of drawings, one rule at a time.
#include "report/format.hpp"
#include "report/kpi_row.hpp"
#include "report/plot.hpp"
#include "report/plot_parts.hpp"
#include "report/plot_script.hpp"
#include "report/report.hpp"
#include "report/select.hpp"
#include "report/svg.hpp"
#include "tests/report/sample_results.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace carepath;
using namespace carepath::report;

TEST_CASE("figures are written as people read them") {
  const double none = std::nan("");
  CHECK(figure(0.612, "share") == "61.2%");
  CHECK(figure(0.0035, "share") == "0.35%");
  CHECK(figure(2718.4, "patients") == "2,718 patients");
  CHECK(figure(2718.4, "periods") == "2,718 periods");
  CHECK(figure(31392, "number") == "31,392");
  CHECK(figure(31.2e6, "£") == "£31.20m");
  CHECK(figure(31.2e6, "£ per week") == "£31.20m per week");
  CHECK(figure(1234, "£") == "£1,234");
  CHECK(figure(-40.25, "weeks") == "−40.2 weeks");
  CHECK(figure(none, "weeks") == "–");
  CHECK(plain(-0.001, 1) == "0.0");
  CHECK(round_figure(0.92, "share") == "92%");
  CHECK(round_figure(0.005, "share") == "0.5%");
  CHECK(round_figure(0.9995, "share") == "99.95%");
  CHECK(round_figure(1.0 / 3, "share") == "33.3%");
  CHECK(round_figure(12.5, "patients") == "12.5 patients");
  CHECK(round_figure(1200, "patients") == "1,200 patients");
  CHECK(round_figure(5.0 / 24, "days") == "5 hours");
  CHECK(round_figure(0.25, "days") == "6 hours");
  CHECK(round_figure(293.0 / 60, "hours") == "293 minutes");
  CHECK(round_figure(10.0 / 7, "weeks") == "10 days");
  CHECK(round_figure(1.5, "days") == "1.5 days");
  CHECK(round_figure(18, "weeks") == "18 weeks");
  CHECK(signed_figure(-1820, "patients") == "−1,820 patients");
  CHECK(signed_figure(0.21, "share") == "+21.0 percentage points");
  CHECK(with_limits({0.61, 0.601, 0.623}, "share") == "61.0% (60.1 to 62.3)");
  CHECK(with_limits({0.61, none, none}, "share") == "61.0%");
  CHECK(date_words("2026-04-06") == "6 April 2026");
  CHECK(date_words("soon") == "soon");
}

TEST_CASE("figures are shown in the unit of time people asked for") {
  Results results;
  results.kpis.resize(3);
  results.kpis[0].unit = results.kpis[1].unit = "days";
  results.kpis[0].shown_in = "weeks";
  results.kpis[0].target = 126;
  results.kpis[2].unit = "share";
  results.kpis[2].shown_in = "weeks"; // no duration, so it stays
  results.variants.resize(1);
  results.variants[0].estimates = {{70, 63, 77}, {70, 63, 77}, {0.5, 0.4, 0.6}};
  results.variants[0].values = {63, 77, 63, 77, 0.4, 0.6};
  results.differences = {{"b", "a", {{7, 0, 14}}}};
  const auto shown = in_shown_units(results);
  CHECK(shown.kpis[0].unit == "weeks");
  CHECK(shown.kpis[0].target == 18);
  CHECK(shown.variants[0].estimates[0].mean == 10);
  CHECK(shown.variants[0].estimates[1].mean == 70);
  CHECK(shown.variants[0].values == std::vector<double>{9, 11, 63, 77, 0.4, 0.6});
  CHECK(shown.differences[0].estimates[0].high == 2);
  CHECK(shown.kpis[2].unit == "share");
}

TEST_CASE("a long label takes two lines and is whole up to about 45 characters") {
  CHECK(two_lines("Short", 27) == std::vector<std::string>{"Short"});
  CHECK(two_lines("Hip and knee replacement: today's pathway", 27) ==
        std::vector<std::string>{"Hip and knee replacement:", "today's pathway"});
  CHECK(two_lines("Donaudampfschifffahrtsgesellschaft", 9) == std::vector<std::string>{"Donaudam…"});
  CHECK(two_lines("one two three four", 7) == std::vector<std::string>{"one two", "three …"});
}

TEST_CASE("targets are judged by limits, not by means alone") {
  KpiRow row;
  row.has_target = true;
  row.target = 0.92;
  CHECK(target_status(row, Estimate{0.95, 0.94, 0.96}) == TargetStatus::met);
  CHECK(target_status(row, Estimate{0.93, 0.91, 0.95}) == TargetStatus::too_close);
  CHECK(target_status(row, Estimate{0.80, 0.79, 0.81}) == TargetStatus::not_met);
  row.target_at_most = true;
  CHECK(target_status(row, Estimate{0.95, 0.94, 0.96}) == TargetStatus::not_met);
  CHECK(target_status(row, Estimate{std::nan(""), 0, 0}) == TargetStatus::none);
  CHECK(target_status(row, Estimate{0, 0, 0, 0.37}) == TargetStatus::met);
  row.target = 0.05;
  CHECK(target_status(row, Estimate{0, 0, 0, 0.37}) == TargetStatus::too_close);
  CHECK(target_status(row, Estimate{0, 0, 0, 0.04}) == TargetStatus::met);
  row.target = 0;
  CHECK(target_status(row, Estimate{0, 0, 0, 0.37}) == TargetStatus::met); // no run could show more
}

TEST_CASE("a missing gnuplot is named with the package that brings it") {
  const Plotter plotter("no-such-gnuplot-here");
  LineChart chart;
  chart.at = {0, 1};
  chart.series.push_back({"a", 0, {1, 2}, {}, {}});
  CHECK_THROWS_WITH(plotter.draw(chart).get(),
                    Catch::Contains("gnuplot-nox") && Catch::Contains("no-such-gnuplot-here"));
}

TEST_CASE("a plotting program that fails is reported with its words") {
  CHECK_THROWS_WITH(Plotter("ls").draw(LineChart{}).get(), Catch::Contains("could not draw"));
}

TEST_CASE("text in a chart is drawn as it stands and never expanded") {
  CHECK(in_quotes("it's `id` \n") == "'it''s ’id’  '");
  StackedBars chart;
  chart.categories = {"100% <b>'x' `touch y`", "%s %n"};
  chart.parts.push_back({"a", "#000000", {1, 2}});
  const auto picture = Plotter().draw(chart).get();
  CHECK(picture.find("100% &lt;b>'x' ’touch y’") != std::string::npos);
  CHECK(picture.find("%s %n") != std::string::npos);
}

TEST_CASE("values that are not there leave gaps, not failures") {
  const double none = std::nan("");
  LineChart lines;
  lines.at = {0, 1, 2};
  lines.series.push_back({"all missing", 0, {none, none, none}, {}, {}});
  CHECK(Plotter().draw(lines).get().find("</svg>") != std::string::npos);
  DotPlot dots;
  dots.categories = {"a"};
  dots.series.push_back({"missing", 0, {none}, {none}, {none}});
  CHECK(Plotter().draw(dots).get().find("</svg>") != std::string::npos);
  CHECK(Plotter().draw(StackedBars{}).get().find("</svg>") != std::string::npos);
  CHECK(Plotter().draw(HistogramChart{}).get().find("</svg>") != std::string::npos);
}

TEST_CASE("values that are all alike are drawn") {
  for (const bool percent : {false, true})
    for (const bool from_zero : {false, true})
      for (const double value : {-1e9, -1.0, 0.0, 1e-12, 0.995, 1.0, 1.03, 1.2, 1e9, 1e20}) {
        INFO(value << (percent ? " as a share" : "") << (from_zero ? ", from zero" : ""));
        const Axis axis{"a", percent, from_zero};
        const DotPlot dots{axis, {"r"}, {{"s", 0, {value}, {value}, {value}}}, {{value, "Target"}}};
        CHECK_NOTHROW(Plotter().draw(dots).get());
        const LineChart lines{Axis{}, axis, {0, 1}, {{"s", 0, {value, value}, {}, {}}}, {{value, "Target"}}};
        CHECK_NOTHROW(Plotter().draw(lines).get());
        HeatMap map;
        map.x = map.y = {"a"};
        map.values = {value};
        CHECK_NOTHROW(Plotter().draw(map).get());
      }
}

TEST_CASE("an axis of shares that are all whole has the whole at its upper end") {
  Range range{1, 1.02}; // limits that pass the whole
  const double step = round_out(range, Axis{"a", true, false}, 5);
  CHECK(range.high == 1);
  CHECK(range.low == Approx(0.99));
  CHECK(step > 0);
}

TEST_CASE("an axis ends on whole ticks and a share's axis at the whole") {
  Range range{3, 87};
  CHECK(round_out(range, Axis{}, 5) == 20);
  CHECK(range.low == 0);
  CHECK(range.high == 100);
  Range share{0.2, 1.01};
  Axis percent;
  percent.percent = true;
  round_out(share, percent, 5);
  CHECK(share.high == 1.0);
}

TEST_CASE("a drawing keeps to its own identifiers and shows our title") {
  const auto svg = inline_svg("<?xml?><svg viewBox=\"0 0 9 9\" xmlns=\"n\"><title>Theirs</title><g id=\"a\"/>"
                              "<use xlink:href='#a'/><g fill=\"url(#a)\"/></svg>",
                              "f7", "Ours <1>", "Words");
  CHECK(svg.find("id=\"f7-a\"") != std::string::npos);
  CHECK(svg.find("href='#f7-a'") != std::string::npos);
  CHECK(svg.find("url(#f7-a)") != std::string::npos);
  CHECK(svg.find("Theirs") == std::string::npos);
  CHECK(svg.find("Ours &lt;1&gt;</title>") != std::string::npos);
  CHECK(svg.find("xmlns") == std::string::npos);
  CHECK_THROWS_AS(inline_svg("nothing", "f", "t", "d"), ReportError);
  CHECK_THROWS_AS(inline_svg("<svg viewBox=\"\"><g>", "f", "t", "d"), ReportError);
}

TEST_CASE("the main figures are the first share with a target and the first list") {
  const auto results = sample_results();
  CHECK(results.kpis[main_kpi(results).value()].name == "rtt18");
  CHECK(results.kpis[list_kpi(results).value()].name == "list");
  CHECK(results.series[share_series(results).value()].name == "rtt18");
  CHECK(results.series[count_series(results).value()].name == "list");
  CHECK_FALSE(main_kpi(Results{}).has_value());
  CHECK_FALSE(difference_from_first(results, 0, 0).has_value());
  CHECK(difference_from_first(results, 2, 0)->mean == Approx(0.31));
}

TEST_CASE("pictures come back in the order asked for, however many are drawn at once") {
  const Plotter together("gnuplot", 3);
  const Plotter alone("gnuplot", 1);
  std::vector<Picture> pictures;
  for (const char* name : {"first", "second", "third", "fourth", "fifth"}) {
    StackedBars chart;
    chart.categories = {name};
    chart.parts.push_back({"a", "#000000", {1}});
    pictures.push_back(together.draw(chart));
    pictures.push_back(alone.draw(chart));
  }
  for (std::size_t at = 0; at < pictures.size(); at += 2) {
    const auto one = pictures[at].get();
    CHECK(one == pictures[at + 1].get());
    CHECK(one.find(std::vector{"first", "second", "third", "fourth", "fifth"}[at / 2]) != std::string::npos);
  }
}
