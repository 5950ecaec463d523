// Clocks: open periods by age at a date, and closed periods by length.
#include "models/kpi/kpi.hpp"

#include <algorithm>

namespace carepath {
namespace {

std::string open_unit(const Show& show) {
  if (show.kind == ShowKind::number) return "patients";
  return show.kind == ShowKind::share_within || show.kind == ShowKind::share_over ? "share" : "days";
}

std::optional<SampleKind> sample_kind(const Show& show) {
  switch (show.kind) {
  case ShowKind::number: return SampleKind::interval_number;
  case ShowKind::share_within: return SampleKind::interval_within;
  case ShowKind::share_over: return SampleKind::interval_over;
  case ShowKind::mean: return SampleKind::interval_mean;
  case ShowKind::quantile: return SampleKind::interval_quantile;
  default: return std::nullopt;
  }
}

/// Which open periods: all, or those of people with a decision to admit, or without.
enum class Decision { any, made, not_made };

Decision decision_of(const std::string& of) {
  if (of == "with_decision_to_admit") return Decision::made;
  return of == "without_decision_to_admit" ? Decision::not_made : Decision::any;
}

FigureId number_open(Decision decision, std::uint32_t clock, const Place& place, std::uint32_t time,
                     Figures& figures) {
  const auto number = [&](bool marked) {
    return figures.sample(SampleKind::interval_number, clock, place, 0, marked, time);
  };
  if (decision != Decision::not_made) return number(decision == Decision::made);
  return figures.combine(FigureOp::subtract, number(false), number(true));
}

/// Those without the mark: all less those with it, shares weighted by their numbers.
std::optional<FigureId> unmarked(const Show& show, std::uint32_t clock, const Place& place,
                                 std::uint32_t time, KpiWork& work) {
  auto& figures = work.figures;
  const auto rest = number_open(Decision::not_made, clock, place, time, figures);
  if (show.kind == ShowKind::number) return rest;
  const auto kind = sample_kind(show);
  if (!kind || show.kind == ShowKind::quantile) return std::nullopt;
  const auto amount = [&](bool marked) { // a part with nobody in it has no share, and counts as nothing
    const auto number = [&] {
      return figures.sample(SampleKind::interval_number, clock, place, 0, marked, time);
    };
    const auto share = figures.sample(*kind, clock, place, show.number, marked, time);
    return figures.choose(number(), figures.combine(FigureOp::multiply, share, number()),
                          figures.constant(0));
  };
  return figures.combine(FigureOp::divide, figures.combine(FigureOp::subtract, amount(false), amount(true)),
                         rest);
}

/// How long the stops of a typical day of the measured period take to clear what is open, in days.
FigureId clearance(FigureId open, MeasureId closed, const Place& place, Figures& figures) {
  const auto per_day = figures.combine(FigureOp::divide, figures.tally(FigureOp::tally_count, closed, place),
                                       figures.add(FigureOp::window_days));
  return figures.combine(FigureOp::divide, open, per_day);
}

std::vector<KpiOffer> open_offer(const Item& item, std::uint32_t clock, const std::string& of,
                                 const std::vector<AttributeId>& by, KpiWork& work) {
  KpiOffer offer;
  offer.at_moments = true;
  offer.measured = Dimension::duration;
  offer.shows = only(ShowKind::number, "number");
  offer.figures = "number, mean, median, p90, share_within, share_over and clearance";
  offer.unit = open_unit;
  const auto decision = decision_of(of);
  const bool marked = decision == Decision::made;
  const bool without = decision == Decision::not_made;
  const auto shows = read_shows(item, work.context);
  MeasureId closed;
  if (std::any_of(shows.begin(), shows.end(),
                  [](const Show& show) { return show.kind == ShowKind::clearance; })) {
    closed = work.figures.new_tally("kpi." + item.name + ".closed", by);
    work.context.program().plan.interval_tallies.push_back({IntervalId(clock), 0xFFFF'FFFFu, closed});
  }
  offer.figure = [=, &work](const Show& show, const Place& place,
                            std::optional<std::uint32_t> at) -> std::optional<FigureId> {
    const auto time = at.value_or(work.figures.end_index());
    if (show.kind == ShowKind::clearance)
      return clearance(number_open(decision, clock, place, time, work.figures), closed, place, work.figures);
    if (without) return unmarked(show, clock, place, time, work);
    const auto kind = sample_kind(show);
    if (!kind) return std::nullopt;
    return work.figures.sample(*kind, clock, place, show.number, marked, time);
  };
  offer.series = [=, &work](const Show& show) -> std::optional<SeriesSource> {
    const auto kind = sample_kind(show);
    if (!kind || without) return std::nullopt;
    return SeriesSource{work.figures.sample_row(*kind, clock, {}, show.number, marked)};
  };
  return {offer};
}

} // namespace

std::vector<KpiOffer> offer_clock(const Item& item, const std::vector<AttributeId>& by, KpiWork& work) {
  const auto& field = *item.find("clock");
  const auto clock = work.context.require(work.context.clocks, "clock", field.value.text, field.value.where);
  if (clock == NameTable::none_value) return {};
  const auto* of_field = item.find("of");
  const std::string of = of_field ? of_field->value.text : "completed";
  if (of == "incomplete" || of == "with_decision_to_admit" || of == "without_decision_to_admit")
    return open_offer(item, clock, of, by, work);
  const auto& reasons = work.context.program().intervals[clock].reasons;
  std::uint32_t reason = 0xFFFF'FFFFu;
  if (of != "completed") {
    const auto found = std::find(reasons.begin(), reasons.end(), of);
    if (found == reasons.end()) {
      auto known = reasons;
      known.insert(known.end(),
                   {"incomplete", "completed", "with_decision_to_admit", "without_decision_to_admit"});
      work.context.unknown(of_field->value.where, "stop reason", of, known);
      return {};
    }
    reason = static_cast<std::uint32_t>(found - reasons.begin());
  }
  const auto tally = item_tally(item, "kpi." + item.name, by, work);
  work.context.program().plan.interval_tallies.push_back({IntervalId(clock), reason, tally});
  return {duration_offer(item, tally, "periods", work)}; // somebody may have several
}

} // namespace carepath
