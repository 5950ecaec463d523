// KPIs: rows of the results table, each a figure for everyone and for groups.
//
// A form is one way to say what is measured (time_in, clock, resource, ...): one file and one line in the
// catalogue. The driver here does what all share: names, targets, groups, dates.
#pragma once

#include "models/compile/compiled_scenario.hpp"
#include "models/kpi/figure_name.hpp"
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

/// A KPI of what is spent over the whole measured period, and how its figure is made for the window that is
/// set.
struct MoneyTotal {
  std::string name; // of the row
  std::function<FigureId()> figure;
};

/// What the forms work with.
struct KpiWork {
  CompileContext& context;
  Figures& figures;
  const Pathway& pathway;
  CostSheet& costs;
  FigureNames names = {}; // filled as KPIs are compiled
  std::vector<MoneyTotal> totals = {};
};

/// Parts that add up to the whole without being groups of people: settings, payers, providers.
struct KpiParts {
  std::string name; // "payer"
  std::vector<std::pair<std::string, std::function<std::optional<FigureId>(const Show&)>>> groups;
};

/// True where `by` of the item means a party to the money, not an attribute: who pays, or who is paid, of
/// costs.
[[nodiscard]] bool is_by_party(const Item& item, std::string_view name);

/// One row a form offers: how to compute a figure for a place.
struct KpiOffer {
  std::string suffix;      // of the name, for forms with several subjects ("outcomes.died"); usually empty
  std::vector<Show> shows; // when the item asks for none
  std::string figures;     // those there are, for messages
  std::function<std::optional<FigureId>(const Show&, const Place&, std::optional<std::uint32_t> time)> figure;
  std::function<std::string(const Show&)> unit;
  std::string shown_in = {}; // the unit of time in which its days are shown where the item names none
  /// What is everyone's and of no group in particular; nothing where all is of some group.
  std::function<std::optional<FigureId>(const Show&)> shared = {};
  bool at_moments = false; // has a value at a moment: `at` is allowed, and it makes a series
  std::function<std::optional<SeriesSource>(const Show&)> series;
  bool parts_only = false; // everyone is the sum of the one list of parts
  std::vector<KpiParts> parts;
  MeasureId histogram;                 // a tally whose distribution is worth showing
  bool filtered = false;               // `only` has been applied
  bool labelled = false;               // `unit` says what a plain number counts
  Dimension measured = Dimension::any; // what limits of shares are compared with; any: not checked
  bool may_be_negative = false;        // of a length of time: an attribute may hold one below nothing
  bool of_capacity = false; // units in use: `share_over` is of the share of what there is, others of units
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

/// Days that units of a resource are in use, `times` as many: units held, or time at work of those who had
/// slots of a diary, once however many they had. Nothing where no step may need the diary.
[[nodiscard]] std::optional<FigureId> days_in_use(std::uint32_t resource, double times, KpiWork& work);

/// The tally of an item, split by `by` and kept to those its `only` names.
[[nodiscard]] MeasureId item_tally(const Item& item, std::string name, const std::vector<AttributeId>& by,
                                   KpiWork& work);
/// 1 for a person that `only` does not name, for a branch at a point; nothing when the item has no `only`.
[[nodiscard]] std::optional<ValueId> excluded(const Item& item, KpiWork& work);

/// What every tally of durations offers, by the item's cohort; `counted` is the unit of its number.
[[nodiscard]] KpiOffer duration_offer(const Item& item, MeasureId tally, const std::string& counted,
                                      KpiWork& work);

/// The unit of a figure of a tally: `amount` is that of what is summed, `counted` that of how many.
[[nodiscard]] std::string tally_unit(const Show&, const std::string& amount, const std::string& counted);

/// The figures there are of durations and amounts, for messages.
inline constexpr std::string_view tally_figures =
    "mean, median, p90, min, max, sd, total, number, share_within, share_over, share_up_to, share_at, "
    "share_waiting, mean_of_those and per week";

/// The share followed through the run, of what ended in each step of the series; nothing for other shows.
[[nodiscard]] std::optional<SeriesSource> share_series(const Show&, MeasureId, KpiWork&);

/// The mean of those of more than nothing in a tally. `above` has the same observations, with nothing in the
/// place of those below it; the tally itself where there are none.
[[nodiscard]] FigureId mean_above_nothing(Figures&, MeasureId tally, MeasureId above, const Place&);

/// The figure of a tally of durations or amounts for any show; nothing when the show does not apply.
[[nodiscard]] std::optional<FigureId> tally_figure(Figures&, MeasureId, const Show&, const Place&, KpiWork&);

} // namespace carepath
