// Means where the inputs are uncertain and draws hold unequal numbers of replications: each draw counts
// alike, in every group of the results. Nothing varies within a draw, so that every figure follows from its
// length of stay.
#include "tests/compile/scenario_text.hpp"

#include <algorithm>
#include <numeric>

using namespace carepath;
using namespace carepath::test;

namespace {

/// Two come on day 1 to the one bed: the second waits for as long as the first stays. Of three replications
/// two share the first draw, and the third has the second.
constexpr auto one_bed = R"(
[scenario]
title = "One bed"
[run]
start = 2026-04-06
length = "14 days"
replications = 3
replications_per_draw = 2
seed = 4
census = ["day 7"]
series = "7 days"
by_hour = ["bed"]
[parameter.stay]
is = "3 days"
uncertain = { dist = "uniform", low = "0.5 days", high = "6 days" }
source = "[I]"
[source.ill]
at = ["day 1", "day 1"]
first = "ward"
[resource.bed]
capacity = 1
role = "bed"
[step.ward]
needs = "bed"
takes = "= stay"
next = [{ when = "now > 7", to = "late" }, { to = "soon" }]
[outcome]
late = "Late"
soon = "Soon"
[clock.c]
starts = ["ill.arrive"]
stops = ["late", "soon"]
[kpi]
wait = { time_in = "ward.wait", show = ["mean", "p90"] }
busy = { resource = "bed", level = "busy", show = ["mean", "p95"] }
)";

constexpr auto half_the_stay = R"(
[scenario]
title = "Half the stay"
base = "now.toml"
[step.ward]
takes = "= stay / 2"
)";

struct Found {
  Results results;
  double first = 0, second = 0; // days, the stay in each draw

  [[nodiscard]] const VariantResult& now() const { return results.variants.at(0); }
  /// The mean over both draws of what a stay gives.
  template <class Give> [[nodiscard]] double mean(const Give& give) const {
    return (static_cast<double>(give(first)) + static_cast<double>(give(second))) / 2;
  }
};

Found both_draws() {
  Found found{ScenarioFolder({{"now.toml", one_bed}, {"then.toml", half_the_stay}}).run()};
  REQUIRE(found.results.draws.size() == 2);
  found.first = found.results.draws[0].value;
  found.second = found.results.draws[1].value;
  REQUIRE((found.first < 3) != (found.second < 3)); // whether the second person leaves by day 7
  return found;
}

bool leaves_late(double stay) {
  return 1 + 2 * stay > 7;
}

std::size_t place_of_node(const VariantResult& variant, const std::string& name) {
  const auto found = std::find_if(variant.nodes.begin(), variant.nodes.end(),
                                  [&](const auto& node) { return node.name == name; });
  REQUIRE(found != variant.nodes.end());
  return static_cast<std::size_t>(found - variant.nodes.begin());
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

TEST_CASE(
    "what is freed is what was used less what is used, where draws hold unequal numbers of replications",
    "[study]") {
  const auto found = both_draws();
  const auto& row = found.results.capacity.at(0);
  const double stay = found.mean([](double d) { return d; }); // of two people in two weeks: bed days a week
  CHECK(row.used_before == Approx(stay));
  CHECK(row.used_after == Approx(stay / 2));
  CHECK(row.freed == Approx(row.used_before - row.used_after));
  CHECK(row.released == Approx(row.offered_before - row.offered_after).margin(1e-12));
}

TEST_CASE("load, queue and time in use of a resource are means of the draws", "[study]") {
  const auto found = both_draws();
  const auto& bed = found.now().resources.at(0);
  const double stay = found.mean([](double d) { return d; });
  CHECK(bed.utilisation == Approx(2 * stay / 14));
  CHECK(bed.mean_queue == Approx(stay / 14));
  const auto& occupancy = found.now().occupancy.at(0);
  REQUIRE(occupancy.size() == 2);
  CHECK(occupancy[1] == Approx(2 * stay / 14));
  CHECK(sum(occupancy) == Approx(1));
  CHECK(sum(found.now().by_hour.at(0)) == Approx(stay * 24)); // unit-hours a week
}

TEST_CASE("flows and waits of the pathway are means of the draws", "[study]") {
  const auto found = both_draws();
  const auto& variant = found.now();
  const auto late = place_of_node(variant, "late"), ward = place_of_node(variant, "ward");
  const double late_people = found.mean([](double d) { return (1 + d > 7) + leaves_late(d); });
  CHECK(variant.nodes[late].per_week == Approx(late_people / 2));
  CHECK(variant.nodes[ward].per_week == Approx(1));
  CHECK(variant.nodes[ward].mean_wait_days == Approx(found.mean([](double d) { return d / 2; })));
  const auto edge = std::find_if(variant.edges.begin(), variant.edges.end(),
                                 [&](const auto& one) { return one.from == ward && one.to == late; });
  REQUIRE(edge != variant.edges.end());
  CHECK(edge->per_week == Approx(late_people / 2));
  REQUIRE(found.results.times.at(1) == 7);
  CHECK(variant.present.at(ward * found.results.times.size() + 1) == Approx(found.mean(leaves_late)));
}

TEST_CASE("ages of open clocks and the lengths of waits are means of the draws", "[study]") {
  const auto found = both_draws();
  CHECK(sum(found.now().census.at(0)) ==
        Approx(found.mean([](double d) { return (1 + d > 7) + leaves_late(d); })));
  const auto& edges = found.results.histograms.at(0).edges;
  const auto bin_of = [&](double days) {
    return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), days) - edges.begin()) - 1;
  };
  const auto& counts = found.now().histograms.at(0);
  REQUIRE(bin_of(found.first) != bin_of(found.second));
  CHECK(counts.at(bin_of(found.first)) == Approx(0.5)); // the second person's wait, in one draw of two
  CHECK(counts.at(bin_of(found.second)) == Approx(0.5));
}
