// Durations of phases: time_in a phase, wait_for a resource; and figures of any tally.
#include "models/kpi/kpi_lowering.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace carepath {
namespace {

bool is_share(const Show& show) {
  return show.kind == ShowKind::share_within || show.kind == ShowKind::share_over ||
         show.kind == ShowKind::share_at || show.kind == ShowKind::share_up_to ||
         show.kind == ShowKind::share_waiting;
}

/// Exactly `number`: those up to it less those up to the number just below.
FigureId share_at(Figures& figures, MeasureId tally, const Place& place, double number) {
  const double below = std::nextafter(number, -std::numeric_limits<double>::infinity());
  return figures.combine(FigureOp::subtract, figures.tally(FigureOp::tally_within, tally, place, number),
                         figures.tally(FigureOp::tally_within, tally, place, below));
}

/// Those of more than nothing.
FigureId share_above(Figures& figures, MeasureId tally, const Place& place, double number) {
  return figures.combine(FigureOp::subtract, figures.constant(1),
                         figures.tally(FigureOp::tally_within, tally, place, number));
}

Cohort cohort_of(const Item& item) {
  const auto* cohort = item.find("cohort");
  if (!cohort || cohort->value.text == "end") return Cohort::end;
  return cohort->value.text == "start" ? Cohort::start : Cohort::arrive;
}

} // namespace

std::string tally_unit(const Show& show, const std::string& amount, const std::string& counted) {
  if (is_share(show)) return "share";
  return show.kind == ShowKind::number ? counted : show.kind == ShowKind::per_time ? show.label : amount;
}

std::optional<SeriesSource> share_series(const Show& show, MeasureId tally, KpiWork& work) {
  auto& figures = work.figures;
  const bool over = show.kind == ShowKind::share_over || show.kind == ShowKind::share_waiting;
  if (!over && show.kind != ShowKind::share_within && show.kind != ShowKind::share_up_to) return std::nullopt;
  return SeriesSource{figures.tally_row(SampleKind::tally_within, tally, {}, show.number),
                      figures.tally_row(SampleKind::tally_count, tally, {}, 0), over};
}

KpiOffer duration_offer(const Item& item, MeasureId tally, const std::string& counted, KpiWork& work) {
  auto& row = work.context.program().plan.tallies[tally.value];
  row.cohort = cohort_of(item);
  if (row.cohort != Cohort::end) row.began = cohort_period(item, work.context);
  KpiOffer offer;
  offer.shows = only(ShowKind::mean, "mean");
  offer.figures = tally_figures;
  offer.histogram = tally;
  offer.filtered = true;
  offer.measured = Dimension::duration;
  offer.figure = [tally, &work](const Show& show, const Place& place, std::optional<std::uint32_t>) {
    return tally_figure(work.figures, tally, show, place, work);
  };
  offer.unit = [counted](const Show& show) { return tally_unit(show, "days", counted); };
  offer.series = [tally, &work](const Show& show) { return share_series(show, tally, work); };
  return offer;
}

FigureId mean_above_nothing(Figures& figures, MeasureId tally, MeasureId above, const Place& place) {
  return figures.combine(FigureOp::divide, figures.tally(FigureOp::tally_mean, above, place),
                         share_above(figures, tally, place, 0));
}

std::optional<FigureId> tally_figure(Figures& figures, MeasureId tally, const Show& show, const Place& place,
                                     KpiWork& work) {
  switch (show.kind) {
  case ShowKind::mean: return figures.tally(FigureOp::tally_mean, tally, place);
  case ShowKind::quantile: return figures.tally(FigureOp::tally_quantile, tally, place, show.number);
  case ShowKind::minimum: return figures.tally(FigureOp::tally_minimum, tally, place);
  case ShowKind::maximum: return figures.tally(FigureOp::tally_maximum, tally, place);
  case ShowKind::deviation: return figures.tally(FigureOp::tally_deviation, tally, place);
  case ShowKind::total: return figures.tally(FigureOp::tally_sum, tally, place);
  case ShowKind::number: return figures.tally(FigureOp::tally_count, tally, place);
  case ShowKind::share_up_to:
  case ShowKind::share_within: return figures.tally(FigureOp::tally_within, tally, place, show.number);
  case ShowKind::share_over: return share_above(figures, tally, place, show.number);
  case ShowKind::share_waiting: return share_above(figures, tally, place, 0);
  case ShowKind::share_at: return share_at(figures, tally, place, show.number);
  case ShowKind::mean_of_those: return mean_above_nothing(figures, tally, tally, place); // no time is below
  case ShowKind::per_time: {
    const auto periods =
        figures.combine(FigureOp::divide, figures.add(FigureOp::window_days), figures.constant(show.number));
    return figures.combine(FigureOp::divide, figures.tally(FigureOp::tally_count, tally, place), periods);
  }
  default: (void)work; return std::nullopt;
  }
}

std::vector<KpiOffer> offer_time_in(const Item& item, const std::vector<AttributeId>& by, KpiWork& work) {
  const auto tally = item_tally(item, "kpi." + item.name, by, work);
  std::set<std::pair<std::uint32_t, Phase>> measured; // "ward" and "ward.work" measure one stay once
  for (const auto& [text, where] : texts_of(item.find("time_in")->value, work.context))
    for (const auto& each : phases_of(text, where, work.context))
      if (measured.insert(each).second)
        work.context.program().plan.phase_tallies.push_back({StepId(each.first), each.second, tally});
  return {duration_offer(item, tally, "number", work)};
}

std::vector<KpiOffer> offer_wait_for(const Item& item, const std::vector<AttributeId>& by, KpiWork& work) {
  const auto& field = *item.find("wait_for");
  const auto resource =
      work.context.require(work.context.resources, "resource", field.value.text, field.value.where);
  const auto tally = item_tally(item, "kpi." + item.name, by, work);
  for (std::uint32_t step = 0; step < work.pathway.steps.size(); ++step) {
    const auto& needs = work.pathway.steps[step].needs;
    const bool asks = std::any_of(needs.begin(), needs.end(), [&](const NeedSpec& need) {
      return std::any_of(need.parts.begin(), need.parts.end(),
                         [&](const auto& part) { return part.first.value == resource; });
    });
    if (asks) work.context.program().plan.phase_tallies.push_back({StepId(step), Phase::wait, tally});
  }
  return {duration_offer(item, tally, "number", work)};
}

} // namespace carepath
