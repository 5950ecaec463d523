// The printed tables: whole texts, and the rules for rounding, targets and narrow terminals.
#include <catch2/catch.hpp>

#include "cli/output/table.hpp"
#include "cli/output/unit.hpp"
#include "report/select.hpp"
#include "tests/results/sample.hpp"
#include "tests/results/temporary_folder.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

std::string golden(const std::string& name) {
  return read_text(std::string(CAREPATH_SOURCE_DIR) + "/tests/results/golden/" + name);
}

/// The sample with a KPI in weeks, a count, and costs by setting.
Results wide_sample() {
  Results results = sample_results();
  results.kpis.push_back({"wait", "Mean wait", "days", "weeks", "", "", "", true, 126, true});
  results.kpis.push_back({"list", "Waiting list", "patients", "", "", "", "", false, 0, false});
  results.kpis.push_back({"cost", "Cost", "£", "", "", "setting", "acute", false, 0, false});
  results.kpis.push_back({"cost", "Cost", "£", "", "", "setting", "community", false, 0, false});
  const std::vector<Estimate> more{
      {91, 84, 98}, {12345, 12000, 12690}, {2.5e6, 2.4e6, 2.6e6}, {12.5, 12, 13}};
  for (VariantResult& variant : results.variants)
    variant.estimates.insert(variant.estimates.end(), more.begin(), more.end());
  const std::vector<Estimate> changes{{-14, -21, -7}, {-300, -700, 100}, {0, 0, 0}, {0, 0, 0}};
  auto& differences = results.differences[0].estimates;
  differences.insert(differences.end(), changes.begin(), changes.end());
  return results;
}

std::string without_colours(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\033')
      at = text.find('m', at);
    else
      plain += text[at];
  }
  return plain;
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    widest = std::max(widest, display_width(text.substr(at, end - at)));
    at = end + 1;
  }
  return widest;
}

} // namespace

TEST_CASE("the comparison of the sample study prints as expected") {
  const std::string text = comparison_table(wide_sample(), {false, 100});
  CHECK(text == golden("comparison.txt"));
  Results other = wide_sample();
  other.differences[0].estimates[0].low = -0.01; // the limits no longer exclude zero
  CHECK(comparison_table(other, {false, 100}) != text);
}

TEST_CASE("the table of one variant prints as expected") {
  CHECK(kpi_table(wide_sample(), 0, {false, 100}) == golden("one_variant.txt"));
}

TEST_CASE("the draws that are told of are those in the figures") {
  Results results;
  results.replications = 6;
  results.kpis.resize(2);
  results.uncertain.resize(1);
  results.uncertain[0].replications_per_draw = 2;
  results.variants.resize(2);
  results.variants[0].replications = 3; // of the first draw one, of the second none
  results.variants[0].values = {nan_value, 1,         nan_value, nan_value, nan_value, 1,
                                nan_value, nan_value, nan_value, nan_value, 1,         nan_value};
  results.variants[1].replications = 3;
  results.variants[1].values = results.variants[0].values;
  const auto words = [&] { return comparison_table(results, {false, 100}); };
  CHECK(words().find("They share 2 draws of the uncertain inputs; mean and limits") != std::string::npos);
  results.variants[1].replications = 6; // whole: each of its draws is in what figures it has
  CHECK(words().find("They share 2 to 3 draws of") != std::string::npos);
  CHECK(kpi_table(results, 1, {false, 100}).find("They share 3 draws of") != std::string::npos);
  results.variants.resize(1);
  results.variants[0].values[1] = nan_value;
  CHECK(words().find("They share 1 draw of the uncertain inputs, so there are no limits") !=
        std::string::npos);
  results.variants[0].replications = 0;
  results.variants[0].values.assign(12, nan_value);
  CHECK(words().find("They share") == std::string::npos);
}

TEST_CASE("colour adds nothing that the words do not say") {
  const std::string coloured = comparison_table(wide_sample(), {true, 100});
  CHECK(coloured != comparison_table(wide_sample(), {false, 100}));
  CHECK(without_colours(coloured) == comparison_table(wide_sample(), {false, 100}));
}

TEST_CASE("many variants are broken into blocks that fit the terminal") {
  Results results = wide_sample();
  for (int copy = 3; copy <= 7; ++copy) {
    results.variants.push_back(results.variants[1]);
    results.variants.back().name = "option " + std::to_string(copy);
  }
  CHECK(widest_line(comparison_table(results, {false, 200})) > 80);
  const std::string narrow = comparison_table(results, {false, 80});
  CHECK(widest_line(narrow) <= 80);
  for (int copy = 3; copy <= 7; ++copy)
    CHECK(narrow.find("option " + std::to_string(copy)) != std::string::npos);
}

TEST_CASE("a terminal of no width still gets its table") {
  CHECK(comparison_table(wide_sample(), {false, 0}).find("✗ not met") != std::string::npos);
  CHECK(comparison_table(Results{}, {false, 80}).find("no figures") != std::string::npos);
}

TEST_CASE("a gap row is a difference with limits, not one of the groups") {
  Results results = wide_sample();
  CHECK(comparison_table(results, {false, 120}).find("50.0 pts (q1 to q5)") != std::string::npos);
  results.kpis.push_back({"rtt18", "", "share", "", "", "deprivation", "gap", false, 0, false});
  for (VariantResult& variant : results.variants) variant.estimates.push_back({-0.5, -0.6, -0.4});
  const std::string text = comparison_table(results, {false, 120});
  CHECK(text.find("−50.0 pts [−60.0, −40.0] *") != std::string::npos);
  CHECK(text.find("deprivation: q1 − q5") != std::string::npos);
  CHECK(text.find("gap to") == std::string::npos);
  CHECK(text.find("(q1 to q5)") == std::string::npos);
}

TEST_CASE("what is shared by all groups is none of them") {
  Results results = wide_sample();
  const auto before = comparison_table(results, {false, 120});
  results.kpis.push_back({"rtt18", "", "share", "", "", "deprivation", "shared by all", false, 0, false});
  for (VariantResult& variant : results.variants) variant.estimates.push_back({9, 9, 9});
  CHECK(comparison_table(results, {false, 120}) == before);
  const auto split = report::splits(results, false).front();
  CHECK(split.shared == results.kpis.size() - 1);
  CHECK(std::find(split.rows.begin(), split.rows.end(), *split.shared) == split.rows.end());
}

TEST_CASE("groups that are alike have a gap of nothing, and one group has none") {
  Results results = wide_sample();
  for (VariantResult& variant : results.variants)
    for (std::size_t row = 0; row < results.kpis.size(); ++row)
      if (results.kpis[row].group == "deprivation") variant.estimates[row] = {0.5, 0.4, 0.6};
  const auto gaps = [&] {
    const std::string text = comparison_table(results, {false, 300});
    const auto at = text.find("by deprivation");
    return text.substr(at, text.find('\n', at) - at);
  };
  CHECK(gaps().find(" 0.0 pts") != std::string::npos);
  for (VariantResult& variant : results.variants)
    for (std::size_t row = 0; row < results.kpis.size(); ++row)
      if (results.kpis[row].group_value == "q1") variant.estimates[row].mean = std::nan("");
  CHECK(gaps().find("pts") == std::string::npos);
}

TEST_CASE("only the first clock's gainers are printed, and the others are pointed to") {
  Results results = wide_sample();
  const std::string other = "The report has the other clocks";
  CHECK(comparison_table(results, {false, 100}).find(other) == std::string::npos);
  results.paired.push_back(results.paired[0]);
  results.paired.back().clock = "to_decision";
  const std::string text = comparison_table(results, {false, 100});
  CHECK(text.find(other) != std::string::npos);
  CHECK(text.find("to_decision") == std::string::npos);
}

TEST_CASE("the attributes that people are not followed by are said") {
  Results results = wide_sample();
  const auto follow = [&](const std::string& name) {
    results.kpis.push_back({"rtt18", "", "share", "", "", name, "a", false, 0, false});
    for (VariantResult& variant : results.variants) variant.estimates.push_back({0.5, 0.4, 0.6});
    results.paired.push_back(results.paired.front());
    results.paired.back().group = name;
    results.paired.back().group_value = "a";
  };
  for (const auto* name : {"one", "two", "three", "four"}) follow(name);
  std::erase_if(results.paired, [](const auto& row) { return row.group == "deprivation"; });
  const std::string words = "Not told by deprivation: people are followed by the first 4 attributes";
  CHECK(comparison_table(results, {false, 200}).find(words) != std::string::npos);
  std::erase_if(results.kpis, [](const auto& row) { return row.group == "deprivation"; });
  CHECK(comparison_table(results, {false, 200}).find("Not told by") == std::string::npos);
}

TEST_CASE("the unit number goes without saying") {
  KpiRow row;
  row.title = "Contacts";
  row.unit = "number";
  CHECK(label_text(row) == "Contacts");
  row.unit = "beds";
  CHECK(label_text(row) == "Contacts (beds)");
}

TEST_CASE("a cancelled study and failed replications are said first") {
  Results results = wide_sample();
  results.cancelled = true;
  const std::string text = comparison_table(results, {false, 100});
  CHECK(text.find("Cancelled before all replications were done") < text.find("KPI"));
  CHECK(text.find("current: 1 of 3 replications failed") < text.find("KPI"));
}

TEST_CASE("figures are rounded to suit their unit") {
  CHECK(figure_text(0.6123, "share") == "61.2%");
  CHECK(figure_text(1234567.8, "£") == "£1,234,568");
  CHECK(figure_text(12.5, "£") == "£12.50");
  CHECK(figure_text(-1234.5, "£") == "−£1,234");
  CHECK(figure_text(395, "£ per patient") == "£395 per patient");
  CHECK(figure_text(12.34, "days") == "12.3 days");
  CHECK(figure_text(4321.4, "patients") == "4,321");
  CHECK(figure_text(43.21, "patients") == "43.2");
  CHECK(figure_text(nan_value, "share") == "–");
  CHECK(grouped_number(-0.001, 1) == "0.0");
  CHECK(grouped_number(-1234567.25, 2) == "−1,234,567.25");
  CHECK(grouped_number(999, 0) == "999");
}

TEST_CASE("a target and a figure that misses it are told apart") {
  KpiRow row;
  row.unit = "share";
  row.has_target = true;
  row.target = 0.9995;
  CHECK(target_text(row) == "≥ 99.95%");
  row.target = 1;
  CHECK(target_text(row) == "≥ 100%");
  CHECK(estimate_text(row, {0.9997, 0.9996, 0.9998}) == "99.97% ± 0.01");
  CHECK(estimate_text(row, {1, 1, 1}) == "100.0% ± 0.0");
  CHECK(estimate_text(row, {0.61, 0.60, 0.62}) == "61.0% ± 1.0");
  row = {};
  row.unit = "days";
  row.has_target = row.target_at_most = true;
  row.target = 5.0 / 24;
  CHECK(target_text(row) == "≤ 5 hours");
  row.target_high = 36.0 / 24;
  CHECK(target_text(row) == "5 hours to 1.5 days");
  row.target_high = nan_value;
  row.shown_in = "weeks";
  row.target = 126;
  CHECK(target_text(row) == "≤ 18 weeks");
  CHECK(estimate_text(row, {126.1, 126.05, 126.15}) == "18.01 weeks ± 0.01");
}

TEST_CASE("differences carry a sign, limits, and a star only where the limits exclude zero") {
  CHECK(difference_text({0.21, 0.20, 0.22}, "share") == "+21.0 pts [20.0, 22.0] *");
  CHECK(difference_text({0.21, -0.20, 0.62}, "share") == "+21.0 pts [−20.0, 62.0]");
  CHECK(difference_text({-3, -4, -2}, "days") == "−3.0 days [−4.0, −2.0] *");
  CHECK(difference_text({-1500, nan_value, nan_value}, "£") == "−£1,500");
  CHECK(difference_text({0, 0, 0}, "days") == "0.0 days [0.0, 0.0]");
}

TEST_CASE("a target is met on its own side") {
  KpiRow row;
  row.unit = "share";
  row.has_target = true;
  row.target = 0.92;
  CHECK(target_text(row) == "≥ 92%");
  CHECK(target_met(row, 0.93));
  CHECK_FALSE(target_met(row, 0.91));
  row.target = 0.925;
  CHECK(target_text(row) == "≥ 92.5%");
  row.target_at_most = true;
  CHECK(target_text(row) == "≤ 92.5%");
  CHECK_FALSE(target_met(row, 0.93));
}

TEST_CASE("a target within the limits of a figure is too close to call") {
  Results results = wide_sample();
  const std::size_t wait = sample_results().kpis.size();
  results.variants[0].estimates[wait] = {125, 120, 130}; // at most 126
  const std::string text = kpi_table(results, 0, {false, 100});
  CHECK(text.find("17.9 weeks ± 0.7") != std::string::npos);
  CHECK(text.find("? too close to call", text.find("17.9 weeks")) != std::string::npos);
  results.variants[0].estimates[wait] = {125, nan_value, nan_value}; // of one replication
  CHECK(kpi_table(results, 0, {false, 100}).find("✓ met") != std::string::npos);
}

TEST_CASE("labels wrap between words and keep their indent") {
  CHECK(wrap_words("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap_words("  one two", 6) == std::vector<std::string>{"  one", "  two"});
  CHECK(wrap_words("unbreakable", 3) == std::vector<std::string>{"unbreakable"});
  CHECK(wrap_words("", 3) == std::vector<std::string>{""});
}

TEST_CASE("a figure that is something never reads as nothing") {
  CHECK(figure_text(0.03, "days") == "43.2 minutes");
  CHECK(figure_text(0.25, "days") == "0.2 days");
  CHECK(figure_text(0.00002, "weeks") == "12.1 seconds");
  CHECK(figure_text(0.0042, "per week") == "0.0042");
  CHECK(figure_text(0.0002, "share") == "0.020%");
  CHECK(figure_text(0.001, "£") == "£0.0010");
  CHECK(figure_text(0, "days") == "0.0 days");
  CHECK(estimate_text({0.03, 0.02, 0.04}, "days") == "43.2 minutes ± 14.4");
  CHECK(estimate_text({12.3, 12.29, 12.31}, "days") == "12.3 days ± <0.1");
  CHECK(estimate_text({0.2, 0.19, 0.21}, "days") == "4.8 hours ± 0.2");
  CHECK(estimate_text({0.2, 0.1, 0.3}, "days") == "0.2 days ± 0.1");
  CHECK(estimate_text({0.5, 0.499, 0.501}, "minutes") == "30.0 seconds ± 0.1");
  CHECK(estimate_text({0, 0, 0}, "days") == "0.0 days ± 0.0");
  CHECK(difference_text({0.004, 0.003, 0.005}, "days") == "+5.8 minutes [4.3, 7.2] *");
  CHECK(difference_text({0.004, -5, 5}, "days") == "0.0 days [−5.0, 5.0]");
}

TEST_CASE("a band is met inside") {
  KpiRow row;
  row.unit = "share";
  row.has_target = true;
  row.target = 0.85;
  row.target_high = 0.92;
  CHECK(target_text(row) == "85% to 92%");
  CHECK(target_met(row, 0.85));
  CHECK(target_met(row, 0.92));
  CHECK_FALSE(target_met(row, 0.93));
  CHECK_FALSE(target_met(row, 0.84));
}

TEST_CASE("the columns are told by their titles, and tables end in a line feed") {
  Results results = wide_sample();
  CHECK(comparison_table(results, {false, 100}).find("hub: hub, with a “title”\n") != std::string::npos);
  CHECK(comparison_table(results, {false, 100}).ends_with("\n"));
  CHECK(kpi_table(results, 0, {false, 100}).ends_with("\n"));
  for (VariantResult& variant : results.variants) variant.title = "The same";
  CHECK(comparison_table(results, {false, 100}).find("hub: The same") == std::string::npos);
}

TEST_CASE("capacity and the left shift have parts of their own") {
  Results results = wide_sample();
  results.capacity.clear();
  results.shifts.clear();
  CHECK(comparison_table(results, {false, 100}).find("stranded") == std::string::npos);
  CapacityRow beds{"hub", "current", "beds", "bed days", 700, 560, 900, 860, 140, 120, 160};
  beds.released = beds.released_low = beds.released_high = 40;
  beds.stranded = 100;
  beds.stranded_low = 80;
  beds.stranded_high = 120;
  CapacityRow same{"hub", "current", "desks", "unit hours", 5, 5, 8, 8};
  results.capacity = {beds, same};
  results.shifts = {
      {"hub", "current", "removed", "acute", "bed days", "", "", -140, -160, -120, -1, nan_value},
      {"hub", "current", "appears", "home", "visits", "nurse", "Nurse", 70, 60, 80, 0.5, nan_value}};
  const std::string text = comparison_table(results, {false, 160});
  CHECK(text.find(
            "hub: beds (bed days)  +140.0 [120.0, 160.0] *  +40.0 [40.0, 40.0] *  +100.0 [80.0, 120.0] *") !=
        std::string::npos);
  CHECK(text.find("desks") == std::string::npos);
  CHECK(text.find("hub: home, visits, Nurse") != std::string::npos);
  CHECK(text.find("0.50") != std::string::npos);
  results.shifts[1].per_day_removed = nan_value;
  results.shifts[0].per_day_removed = nan_value;
  CHECK(comparison_table(results, {false, 160}).find("left shift") == std::string::npos);
}

TEST_CASE("money by payer is no gap between groups") {
  Results results = wide_sample();
  for (KpiRow& row : results.kpis)
    if (row.group == "setting") row.group = "payer";
  const std::string text = comparison_table(results, {false, 160});
  CHECK(text.find("Who pays, and who is paid") != std::string::npos);
  CHECK(text.find("Cost: payer acute") != std::string::npos);
  CHECK(text.find("Cost, by payer") == std::string::npos);
}
