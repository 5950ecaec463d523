// What a study produced: plain structs, exactly what the results file holds.
//
// The report, the viewer, the JSON output and the CSV export read these and nothing else. Times are in
// days since the start date, money in pounds, shares 0 to 1. An undefined figure is NaN. Arrays say
// their shape as [outer, inner] and are stored row by row.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/estimate.hpp"
#include "engine/results/money_rows.hpp"

namespace carepath {

inline constexpr const char* results_format = "carepath-results/1";

/// One line of the KPI table: a figure, for everyone or for one group.
struct KpiRow {
  std::string name;        // "rtt18", "desks.p95", "rtt18@week 26"
  std::string title;       // words for people: "Within 18 weeks (incomplete)"
  std::string unit;        // "share", "days", "weeks", "£", "people", "per week", ...
  std::string shown_in;    // unit people prefer to read it in ("weeks"); values stay in `unit`
  std::string definition;  // one sentence
  std::string group;       // splitting attribute ("deprivation") or "setting"; empty for everyone
  std::string group_value; // "q1"; empty for everyone
  bool has_target = false;
  double target = 0;
  bool target_at_most = false;                                   // true when the target is an upper bound
  double target_high = std::numeric_limits<double>::quiet_NaN(); // of a band from `target` up to it
  std::string owner{};                                           // who answers for it
  std::string source{};                                          // where the target comes from
};

/// A figure followed through the run.
struct SeriesRow {
  std::string name;
  std::string title;
  std::string unit;
  bool has_target = false;
  double target = 0;
  bool target_at_most = false;
  double target_high = std::numeric_limits<double>::quiet_NaN();
};

/// Ages of open intervals at dates, in the published week bands.
struct CensusRow {
  std::string clock;         // "rtt"
  std::vector<double> dates; // days
  std::vector<std::string> date_labels;
  std::vector<std::string> bands; // "0-1", ">1-2", ..., ">104"
};

/// How long one phase took, as counts per bin, mean per replication.
struct HistogramRow {
  std::string name; // KPI name
  std::string title;
  std::vector<double> edges; // days; bin i is [edges[i], edges[i+1])
};

struct GraphNode {
  std::string name;
  std::string title;
  std::string kind;    // "source", "step", "outcome"
  std::string setting; // "acute", "community", ...; empty when not said
  double per_week = 0; // arrivals at the node per week, mean over replications
  double mean_wait_days = 0;
  double waiting_at_end = 0;
  std::vector<std::string> resources;
};

struct GraphEdge {
  std::uint32_t from = 0; // index into nodes
  std::uint32_t to = 0;
  std::string label; // empty: flows are not told apart by cause
  double per_week = 0;
};

struct ResourceRow {
  std::string name;
  std::string kind;
  std::string setting;
  double capacity_mean = 0; // units; slots per week of a diary; what a stock has to give per week
  double offered_load = 0;  // from the traffic equations: demand / capacity; NaN when unknown
  double utilisation = 0;   // simulated, time average
  double mean_queue = 0;
  double littles_law_error = 0; // |L - lambda W| / L of its queue; NaN when the queue was empty
  // As many units as are busy, or fewer, for this share of time; NaN when the time at each number is not
  // kept.
  double busy_p50 = std::numeric_limits<double>::quiet_NaN();
  double busy_p95 = std::numeric_limits<double>::quiet_NaN();
  double busy_p99 = std::numeric_limits<double>::quiet_NaN();
};

/// A resource whose time at each number of busy units was kept.
struct OccupancyRow {
  std::string resource;
  std::uint32_t numbers = 0; // 0, 1, ... up to the largest seen in any variant
};

/// Where one person was for a while, in one replication of one variant.
struct JourneySpell {
  std::uint32_t variant = 0; // index into the results' variants
  std::uint32_t person = 0;  // index into the results' `journey_people`
  std::uint32_t node = 0;    // index into the variant's nodes
  bool waiting = false;      // for what the step needs, and not yet in its work
  double from = 0;           // days since the start
  double until = 0;
};

/// Somebody whose journey was kept, the same in every variant.
struct JourneyPerson {
  std::string source;
  std::uint32_t number = 0; // within the source, from 1
};

struct VariantResult {
  std::string name; // the file's stem, or "stem.variant"
  std::string title;
  std::string question;
  std::string file;
  std::uint32_t replications = 0; // completed
  std::uint32_t failed = 0;
  std::vector<std::string> failures;     // first few messages: "replication 7: ..."
  std::vector<std::string> warnings;     // what a reader must know, such as people stuck for good
  std::vector<std::string> what_changes; // plain-English differences from the first variant
  std::vector<std::string> need_checks;  // need conservation, in words
  std::vector<double> values;            // [kpi row, replication], NaN where undefined or failed
  std::vector<Estimate> estimates;       // [kpi row]
  std::vector<double> series_mean;       // [series row, time]
  std::vector<double> series_low;        // 95% limits of the mean
  std::vector<double> series_high;
  std::vector<double> series_p05; // 5th and 95th percentile over replications
  std::vector<double> series_p95;
  std::vector<std::vector<double>> census;               // per census row: [date, band] mean counts
  std::vector<std::vector<double>> census_with_decision; // the same, decision to admit made
  std::vector<std::vector<double>> histograms;           // per histogram row: [bin] mean counts
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
  std::vector<ResourceRow> resources;
  double events = 0;                            // per replication
  std::vector<std::string> coordinates{};       // in a sweep: where it lies, parallel to Results::coordinates
  std::vector<double> waiting{};                // [node, time] people waiting, mean; empty when not recorded
  std::vector<double> present{};                // [node, time] people there and not waiting
  std::vector<std::vector<double>> occupancy{}; // per occupancy row: [number busy] share of time
  std::vector<std::vector<double>> by_hour{};   // per resource of `hourly`: [hour of the week] units busy
};

/// How a difference came out, one observation after another: a replication, or the mean of those that share a
/// draw of uncertain inputs or are an antithetic pair. The chance of a redesign that is worse than hoped for.
struct ChangeSpread {
  double number = 0; // of observations in which both have the figure
  double higher = 0; // in how many of them it is above nothing
  double lower = 0;
  double lowest_fifth = 0; // mean of the fifth of them in which it is lowest
  double highest_fifth = 0;
};

/// Variant minus against, over replications both completed.
struct Difference {
  std::string variant;
  std::string against;
  std::vector<Estimate> estimates;    // [kpi row]
  std::vector<ChangeSpread> spread{}; // the same; empty in files of before
};

/// The same entities in two variants: change in days waited on a clock, variant minus against.
struct PairedEntities {
  std::string variant;
  std::string against;
  std::string clock;
  std::string group; // empty for everyone
  std::string group_value;
  double matched = 0; // entities found in both, and measured in either, per replication
  double gain = 0;    // share waiting less, by at least `noticed_days`
  double same = 0;
  double lose = 0;                   // share waiting more, by at least `noticed_days`
  Estimate mean_change;              // days, of those ended in both; limits over replications
  std::vector<double> change_edges;  // days
  std::vector<double> change_counts; // mean per replication, one fewer than edges
  double noticed_days = 7;           // a smaller change counts as the same
  std::string clock_title{};         // words for people; empty when there are none
  double unknown = 0;                // share open at the end of the run, so that none of these can be told
};

/// What a variant does to the capacity of one resource, against another; per week of the measured period.
/// Freed: no longer used. Released: no longer offered. Stranded: freed but still offered, hence paid for.
struct CapacityRow {
  std::string variant;
  std::string against;
  std::string resource;
  std::string unit; // what is counted: "unit hours", "slots", ...
  double used_before = 0;
  double used_after = 0;
  double offered_before = 0; // infinite when there is no bound
  double offered_after = 0;
  double freed = 0;
  double freed_low = 0; // 95% limits
  double freed_high = 0;
  double released = 0;
  double released_low = 0;
  double released_high = 0;
  double stranded = 0;
  double stranded_low = 0;
  double stranded_high = 0;
};

/// Work taken out of a setting, or that appears in one; per week, variant minus against.
struct ShiftRow {
  std::string variant;
  std::string against;
  std::string part;    // "removed" from the setting, or "appears" in it
  std::string setting; // as the scenario says
  std::string what;    // "visits", "staff hours", "cost", ...
  std::string name;    // of the step, resource or cost line; empty for all of them
  std::string title;   // of the same, for people
  double change = 0;
  double low = 0; // 95% limits
  double high = 0;
  double per_day_removed = 0;   // of the change, for each day of stay removed; NaN when none is
  double per_visit_removed = 0; // of the change, for each visit removed
};

/// What stands for the names of all variants where there are several.
inline constexpr std::string_view every_variant = "every variant";

struct Assumption {
  std::string variant; // all that have it: "current, hub", or `every_variant`
  std::string path;    // "parameter.dna"
  std::string value;   // "0.076"
  std::string source;  // "[E 25]"
};

/// What the scenario says of itself: its version, who made it, whom it is about.
struct AboutRow {
  std::string title;
  std::string text;
};

/// One item of the STRESS-DES checklist (Monks et al. 2019), filled from the scenario.
struct StressItem {
  std::string number; // "2.5.1"
  std::string title;
  std::string text;
};

/// A parameter of which the evidence gives a spread.
struct UncertainRow {
  std::string name;
  std::string variant{}; // that has it so; empty where all have it alike
  std::string title;
  std::string source;
  std::string written; // the distribution, as in the scenario; empty where the variant settles the input
  std::string unit;    // of the numbers below; empty for a plain number
  double best = 0;     // the best estimate
  double low = 0;      // 2.5% and 97.5% points of the distribution; NaN where settled
  double high = 0;
  std::uint32_t replications_per_draw = 1;
};

/// The value of an uncertain input in one draw, shared by a few replications in a row.
struct InputDraw {
  std::string input;
  std::string variant{};  // that has this value; empty for all
  std::uint32_t draw = 0; // from 1
  double value = 0;
};

/// How much of the spread of a figure between replications comes from uncertain inputs, and how much from
/// chance: of a variant, or of its difference from another.
struct SpreadRow {
  std::string variant;
  std::string against; // empty: the variant itself
  std::string kpi;
  std::string unit;
  double sd_inputs = 0; // standard deviations; NaN where they cannot be told apart
  double sd_chance = 0;
  double share_inputs = 0; // of the variance, with 95% limits
  double share_low = 0;
  double share_high = 0;
};

/// A figure adjusted by control variates: of a variant, or of its difference from another.
struct ControlledRow {
  std::string variant;
  std::string against; // empty: the variant itself
  std::string kpi;
  std::string unit;
  std::uint32_t controls = 0; // coefficients estimated
  double mean = 0;            // adjusted, with 95% limits; NaN with too few replications
  double low = 0;
  double high = 0;
  double variance_saved = 0; // share of the variance of the plain mean; negative when it costs
};

struct ScenarioText {
  std::string name; // file name as given
  std::string text;
};

/// What varies between the variants of a sweep.
struct SweepCoordinate {
  std::string name; // "rooms"
  std::string path; // "parameter.rooms.is"; the name itself for a whole alternative
};

struct Results {
  std::string program_version;
  std::string git_hash;
  std::string title;
  std::string question;
  std::string start_date; // "2026-04-06" or with a time
  double warm_up_days = 0;
  double length_days = 0;
  std::uint64_t seed = 0;
  std::uint32_t replications = 0;      // asked for
  std::uint32_t first_replication = 0; // before these, from 0: 16 when replication 17 was run alone
  bool cancelled = false;              // stopped before all replications were done
  bool antithetic = false;             // replications are pairs, 1 with 2, 3 with 4; limits are over pairs
  std::vector<std::string> overrides;  // "--set" texts
  std::vector<std::string>
      headline; // names of the KPIs that are the main figures; empty: the reader's choice
  std::vector<ScenarioText> scenario_texts;
  std::vector<KpiRow> kpis;
  std::vector<SeriesRow> series;
  std::vector<double> times; // days, of the series
  std::vector<CensusRow> censuses;
  std::vector<HistogramRow> histograms;
  std::vector<SweepCoordinate> coordinates; // of a sweep; otherwise empty
  std::vector<VariantResult> variants;
  std::vector<Difference> differences;
  std::vector<PairedEntities> paired;
  std::vector<CapacityRow> capacity;
  std::vector<ShiftRow> shifts;
  std::vector<WorthRow> worths{};         // otherwise empty
  std::vector<MoneyMonth> money_months{}; // of comparisons with KPIs of money; otherwise empty
  std::vector<PaybackRow> paybacks{};
  std::vector<UncertainRow> uncertain; // inputs; otherwise empty, as the next two
  std::vector<InputDraw> draws;
  std::vector<SpreadRow> spreads;
  std::vector<ControlledRow> controlled; // otherwise empty
  std::vector<Assumption> assumptions;
  std::vector<StressItem> stress;
  std::vector<AboutRow> about{}; // of the first variant; only what it says
  std::vector<OccupancyRow> occupancies{};
  std::vector<std::string> hourly{}; // resources whose use by hour of the week was kept; hour 0 begins Monday
  std::uint32_t journey_replication = 0; // from 1; 0: no journeys were kept
  std::vector<JourneyPerson> journey_people{};
  std::vector<JourneySpell> journey_spells{};
};

inline constexpr std::size_t hours_per_week = 168;

} // namespace carepath
