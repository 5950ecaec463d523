// Events: counts, and attributes read when something happens.
#include "models/kpi/kpi.hpp"

#include "engine/base/add_once.hpp"
#include "models/kpi/amount_read.hpp"
#include "models/kpi/kpi_lowering.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

/// The events that a field names, each once.
std::vector<std::string> points_of(const Item& item, std::string_view key, KpiWork& work) {
  std::vector<std::string> points;
  for (const auto& [text, where] : texts_of(item.find(key)->value, work.context)) {
    if (text == "outcome.*") {
      for (const auto& outcome : work.context.outcomes.names()) add_once(points, outcome);
    } else if (work.context.require_point(text, where)) {
      add_once(points, text);
    }
  }
  return points;
}

/// 1 while nobody can be counted yet, for a branch at a point; nothing where that is never so. What happens
/// at the very instant the measured period begins is counted; at that at which a part of it begins, it is
/// not.
std::optional<ValueId> not_yet(const Item& item, CompileContext& context) {
  const double opens = opening_of(item, context);
  const bool of_all = opens <= context.run.warm_up;
  if (opens <= 0 || (of_all && context.run.warm_up <= 0)) return std::nullopt;
  auto& builder = context.builder;
  const auto moment = builder.constant(SimTime::from_days(of_all ? context.run.warm_up : opens).days());
  return builder.binary(of_all ? ValueOp::less : ValueOp::less_equal, builder.of(ValueOp::now, 0), moment);
}

/// Counting each person once: the mark of those counted, and what keeps a person from being counted now.
struct Once {
  AttributeId seen;
  std::vector<ValueId> unless{};
};

/// Once each by a mark of that name, except those `only` leaves out and whatever comes before the item's
/// period.
Once once_of(const Item& item, const std::string& mark, KpiWork& work) {
  Once once{seen_attribute(mark, work.context)};
  for (const auto& reason : {excluded(item, work), not_yet(item, work.context)})
    if (reason) once.unless.push_back(*reason);
  return once;
}

/// Counts at a point; with a mark only the first time for each person.
void count_at(const std::string& point, MeasureId tally, const Once& once, CompileContext& context) {
  context.points[point].push_back([&context, tally, once] {
    auto& builder = context.builder;
    const auto seen = once.seen;
    if (!seen.exists()) return builder.emit(Opcode::count, tally.value);
    const auto again = builder.label();
    for (const auto reason : once.unless) builder.emit_branch_if(reason, again);
    builder.emit_branch_if(builder.of(ValueOp::of_person, seen.value), again); // whichever branch comes first
    builder.emit(Opcode::set, seen.value, builder.constant(1).value);
    builder.emit(Opcode::count, tally.value);
    builder.place(again);
  });
}

KpiOffer count_offer(MeasureId tally, std::string suffix, KpiWork& work) {
  KpiOffer offer;
  offer.suffix = std::move(suffix);
  offer.shows = only(ShowKind::number, "number");
  offer.figures = "number, total and per week";
  offer.filtered = true;
  offer.labelled = true;
  offer.unit = [](const Show& show) -> std::string {
    return show.kind == ShowKind::per_time ? show.label : "number";
  };
  offer.figure = [tally, &work](const Show& show, const Place& place,
                                std::optional<std::uint32_t>) -> std::optional<FigureId> {
    const bool counts =
        show.kind == ShowKind::number || show.kind == ShowKind::total || show.kind == ShowKind::per_time;
    Show wanted = show;
    if (show.kind == ShowKind::total) wanted.kind = ShowKind::number;
    return counts ? tally_figure(work.figures, tally, wanted, place, work) : std::nullopt;
  };
  return offer;
}

/// Whether the length of work is read where it is that of the group that the person is in.
bool is_of_group(const AmountRead& read, const std::string& point, CompileContext& context) {
  return read.work_of && point.starts_with(read.work_of->item->name + ".") &&
         serves_group(*read.work_of, context);
}

void tally_at(const std::vector<std::string>& points, MeasureId tally, const AmountRead& read,
              CompileContext& context) {
  for (const auto& point : points)
    context.points[point].push_back([&context, tally, read, point] {
      context.builder.emit(Opcode::tally, tally.value, read.value.value,
                           is_of_group(read, point, context) ? 1 : 0);
    });
}

/// Of an attribute, which may be negative, a tally with nothing in the place of what is below it: its sum is
/// that of those above. None where the item does not show their mean.
MeasureId tally_above_nothing(const Item& item, const std::vector<std::string>& points, AmountRead read,
                              const std::vector<AttributeId>& by, KpiWork& work) {
  const auto shows = read_shows(item, work.context);
  if (std::none_of(shows.begin(), shows.end(),
                   [](const Show& show) { return show.kind == ShowKind::mean_of_those; }))
    return {};
  auto& builder = work.context.builder;
  const auto tally = item_tally(item, "kpi." + item.name + ".above", by, work);
  read.value = builder.binary(ValueOp::maximum, read.value, builder.constant(0));
  tally_at(points, tally, read, work.context);
  return tally;
}

} // namespace

void count_distinct(const std::string& point, MeasureId tally, AttributeId seen, CompileContext& context) {
  count_at(point, tally, {seen}, context);
}

AttributeId seen_attribute(const std::string& name, CompileContext& context) {
  const auto id = context.attributes.add("(seen " + name + ")");
  context.program().attributes.push_back({"(seen " + name + ")", {}, true, {}}); // rows start at zero
  return AttributeId(id);
}

std::vector<KpiOffer> offer_count(const Item& item, const std::vector<AttributeId>& by, KpiWork& work) {
  const auto flag = [&](std::string_view key) {
    const auto* field = item.find(key);
    return field && field->value.number != 0;
  };
  const auto points = points_of(item, "count", work);
  const auto once_by = [&](const std::string& mark) {
    return flag("distinct") ? once_of(item, mark, work) : Once{};
  };
  std::vector<KpiOffer> offers;
  if (points.size() == 1 || flag("sum")) {
    const auto once = once_by(item.name);
    const auto tally = item_tally(item, "kpi." + item.name, by, work);
    for (const auto& point : points) count_at(point, tally, once, work.context);
    return {count_offer(tally, "", work)};
  }
  for (const auto& point : points) {
    const auto name = item.name + "." + point;
    const auto tally = item_tally(item, "kpi." + name, by, work);
    count_at(point, tally, once_by(name), work.context);
    offers.push_back(count_offer(tally, point, work));
  }
  return offers;
}

std::vector<KpiOffer> offer_attribute(const Item& item, const std::vector<AttributeId>& by, KpiWork& work) {
  auto& context = work.context;
  if (!item.find("at")) {
    context.faults.error(item.where,
                         fmt::format("kpi '{}' does not say when the attribute is read", item.name),
                         "such as at = \"triage.start\"");
    return {};
  }
  const auto tally = item_tally(item, "kpi." + item.name, by, work);
  const auto read = amount_read(item, work);
  if (!read) return {};
  const auto points = points_of(item, "at", work);
  tally_at(points, tally, *read, context);
  const auto above = tally_above_nothing(item, points, *read, by, work);
  KpiOffer offer;
  offer.shows = only(ShowKind::mean, "mean");
  offer.figures = tally_figures;
  offer.filtered = true;
  offer.series = [tally, &work](const Show& show) { return share_series(show, tally, work); };
  offer.figure = [tally, above, &work](const Show& show, const Place& place,
                                       std::optional<std::uint32_t>) -> std::optional<FigureId> {
    if (show.kind == ShowKind::mean_of_those) return mean_above_nothing(work.figures, tally, above, place);
    return tally_figure(work.figures, tally, show, place, work);
  };
  offer.may_be_negative = true;
  offer.measured = read->is_length ? Dimension::duration : Dimension::any;
  offer.shown_in = read->shown_in;
  offer.unit = [unit = read->unit](const Show& show) { return tally_unit(show, unit, "number"); };
  return {offer};
}

} // namespace carepath
