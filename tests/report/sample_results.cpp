// See sample_results.hpp. Curves are smooth functions of the week, so the same on every machine.
#include "tests/report/sample_results.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace carepath {
namespace {

constexpr std::size_t variant_count = 5;
constexpr std::size_t weeks = 105;
constexpr std::size_t bands = 105;

struct Course {
  const char* name;
  const char* title;
  double list_end;
  double share_end;
  double over_52;
  double theatre_wait; // days
  double spend;        // pounds
};

constexpr std::array<Course, variant_count> courses{
    {{"current", "Today's pathway", 2718, 0.60, 0.09, 280, 31.2e6},
     {"cats", "Triage service only", 1636, 0.33, 0.20, 301, 28.4e6},
     {"relief", "More capacity only", 1775, 0.91, 0.004, 77, 41.9e6},
     {"hub", "Triage and surgical hub", 916, 0.59, 0.0021, 119, 30.6e6},
     {"transition", "Triage, hub and transition", 527, 0.975, 0, 41, 32.0e6}}};

Estimate around(double mean, double half_width) {
  return {mean, mean - half_width, mean + half_width};
}

KpiRow kpi(std::string name, std::string title, std::string unit, std::string definition) {
  KpiRow row;
  row.name = std::move(name);
  row.title = std::move(title);
  row.unit = std::move(unit);
  row.definition = std::move(definition);
  return row;
}

void add_kpi(Results& results, KpiRow row, const std::array<double, variant_count>& means,
             double half_width) {
  results.kpis.push_back(std::move(row));
  for (std::size_t v = 0; v < variant_count; ++v) {
    results.variants[v].estimates.push_back(around(means[v], half_width));
    if (v > 0) results.differences[v - 1].estimates.push_back(around(means[v] - means[0], half_width * 0.7));
  }
}

std::array<double, variant_count> of(double Course::* field, double factor = 1) {
  std::array<double, variant_count> values{};
  for (std::size_t v = 0; v < variant_count; ++v) values[v] = courses[v].*field * factor;
  return values;
}

void add_groups(Results& results, const KpiRow& row, double Course::* field, double slope,
                double half_width) {
  const std::array<const char*, 5> quintiles{"q1 (most deprived)", "q2", "q3", "q4", "q5 (least deprived)"};
  for (std::size_t q = 0; q < quintiles.size(); ++q) {
    auto split = row;
    split.group = "deprivation";
    split.group_value = quintiles[q];
    add_kpi(results, split, of(field, 1 + slope * (static_cast<double>(q) - 2)), half_width * 2);
  }
}

void add_settings(Results& results) {
  const auto add = [&](const char* name, const char* title, const char* unit, const char* setting,
                       std::array<double, variant_count> means, double half_width) {
    auto row = kpi(name, title, unit, "");
    row.group = "setting";
    row.group_value = setting;
    add_kpi(results, row, means, half_width);
  };
  add("activity", "Contacts", "per week", "acute", {231, 142, 252, 148, 151}, 2);
  add("activity", "Contacts", "per week", "community", {49, 112, 49, 113, 113}, 2);
  add("activity", "Contacts", "per week", "primary", {100, 100, 100, 100.4, 99.8}, 1);
  add("cost", "Spend", "£", "acute", {27.1e6, 20.2e6, 37.4e6, 21.9e6, 23.3e6}, 2e5);
  add("cost", "Spend", "£", "community", {4.1e6, 8.2e6, 4.5e6, 8.7e6, 8.7e6}, 1e5);
}

void add_kpis(Results& results) {
  auto rtt18 = kpi("rtt18", "Within 18 weeks (incomplete)", "share", "Open pathways aged 126 days or less.");
  rtt18.has_target = true;
  rtt18.target = 0.92;
  auto rtt52 = kpi("rtt52", "Over 52 weeks (incomplete)", "share", "Open pathways aged more than 364 days.");
  rtt52.has_target = true;
  rtt52.target = 0.01;
  rtt52.target_at_most = true;
  add_kpi(results, rtt18, of(&Course::share_end), 0.011);
  add_groups(results, rtt18, &Course::share_end, 0.012, 0.011);
  add_kpi(results, rtt52, of(&Course::over_52), 0.002);
  add_kpi(results, kpi("list", "Waiting list", "patients", "Open pathways at the end."),
          of(&Course::list_end), 38);
  add_kpi(results,
          kpi("theatre_wait.mean", "Wait for theatre, mean", "days", "From listing to the operation."),
          of(&Course::theatre_wait), 6);
  add_groups(results, kpi("theatre_wait.mean", "Wait for theatre, mean", "days", ""), &Course::theatre_wait,
             -0.01, 6);
  add_kpi(results, kpi("admitted", "Operations", "per week", "Admissions for surgery."),
          {25.1, 24.9, 36.8, 29.9, 33.0}, 0.5);
  add_kpi(results, kpi("no_bed", "Cancelled for want of a bed", "per week", "On the day."),
          {1.1, 1.15, 0.6, 0.3, 0.3}, 0.12);
  add_kpi(results, kpi("spend.total", "Spend", "£", "All costs over the run."), of(&Course::spend), 2.1e5);
  add_settings(results);
}

void add_series(Results& results) {
  results.series = {{"list", "Waiting list", "patients", false, 0, false},
                    {"rtt18", "Within 18 weeks (incomplete)", "share", true, 0.92, false}};
  for (std::size_t t = 0; t < weeks; ++t) results.times.push_back(static_cast<double>(t) * 7);
  for (std::size_t v = 0; v < variant_count; ++v) {
    auto& variant = results.variants[v];
    const auto fill = [&](double from, double to, double dip, double width) {
      for (std::size_t t = 0; t < weeks; ++t) {
        const double done = static_cast<double>(t) / 104.0;
        const double mean = from + (to - from) * done - dip * std::sin(3.1416 * done) +
                            from * 0.01 * std::sin(0.8 * static_cast<double>(t));
        const double half = width * std::sqrt(done + 0.01);
        variant.series_mean.push_back(mean);
        variant.series_low.push_back(mean - half);
        variant.series_high.push_back(mean + half);
        variant.series_p05.push_back(mean - 3 * half);
        variant.series_p95.push_back(mean + 3 * half);
      }
    };
    fill(2350, courses[v].list_end, 0, 60);
    fill(0.66, courses[v].share_end, v == 1 || v == 3 || v == 4 ? 0.18 : 0.0, 0.02);
  }
}

void add_census(Results& results) {
  CensusRow row{"rtt", {0, 182, 364, 546, 728}, {}, {"0-1"}};
  row.date_labels = {"6 April 2026", "5 October 2026", "5 April 2027", "4 October 2027", "3 April 2028"};
  for (std::size_t band = 1; band + 1 < bands; ++band)
    row.bands.push_back(">" + std::to_string(band) + "-" + std::to_string(band + 1));
  row.bands.emplace_back(">104");
  results.censuses.push_back(row);
  for (std::size_t v = 0; v < variant_count; ++v) {
    std::vector<double> counts;
    std::vector<double> decided;
    for (std::size_t date = 0; date < row.dates.size(); ++date) {
      const double done = static_cast<double>(date) / 4;
      const double reach = 45 + (courses[v].theatre_wait / 7 + 15 - 45) * done;
      const double height = 110 + (courses[v].list_end / reach * 1.6 - 110) * done;
      for (std::size_t band = 0; band < bands; ++band) {
        const double week = static_cast<double>(band);
        const double count = week < reach ? height * (1 - 0.7 * week / reach) : 0;
        counts.push_back(count);
        decided.push_back(week > 18 ? count : count * week / 30);
      }
    }
    results.variants[v].census.push_back(counts);
    results.variants[v].census_with_decision.push_back(decided);
  }
}

GraphNode node(const char* name, const char* title, const char* kind, const char* setting, double flow,
               double wait) {
  return {name, title, kind, setting, flow, wait, flow * wait / 7, {}};
}

void add_current_graph(VariantResult& variant) {
  variant.nodes = {node("gp", "GP referral", "source", "primary", 100, 0),
                   node("first_clinic", "First outpatient appointment", "step", "acute", 105, 96),
                   node("therapy", "Therapy or advice", "step", "community", 46, 0),
                   node("tests", "Tests then list", "step", "acute", 28, 0),
                   node("theatre", "Theatre & surgery", "step", "acute", 29, 280),
                   node("ward", "Ward stay", "step", "acute", 25, 0.2),
                   node("operated", "Operated", "outcome", "", 25, 0),
                   node("managed", "Managed without surgery", "outcome", "", 66, 0),
                   node("removed", "Left the list", "outcome", "", 6, 0)};
  variant.nodes[1].resources = {"clinic"};
  variant.edges = {{0, 1, "", 100}, {1, 1, "", 4.6}, {1, 2, "", 46}, {1, 3, "", 28}, {1, 4, "", 20},
                   {3, 4, "", 9},   {3, 7, "", 19},  {2, 7, "", 46}, {4, 5, "", 25}, {5, 6, "", 25},
                   {4, 8, "", 3},   {1, 8, "", 3},   {4, 4, "", 1.1}};
}

void add_redesign_graph(VariantResult& variant) {
  add_current_graph(variant);
  variant.nodes.push_back(node("triage", "Triage", "step", "community", 100, 2));
  variant.nodes.push_back(node("cats", "Musculoskeletal triage clinic", "step", "community", 40, 12));
  variant.edges[0] = {0, 9, "", 100};
  variant.edges.insert(variant.edges.end(),
                       {{9, 10, "", 40}, {9, 1, "", 35}, {9, 2, "", 25}, {10, 1, "", 14}, {10, 2, "", 26}});
}

void add_paired(Results& results) {
  const std::array<double, 4> gains{0.42, 0.71, 0.63, 0.78};
  for (std::size_t v = 1; v < variant_count; ++v)
    for (const char* group : {"", "q1", "q2", "q3", "q4", "q5"}) {
      PairedEntities paired;
      paired.variant = courses[v].name;
      paired.against = "current";
      paired.clock = "rtt";
      paired.group = *group ? "deprivation" : "";
      paired.group_value = group;
      paired.gain = gains[v - 1] - (*group ? 0.01 * (group[1] - '3') : 0);
      paired.lose = v == 1 ? 0.31 : 0.04;
      paired.same = 1 - paired.gain - paired.lose;
      paired.matched = *group ? 1480 : 7400;
      paired.mean_change = around(v == 1 ? 9 : -30.0 * static_cast<double>(v), 2.5);
      for (int edge = -364; edge <= 182; edge += 14) paired.change_edges.push_back(edge);
      for (std::size_t bin = 0; bin + 1 < paired.change_edges.size(); ++bin) {
        const double from_mean = (paired.change_edges[bin] + 7 - paired.mean_change.mean) / 60;
        paired.change_counts.push_back(700 * std::exp(-from_mean * from_mean));
      }
      results.paired.push_back(paired);
    }
}

void add_resources(Results& results) {
  for (std::size_t v = 0; v < variant_count; ++v) {
    auto& rows = results.variants[v].resources;
    rows = {{"clinic", "diary", "acute", 96.9, 1.04, 0.98, 1400, 0.004},
            {"theatre_list", "diary", "acute", 25.9, 1.09, 0.97, 1180, 0.002},
            {"ward_bed", "units", "acute", 21.8, 0.81, 0.79, 0.2, std::nan("")}};
    if (v >= 1 && v != 2) rows.push_back({"cats", "diary", "community", 40.3, 0.97, 0.96, 61, 0.006});
    rows[0].utilisation -= 0.04 * static_cast<double>(v);
  }
}

void add_words(Results& results) {
  results.assumptions = {{"current, cats", "parameter.dna", "0.076", "[E 25]"},
                         {"every variant", "parameter.list", "700", "[R 2]"},
                         {"current", "parameter.follow_ups_due", "2", "[I]"},
                         {"hub", "parameter.follow_ups_due", "1", "[K]"},
                         {"current", "step.ward.takes", "lognormal", "[R 43]"}};
  results.stress = {{"1.1", "Purpose of the model", "What would a triage service do?\nAnd a hub?"},
                    {"2.1", "Base model overview diagram", "See the pathways."},
                    {"2.5.1", "Entities", "Patients referred for hip or knee."}};
  results.about = {{"Version", "1.2 <b>"}, {"Authors", "A. Analyst; B. Approver"}};
  results.scenario_texts = {{"current.toml", "[scenario]\ntitle = \"Today's pathway\" # <b>& more</b>\n"},
                            {"cats.toml", "[scenario]\nbase = \"current.toml\"\n"}};
  results.overrides = {"resource.clinic.slots=7"};
  results.variants[1].what_changes = {"source gp: first step is triage (was first_clinic)",
                                      "resource clinic: sessions is 14 per week (was 20 per week)"};
  results.variants[1].need_checks = {
      "surgery: 90% of the patients of current, as declared (shared decision making)"};
}

} // namespace

Results sample_results() {
  Results results;
  results.program_version = "0.1.0";
  results.git_hash = "0123abc";
  results.title = "Hip and knee replacement: today's pathway and four redesigns";
  results.question = "What would a triage service and a surgical hub do to 18-week waits?";
  results.start_date = "2026-04-06";
  results.length_days = 728;
  results.seed = 20260406;
  results.replications = 30;
  for (const auto& course : courses) {
    VariantResult variant;
    variant.name = course.name;
    variant.title = course.title;
    variant.replications = 30;
    variant.events = 184220;
    results.variants.push_back(variant);
    if (results.variants.size() > 1) results.differences.push_back({course.name, "current", {}});
  }
  add_kpis(results);
  add_series(results);
  add_census(results);
  for (std::size_t v = 0; v < variant_count; ++v)
    v == 0 || v == 2 ? add_current_graph(results.variants[v]) : add_redesign_graph(results.variants[v]);
  add_paired(results);
  add_resources(results);
  add_words(results);
  return results;
}

} // namespace carepath
