// The JSON output: the published shape, to the byte.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/output/json.hpp"
#include "tests/results/sample.hpp"
#include "tests/results/temporary_folder.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// A study of one variant with one KPI of one replication.
Results one_kpi(const std::string& unit, Estimate estimate) {
  Results results;
  KpiRow row;
  row.name = "k";
  row.unit = unit;
  row.has_target = true;
  row.target = 2;
  results.kpis = {row};
  VariantResult variant;
  variant.name = "v";
  variant.replications = 1;
  variant.estimates = {estimate};
  results.variants = {variant};
  return results;
}

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char letter) { return letter == ' ' || letter == '\n'; });
  return text;
}

} // namespace

TEST_CASE("the JSON of the sample study is the published text") {
  const std::string golden =
      read_text(std::string(CAREPATH_SOURCE_DIR) + "/tests/results/golden/sample.json");
  CHECK(results_json(sample_results()) == golden);
  Results other = sample_results();
  other.variants[0].estimates[1].low = 0.26;
  CHECK(results_json(other) != golden);
}

TEST_CASE("nothing but names and figures reaches the JSON") {
  Results other = sample_results();
  other.program_version = "9.9";
  other.git_hash = "ffff";
  other.variants[0].events = 1;
  CHECK(results_json(other) == results_json(sample_results()));
}

TEST_CASE("a figure has its unit, limits that may be null, and a target where there is one") {
  CHECK(without_spaces(results_json(one_kpi("share", {0.61, nan_value, nan_value}))) ==
        R"({"format":"carepath-results/1","variants":[{"name":"v","replications":1,"failed":0,"kpis":{"k":{)"
        R"("unit":"share","mean":0.61,"low":null,"high":null,"target":2.0}}}],"differences":[]})");
}

TEST_CASE("durations are in days whatever their unit") {
  const std::string weeks = without_spaces(results_json(one_kpi("weeks", {1.5, 1, 2})));
  CHECK(weeks.find(R"("unit":"days","mean":10.5,"low":7.0,"high":14.0,"target":14.0)") != std::string::npos);
  const std::string hours = without_spaces(results_json(one_kpi("hours", {48, 24, 72})));
  CHECK(hours.find(R"("unit":"days","mean":2.0,"low":1.0,"high":3.0)") != std::string::npos);
  const std::string patients = without_spaces(results_json(one_kpi("patients", {48, 24, 72})));
  CHECK(patients.find(R"("unit":"patients","mean":48.0)") != std::string::npos);
}

TEST_CASE("undefined and infinite figures are null and zero has no sign") {
  const std::string text = without_spaces(results_json(one_kpi("days", {nan_value, -0.0, INFINITY})));
  CHECK(text.find(R"("mean":null,"low":0.0,"high":null)") != std::string::npos);
}

TEST_CASE("a KPI shown for groups only has a null mean, in its place") {
  Results results = one_kpi("share", {0.5, 0.4, 0.6});
  KpiRow split = results.kpis[0];
  split.name = "first";
  split.group = "age";
  split.group_value = "65+";
  split.has_target = false;
  results.kpis.insert(results.kpis.begin(), split);
  results.variants[0].estimates.insert(results.variants[0].estimates.begin(), {0.25, 0.125, 0.375});
  CHECK(without_spaces(results_json(results))
            .find(R"("kpis":{"first":{"unit":"share","mean":null,"low":null,"high":null,)"
                  R"("by":{"age":{"65+":{"mean":0.25,"low":0.125,"high":0.375}}}},"k":{)") !=
        std::string::npos);
}

TEST_CASE("the gap between groups is no group of the attribute") {
  Results results = sample_results();
  results.kpis.push_back({"rtt18", "", "share", "", "", "deprivation", "gap", false, 0, false});
  for (VariantResult& variant : results.variants) variant.estimates.push_back({-0.5, -0.6, -0.4});
  const auto gap = [&] {
    const auto json = nlohmann::json::parse(results_json(results));
    const auto& kpi = json["variants"][0]["kpis"]["rtt18"];
    CHECK_FALSE(kpi["by"]["deprivation"].contains("gap"));
    return kpi.value("gap", nlohmann::json::object());
  };
  CHECK(gap()["deprivation"] ==
        nlohmann::json{{"first", "q1"}, {"last", "q5"}, {"mean", -0.5}, {"low", -0.6}, {"high", -0.4}});
  results.kpis.back().group_value = "q9";
  CHECK(gap().empty());
}

TEST_CASE("who gains and who loses is told for everyone and each group") {
  const auto results = sample_results();
  const auto rows = nlohmann::json::parse(results_json(results))["paired"];
  REQUIRE(rows.size() == results.paired.size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const auto& row = results.paired[at];
    CHECK(rows[at]["variant"] == row.variant);
    CHECK(rows[at]["clock"] == row.clock);
    CHECK(rows[at].value("group", "") == row.group);
    CHECK(rows[at]["gain"] == Approx(row.gain));
    CHECK(rows[at]["mean_change"]["mean"] == Approx(row.mean_change.mean));
  }
  Results alone = results;
  alone.paired.clear();
  CHECK_FALSE(nlohmann::json::parse(results_json(alone)).contains("paired"));
}

TEST_CASE("capacity and the left shift are told where there are any, and bands have two ends") {
  Results results = one_kpi("share", {0.9, 0.8, 1});
  CHECK(results_json(results).find("capacity") == std::string::npos);
  results.kpis[0].target = 0.85;
  results.kpis[0].target_high = 0.92;
  results.capacity = {{"hub", "now", "bed", "bed days", 70, 56, 90, 90, 14, 12, 16}};
  results.shifts = {{"hub", "now", "appears", "home", "visits", "nurse", "Nurse", 7, 6, 8, 0.5, nan_value}};
  const std::string text = without_spaces(results_json(results));
  CHECK(text.find(R"("target":0.85,"target_high":0.92)") != std::string::npos);
  CHECK(text.find(R"("capacity":[{"variant":"hub","against":"now","resource":"bed","unit":"beddaysperweek",)"
                  R"("freed":{"mean":14.0,"low":12.0,"high":16.0})") != std::string::npos);
  CHECK(text.find(R"("per_day_removed":0.5,"per_visit_removed":null)") != std::string::npos);
}

TEST_CASE("value for money and the spread of differences are told where there are any") {
  Results results = one_kpi("days", {21, 14, 28});
  CHECK(results_json(results).find("value_for_money") == std::string::npos);
  results.kpis[0].name = "wait";
  results.differences = {{"hub", "now", {{-7, -8, -6}}, {{10, 1, 9, -12, 1}}}};
  WorthRow row{"life", "A life", "hub", "now", "deaths", "spent", "patients", false, 1, ""};
  row.pounds_per_one = row.per_one_low = row.per_one_high = nan_value;
  row.spent = 250, row.worse = 1, row.observations = 10;
  row.ruled_out_by = "now";
  results.worths = {row};
  const auto json = nlohmann::json::parse(results_json(results));
  CHECK(json["differences"][0]["kpis"]["wait"]["spread"]["lower"] == 9);
  CHECK(json["differences"][0]["kpis"]["wait"]["spread"]["lowest_fifth"] == Approx(-12));
  const auto& found = json["value_for_money"][0];
  CHECK(found["spent"]["mean"] == Approx(250));
  CHECK(found["pounds_per_one"]["mean"].is_null());
  CHECK(found["ruled_out_by"] == "now");
  CHECK_FALSE(found.contains("before"));
}
