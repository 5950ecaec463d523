// A plausible orthopaedic comparison, every curve a closed formula of the variant's number.
#include "tests/viewer/viewer_sample.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace carepath::test {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t weeks = 104;

struct Arm {
  const char* name;
  const char* title;
  double share_end; // within 18 weeks at the end
  double list_end;  // list size at the end
  double beds_p95;
  double cost; // pounds per person
};

constexpr std::array<Arm, 5> arms{{
    {"current", "Today's pathway", 0.58, 4650, 61, 5210},
    {"cats", "Triage service only", 0.52, 3890, 60, 4980},
    {"relief", "Relief capacity only", 0.66, 3420, 66, 5480},
    {"cats_hub", "Triage and surgical hub", 0.79, 2510, 58, 5060},
    {"cats_hub_transition", "Triage, hub and transition", 0.93, 1480, 58, 5190},
}};

Estimate around(double mean, double half_width) {
  return {mean, mean - half_width, mean + half_width};
}

KpiRow kpi(const char* name, const char* title, const char* unit, const char* definition) {
  KpiRow row;
  row.name = name;
  row.title = title;
  row.unit = unit;
  row.definition = definition;
  return row;
}

KpiRow with_target(KpiRow row, double target, bool at_most) {
  row.has_target = true;
  row.target = target;
  row.target_at_most = at_most;
  return row;
}

std::vector<KpiRow> kpi_rows() {
  std::vector<KpiRow> rows{
      with_target(kpi("rtt18", "Within 18 weeks (incomplete)", "share",
                      "Of those on the list at the end, the share who have waited 126 days or less."),
                  0.92, false),
      with_target(
          kpi("over52", "Waiting over 52 weeks", "share", "The share who have waited 365 days or more."),
          0.01, true),
      with_target(
          kpi("beds.p95", "Beds in use, 95th percentile", "beds", "Occupied beds on the 95% worst day."), 60,
          true),
      kpi("list", "List size", "patients", "Open clocks at the end."),
      kpi("first_wait", "Wait for a first appointment, mean", "days", "Referral to first attendance."),
      kpi("cost", "Cost per patient", "£", "Steps and resources, per completed pathway."),
      kpi("throughput", "Operations", "per week", "Starts of theatre procedures."),
      kpi("undefined", "Rare outcome", "days", "No replication saw it."),
  };
  rows[4].shown_in = "weeks";
  for (const char* quintile : {"q1", "q2", "q3", "q4", "q5"}) {
    rows.push_back(rows.front());
    rows.back().group = "deprivation";
    rows.back().group_value = quintile;
  }
  return rows;
}

std::vector<Estimate> kpi_estimates(const Arm& arm) {
  std::vector<Estimate> estimates{around(arm.share_end, 0.012),
                                  around(0.16 - 0.16 * arm.share_end, 0.004),
                                  around(arm.beds_p95, 1.4),
                                  around(arm.list_end, 95),
                                  around(7 * (22 - 16 * arm.share_end), 3.5),
                                  around(arm.cost, 42),
                                  around(48 + 20 * arm.share_end, 0.8),
                                  {nan, nan, nan}};
  for (int quintile = 0; quintile < 5; ++quintile)
    estimates.push_back(around(arm.share_end - 0.03 + 0.015 * quintile, 0.02));
  return estimates;
}

std::vector<Estimate> kpi_differences(const Arm& arm) {
  const auto own = kpi_estimates(arm);
  const auto first = kpi_estimates(arms[0]);
  std::vector<Estimate> differences;
  // Paired limits are a third of the unpaired ones here.
  for (std::size_t row = 0; row < own.size(); ++row)
    differences.push_back(around(own[row].mean - first[row].mean, (own[row].high - own[row].mean) / 3));
  return differences;
}

void fill_series(VariantResult& variant, const Arm& arm) {
  const std::array<std::array<double, 3>, 2> shapes{{{4200, arm.list_end, 60}, {0.60, arm.share_end, 0.01}}};
  for (const auto& [start, end, half_width] : shapes)
    for (std::size_t week = 0; week < weeks; ++week) {
      const double progress = 1 - std::exp(-static_cast<double>(week) / 40);
      const double season = 0.012 * std::sin(static_cast<double>(week) * 2 * 3.14159265 / 52);
      const double mean = (start + (end - start) * progress / (1 - std::exp(-103.0 / 40))) * (1 + season);
      const double spread = half_width * std::sqrt(0.1 + progress);
      variant.series_mean.push_back(mean);
      variant.series_low.push_back(mean - spread);
      variant.series_high.push_back(mean + spread);
      variant.series_p05.push_back(mean - 3 * spread);
      variant.series_p95.push_back(mean + 3 * spread);
    }
}

CensusRow census_row() {
  CensusRow row;
  row.clock = "rtt";
  row.dates = {0, 182, 364, 728};
  row.date_labels = {"6 Apr 2026", "5 Oct 2026", "5 Apr 2027", "3 Apr 2028"};
  row.bands.push_back("0-1");
  for (int week = 1; week < 104; ++week)
    row.bands.push_back(">" + std::to_string(week) + "-" + std::to_string(week + 1));
  row.bands.push_back(">104");
  return row;
}

void fill_census(VariantResult& variant, const Arm& arm) {
  std::vector<double> counts;
  for (int date = 0; date < 4; ++date) {
    const double change = date / 3.0;
    const double reach = 24 - change * 20 * (arm.share_end - 0.45);
    const double size = (4200 + (arm.list_end - 4200) * change) / reach;
    for (int band = 0; band <= 104; ++band)
      counts.push_back(size * std::exp(-band / reach) * (1 + 0.05 * std::sin(band * 1.7)));
  }
  std::vector<double> decided = counts;
  for (auto& count : decided) count *= 0.4;
  variant.census = {counts};
  variant.census_with_decision = {decided};
}

GraphNode node(const char* name, const char* title, const char* kind, const char* setting, double per_week) {
  GraphNode made;
  made.name = name;
  made.title = title;
  made.kind = kind;
  made.setting = setting;
  made.per_week = per_week;
  made.mean_wait_days = per_week / 3;
  made.waiting_at_end = per_week * 4;
  made.resources = {"clinic"};
  return made;
}

void fill_graph(VariantResult& variant) {
  variant.nodes = {node("gp", "GP referral", "source", "primary", 100),
                   node("triage", "Triage service", "step", "community", 100),
                   node("first", "First appointment", "step", "acute", 62),
                   node("tests", "Imaging and tests", "step", "acute", 41),
                   node("therapy", "Physiotherapy", "step", "community", 38),
                   node("decide", "Decision clinic", "step", "acute", 55),
                   node("listed", "List for admission", "step", "acute", 33),
                   node("theatre", "Theatre", "step", "acute", 31),
                   node("ward", "Ward stay", "step", "acute", 31),
                   node("rehab", "Home rehabilitation", "step", "home", 29),
                   node("treated", "Treated", "outcome", "", 29),
                   node("discharged", "Discharged without surgery", "outcome", "", 66)};
  const struct {
    std::uint32_t from, to;
    double per_week;
  } edges[] = {{0, 1, 100}, {1, 2, 62},  {1, 4, 30}, {1, 11, 8}, {2, 3, 41},  {2, 2, 6},
               {2, 5, 15},  {3, 5, 40},  {5, 6, 33}, {5, 4, 8},  {5, 11, 14}, {4, 11, 38},
               {6, 7, 31},  {7, 6, 2.4}, {7, 8, 31}, {8, 9, 29}, {9, 10, 29}, {6, 11, 2}};
  for (const auto& edge : edges) variant.edges.push_back({edge.from, edge.to, "", edge.per_week});
}

void fill_resources(VariantResult& variant, const Arm& arm) {
  variant.resources = {
      {"clinic", "diary", "acute", 120, 0.97, 0.94, 320, 0.002},
      {"theatre", "sessions", "acute", 34, 1.08 - 0.3 * (arm.share_end - 0.5), 0.98, 900, 0.004},
      {"ward_bed", "units", "acute", 66, 0.83, arm.beds_p95 / 72, 1.2, 0.001, 48, 60, 64},
      {"physiotherapist", "units", "community", 12, 0.71, 0.70, 6, nan}};
}

/// Queues at each step through the run, beds by number and by hour of the week, values by replication.
void fill_through_time(VariantResult& variant, const Arm& arm) {
  for (const auto& node : variant.nodes)
    for (std::size_t week = 0; week < weeks; ++week) {
      const double wave = 1 + 0.5 * std::sin(static_cast<double>(week) / 9);
      variant.waiting.push_back(node.kind == "step" ? node.per_week * wave * (1.4 - arm.share_end) : nan);
      variant.present.push_back(node.kind == "step" ? 0.2 * node.per_week : nan);
    }
  std::vector<double> shares;
  for (int beds = 0; beds <= 70; ++beds)
    shares.push_back(0.05 * std::exp(-0.5 * std::pow((beds - 48) / 8.0, 2)));
  variant.occupancy = {shares};
  std::vector<double> hours;
  for (std::size_t hour = 0; hour < hours_per_week; ++hour)
    hours.push_back(48 + 8 * std::sin(static_cast<double>(hour % 24) / 4) - (hour >= 120 ? 12 : 0));
  variant.by_hour = {hours};
  for (const auto& estimate : variant.estimates)
    for (int replication = 0; replication < 30; ++replication)
      variant.values.push_back(estimate.mean +
                               (estimate.high - estimate.mean) * 2.6 * std::sin(replication * 2.3));
}

/// One person's way, a month longer in each variant after the first.
void add_journeys(Results& results) {
  results.journey_replication = 1;
  results.journey_people = {{"gp", 12}, {"gp", 480}};
  for (std::uint32_t variant = 0; variant < results.variants.size(); ++variant)
    for (std::uint32_t person = 0; person < 2; ++person) {
      const double shift = 30.0 * variant;
      results.journey_spells.push_back({variant, person, 2, true, 5, 120 - shift / 2});
      results.journey_spells.push_back({variant, person, 2, false, 120 - shift / 2, 121 - shift / 2});
      results.journey_spells.push_back({variant, person, 7, true, 140, 300 - shift});
      results.journey_spells.push_back({variant, person, 8, false, 300 - shift, 305 - shift});
    }
}

PairedEntities paired_row(const Arm& arm, const char* group, const char* value, double shift) {
  PairedEntities paired;
  paired.variant = arm.name;
  paired.against = "current";
  paired.clock = "rtt";
  paired.group = group;
  paired.group_value = value;
  paired.matched = 8200;
  paired.gain = arm.share_end * 0.8 + shift;
  paired.lose = 0.35 - 0.3 * arm.share_end - shift;
  paired.same = 1 - paired.gain - paired.lose;
  paired.mean_change = around(-160 * (arm.share_end - 0.45), 3.5);
  for (int edge = -364; edge <= 364; edge += 14) paired.change_edges.push_back(edge);
  for (std::size_t bin = 0; bin + 1 < paired.change_edges.size(); ++bin) {
    const double middle = paired.change_edges[bin] + 7;
    const double away = (middle - paired.mean_change.mean) / 60;
    paired.change_counts.push_back(760 * std::exp(-0.5 * away * away));
  }
  return paired;
}

VariantResult variant_result(const Arm& arm) {
  VariantResult variant;
  variant.name = arm.name;
  variant.title = arm.title;
  variant.file = std::string("orthopaedics/") + arm.name + ".toml";
  variant.replications = 30;
  variant.estimates = kpi_estimates(arm);
  if (variant.name != "current")
    variant.what_changes = {"Step 'triage' is added between referral and first appointment.",
                            "Resource 'theatre': 34 sessions a week instead of 31."};
  fill_series(variant, arm);
  fill_census(variant, arm);
  fill_graph(variant);
  fill_resources(variant, arm);
  fill_through_time(variant, arm);
  return variant;
}

void fill_notes(Results& results) {
  results.scenario_texts = {
      {"current.toml", "[scenario]\ntitle = \"Hip and knee replacement: today's pathway\"\n\n"
                       "[run]\nstart = 2026-04-06\nlength = \"104 weeks\"\nreplications = 30\n"},
      {"cats.toml", "base = \"current.toml\"\n\n[step.triage]\nneeds = \"triage_slot\"\n"}};
  results.assumptions = {
      {"current", "parameter.dna", "0.076", "[E 25]"},
      {"current", "parameter.conversion", "0.30", "[R 1] local audit"},
      {"cats", "parameter.triage_discharge", "0.18", "[K] assumed, tested from 0.1 to 0.3"}};
  results.stress = {{"1.1", "Purpose of the model", "Compare redesigns of the orthopaedic pathway."},
                    {"2.5.1", "Input parameters", ""}};
}

} // namespace

Results sample_results() {
  Results results;
  results.program_version = "0.1.0";
  results.git_hash = "0123abc";
  results.title = "Hip and knee replacement: today's pathway and its redesigns";
  results.question = "What would a triage service and a surgical hub do to 18-week waits, and for whom?";
  results.start_date = "2026-04-06";
  results.length_days = 728;
  results.seed = 20260406;
  results.replications = 30;
  results.kpis = kpi_rows();
  results.series = {{"list", "Waiting list", "patients", false, 0, false},
                    {"rtt18", "Within 18 weeks (incomplete)", "share", true, 0.92, false}};
  for (std::size_t week = 0; week < weeks; ++week) results.times.push_back(static_cast<double>(7 * week));
  results.censuses = {census_row()};
  for (const auto& arm : arms) {
    results.variants.push_back(variant_result(arm));
    if (results.variants.size() == 1) continue;
    results.differences.push_back({arm.name, "current", kpi_differences(arm)});
    results.paired.push_back(paired_row(arm, "", "", 0));
    for (const char* quintile : {"q1", "q2", "q3", "q4", "q5"})
      results.paired.push_back(paired_row(arm, "deprivation", quintile, 0.01 * (quintile[1] - '3')));
  }
  fill_notes(results);
  results.occupancies = {{"ward_bed", 71}};
  results.hourly = {"ward_bed"};
  add_journeys(results);
  return results;
}

Results sweep_results(std::size_t points) {
  Results results;
  results.title = "A sweep";
  results.start_date = "2026-04-06";
  results.length_days = 728;
  results.replications = 10;
  results.kpis = kpi_rows();
  results.kpis.resize(8);
  results.coordinates = {
      {"lists", "resource.theatre.sessions"}, {"beds", "resource.bed.capacity"}, {"service", "service"}};
  for (std::size_t at = 0; at < points; ++at) {
    VariantResult variant;
    const std::size_t lists = at % 20;
    const std::size_t beds = at / 20 % 25;
    const bool service = at / 500 % 2 == 1;
    variant.name = "point-" + std::to_string(at);
    variant.coordinates = {std::to_string(20 + lists) + " per week", std::to_string(10 + 2 * beds),
                           service ? "triage" : "none"};
    const double reach =
        1 - std::exp(-static_cast<double>(std::min(lists, beds + 2)) / 8) + (service ? 0.05 : 0);
    const Arm arm{"",
                  "",
                  std::min(reach, 0.99),
                  4200 - 3000 * reach,
                  30.0 + static_cast<double>(beds),
                  4000 + 80 * static_cast<double>(lists) + 60 * static_cast<double>(beds)};
    variant.estimates = kpi_estimates(arm);
    variant.estimates.resize(8);
    variant.replications = 10;
    results.variants.push_back(std::move(variant));
  }
  return results;
}

Results small_results() {
  Results results;
  results.title = "One queue";
  results.start_date = "2026-04-06";
  results.length_days = 28;
  results.replications = 1;
  results.kpis = {kpi_rows().front()};
  results.series = {{"list", "Waiting list", "patients", false, 0, false}};
  results.times = {0, 7, 14, 21};
  VariantResult variant;
  variant.name = "queue";
  variant.replications = 1;
  variant.values = {0.5};
  variant.estimates = {{0.5, nan, nan}};
  variant.series_mean = {3, 4, nan, 5};
  variant.nodes = {node("in", "Arrivals", "source", "", 10), node("out", "", "outcome", "", 10)};
  variant.edges = {{0, 1, "", 10}};
  results.variants = {variant};
  return results;
}

} // namespace carepath::test
