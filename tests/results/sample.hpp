// A small hand-made study with every kind of figure, undefined values and awkward names.
#pragma once

#include <limits>
#include <string>

#include "engine/results/results.hpp"

namespace carepath::test {

inline constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

inline void add_sample_rows(Results& results) {
  const std::string title = "Within 18 weeks (incomplete)";
  const std::string definition = "Share of open clocks under 126 days.";
  results.kpis = {
      {"rtt18", title, "share", "", definition, "", "", true, 0.92, false},
      {"rtt18", title, "share", "", definition, "deprivation", "q1", false, 0, false},
      {"rtt18", title, "share", "", definition, "deprivation", "q5", false, 0, false},
      {"cost/patient \"naïve\"", "Cost per patient, £", "£", "", "=SUM(cost) over patients", "", "", true,
       1500, true},
      {"wait@week 26", "Mean wait", "days", "weeks", "Mean days to first contact.", "", "", false, 0, false},
  };
  results.series = {{"list", "Waiting list", "patients", false, 0, false},
                    {"rtt18", "Within 18 weeks", "share", true, 0.92, false}};
  results.times = {0, 7, 14};
  results.censuses = {{"rtt", {0, 182}, {"2026-04-06", "week 26"}, {"0-1", ">1-2", ">104"}}};
  results.histograms = {{"wait@week 26", "Mean wait", {0, 7, 14.5}}};
}

inline VariantResult sample_variant(const std::string& name, double shift) {
  VariantResult variant;
  variant.name = name;
  variant.title = name + ", with a “title”";
  variant.question = "Would it help?";
  variant.file = "scenarios/" + name + ".toml";
  variant.replications = 2;
  variant.failed = 1;
  variant.failures = {"replication 3: the queue overran"};
  variant.values = {0.5 + shift, 0.75 + shift, nan_value, 0.25,      0.375,     nan_value, 0.75,     0.875,
                    nan_value,   1234.5,       2345.25,   nan_value, nan_value, nan_value, nan_value};
  variant.estimates = {{0.625 + shift, 0.5 + shift, 0.75 + shift},
                       {0.3125, 0.25, 0.375},
                       {0.8125, 0.75, 0.875, 0.0625},
                       {1789.875, 1234.5, 2345.25},
                       {nan_value, nan_value, nan_value}};
  variant.series_mean = {100, 110 + shift, 120, 0.5, 0.625 + shift, nan_value};
  variant.series_low = {90, 100, 110, 0.375, 0.5, nan_value};
  variant.series_high = {110, 120, 130, 0.625, 0.75, nan_value};
  variant.series_p05 = {80, 90, 100, 0.25, 0.375, nan_value};
  variant.series_p95 = {120, 130, 140, 0.75, 0.875, nan_value};
  variant.census = {{10, 20, 30.5, 11, 21, 31}};
  variant.census_with_decision = {{1, 2, 3, 4, 5, 6}};
  variant.histograms = {{12, 3.5}};
  variant.nodes = {{"gp", "Practice", "source", "primary", 100, 0, 0, {}},
                   {"first clinic", "First “clinic”", "step", "", 99.5, 31.25, 400, {"clinic", "room/2"}}};
  variant.edges = {{0, 1, "", 99.5}, {1, 1, "dna", 7.5}};
  variant.resources = {{"clinic", "diary", "acute", 120, 0.95, 0.9375, 12.5, nan_value, 3, 5, nan_value}};
  variant.events = 12345;
  variant.waiting = {nan_value, nan_value, nan_value, 10, 12.5, 14};
  variant.present = {nan_value, nan_value, nan_value, 1, 0.5 + shift, 2};
  variant.occupancy = {{0.25, 0.5, 0.25}};
  variant.by_hour = {std::vector<double>(hours_per_week, 1.5 + shift)};
  return variant;
}

inline WorthRow sample_worth() {
  WorthRow life{"life", "A life", "hub", "current", "deaths", "spending", "patients", false, 20000, "[X]"};
  life.spent = 5, life.spent_low = 4, life.spent_high = 6;
  life.gained = 2, life.gained_low = 1, life.gained_high = 3;
  life.pounds_per_one = 2.5, life.per_one_low = nan_value, life.per_one_high = nan_value;
  life.net_benefit = 39995, life.net_low = 30000, life.net_high = 50000;
  life.observations = 3, life.worse = 1, life.worst_fifth = -7;
  life.is_on_front = true, life.before = "current", life.per_one_more = 2.5;
  life.ruled_out_by = "one", life.together_with = "other";
  return life;
}

inline Difference sample_difference() {
  return {"hub",
          "current",
          {{0.125, 0.0625, 0.1875},
           {0, -0.25, 0.25},
           {0, 0, 0},
           {-10, -20, nan_value},
           {nan_value, nan_value, nan_value}},
          {{3, 2, 1, -0.5, 0.75},
           {2, 1, 0, 0, 1},
           {0, 0, 0, nan_value, nan_value},
           {3, 0, 3, -20, -5},
           {1, 0, 0, 0, 0}}};
}

inline void add_sample_comparison(Results& results) {
  results.differences = {sample_difference()};
  PairedEntities everyone{"hub", "current",         "rtt",        "",          "", 5000, 0.5, 0.25,
                          0.25,  {-21.5, -30, -13}, {-14, 0, 14}, {2500, 2500}};
  everyone.same = everyone.unknown = 0.125;
  PairedEntities group = everyone;
  group.group = "deprivation";
  group.group_value = "q1";
  group.change_edges = {-7, 0, 7, 14};
  group.change_counts = {1, 2, 3};
  results.paired = {everyone, group};
  results.capacity = {
      {"hub", "current", "bed", "unit hours", 70, 56, 90, 80, 14, 12, 16, 10, 10, 10, 4, 2, nan_value}};
  results.shifts = {
      {"hub", "current", "removed", "acute", "visits", "clinic", "Clinic", -7, -8, -6, nan_value, -1}};
  results.uncertain = {
      {"dna", "current", "Did not attend", "[E 25]", "{ dist = \"beta\" }", "", 0.0625, 0.03125, 0.125, 1},
      {"dna", "hub", "Did not attend", "[E 25]", "", "", 0.0625, nan_value, nan_value, 1}};
  results.draws = {{"dna", "current", 1, 0.0625}, {"dna", "current", 2, 0.09375}};
  results.spreads = {{"current", "", "rtt18", "share", 0.25, 0.125, 0.8, 0.5, 0.9},
                     {"hub", "current", "rtt18", "share", 0, 0.125, 0, 0, nan_value}};
  results.worths = {sample_worth()};
  results.money_months = {{"hub", "spending", 1, 100, 50, 150}, {"hub", "spending", 1.5, -5, -10, nan_value}};
  results.paybacks = {{"hub", "current", "spending", 1.5, true, 1.5, 1.25, nan_value, 3, 2}};
  results.assumptions = {{"current", "parameter.dna", "0.076", "[E 25]"}};
  results.occupancies = {{"room/2", 3}};
  results.hourly = {"room/2"};
  results.journey_replication = 1;
  results.journey_people = {{"gp", 7}};
  results.journey_spells = {{0, 0, 1, true, 2.5, 30}, {1, 0, 1, false, 30, 30.25}};
  results.stress = {
      {"2.5.1", "Initialisation", "Starts from a list, \"as published\",\nwith a second line."}};
  results.about = {{"Version", "1.2"}, {"Authors", "A. Analyst; <B>"}};
}

/// Two variants, three replications asked for, five KPI rows.
inline Results sample_results() {
  Results results;
  results.program_version = "0.1.0";
  results.git_hash = "0123abcd";
  results.title = "Hip & knee — today’s pathway";
  results.question = "Who gains?";
  results.start_date = "2026-04-06";
  results.warm_up_days = 28;
  results.length_days = 728;
  results.seed = 18446744073709551615ULL; // the largest: must not pass through a signed or real number
  results.replications = 3;
  results.overrides = {"resource.clinic.slots=8", "parameter.dna=\"0.05\""};
  results.headline = {"rtt18"};
  results.scenario_texts = {{"current.toml", "[scenario]\ntitle = \"Ü £\"\n"}};
  add_sample_rows(results);
  results.variants = {sample_variant("current", 0), sample_variant("hub", 0.125)};
  results.coordinates = {{"sessions", "resource.clinic.sessions"}, {"site", "site"}};
  results.variants[0].coordinates = {"20 per week", "here"};
  results.variants[1].coordinates = {"32 per week", "hub"};
  results.variants[1].what_changes = {"12 more sessions a week"};
  results.variants[1].need_checks = {"need met rises by 3%"};
  add_sample_comparison(results);
  return results;
}

} // namespace carepath::test
