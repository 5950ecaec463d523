// KPIs: rows of the results table, each a figure for everyone and for groups.
//
// A form is one way to say what is measured (time_in, clock, resource, ...): one file and one line in the
// catalogue. The driver here does what all share: names, targets, groups, dates.
#pragma once

#include "models/compile/compiled_scenario.hpp"
#include "models/kpi/figures.hpp"
#include "models/kpi/show.hpp"
#include "models/scenario/field.hpp"
#include "models/steps/pathway.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

struct CostSheet;

/// What the forms work with.
struct KpiWork {
  CompileContext& context;
  Figures& figures;
  const Pathway& pathway;
  CostSheet& costs;
};

/// One row a form offers: how to compute a figure for a place.
struct KpiOffer {
  std::string suffix;      // of the name, for forms with several subjects ("outcomes.died"); usually empty
  std::vector<Show> shows; // when the form has its own default
  std::function<std::optional<FigureId>(const Show&, const Place&, std::optional<std::uint32_t> time)> figure;
  std::function<std::string(const Show&)> unit;
  bool at_moments = false; // has a value at a moment: `at` is allowed, and it makes a series
  std::function<std::optional<std::uint32_t>(const Show&)> series; // sample row of the series
  std::string group; // the rows are groups of this name, not splits ("setting")
  std::vector<std::pair<std::string, std::function<std::optional<FigureId>(const Show&)>>> groups;
  MeasureId histogram; // a tally whose distribution is worth showing
};

struct KpiForm {
  std::string_view key; // the field that marks it: "time_in"
  std::vector<KpiOffer> (*offer)(const Item&, const std::vector<AttributeId>& by, KpiWork&);
};

[[nodiscard]] const KindRow& kpi_kind();
[[nodiscard]] std::span<const KpiForm> kpi_forms();

/// Adds the sample times of the run and of every KPI's dates to the plan. Comes before `define_kpis`.
void plan_sample_times(CompileContext& context);

/// Compiles every KPI: tallies and levels into the plan, actions at points, rows and series into `out`.
void define_kpis(KpiWork& work, CompiledScenario& out);

// The forms, one file each.
std::vector<KpiOffer> offer_time_in(const Item&, const std::vector<AttributeId>&, KpiWork&);
std::vector<KpiOffer> offer_wait_for(const Item&, const std::vector<AttributeId>&, KpiWork&);
std::vector<KpiOffer> offer_number_in(const Item&, const std::vector<AttributeId>&, KpiWork&);
std::vector<KpiOffer> offer_count(const Item&, const std::vector<AttributeId>&, KpiWork&);
std::vector<KpiOffer> offer_resource(const Item&, const std::vector<AttributeId>&, KpiWork&);
std::vector<KpiOffer> offer_clock(const Item&, const std::vector<AttributeId>&, KpiWork&);
std::vector<KpiOffer> offer_attribute(const Item&, const std::vector<AttributeId>&, KpiWork&);
std::vector<KpiOffer> offer_cost(const Item&, const std::vector<AttributeId>&, KpiWork&);
std::vector<KpiOffer> offer_setting(const Item&, const std::vector<AttributeId>&, KpiWork&);

/// A hidden mark on each person, 0 until they have been counted for `name`.
[[nodiscard]] AttributeId seen_attribute(const std::string& name, CompileContext& context);
/// Counts people at a point, each the first time only.
void count_distinct(const std::string& point, MeasureId tally, AttributeId seen, CompileContext& context);

/// What every tally of durations offers, by the item's cohort; `counted` is the unit of its number.
[[nodiscard]] KpiOffer duration_offer(const Item& item, MeasureId tally, const std::string& counted,
                                      KpiWork& work);

/// The figure of a tally of durations or amounts for any show; nothing when the show does not apply.
[[nodiscard]] std::optional<FigureId> tally_figure(Figures&, MeasureId, const Show&, const Place&, KpiWork&);

} // namespace carepath
