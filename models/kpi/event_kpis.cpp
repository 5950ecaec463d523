// Events: counts, and attributes read when something happens.
#include "models/kpi/kpi.hpp"

#include "models/compile/binder.hpp"
#include "models/steps/step_fields.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

std::vector<std::string> points_of(const Item& item, std::string_view key, KpiWork& work) {
  std::vector<std::string> points;
  for (const auto& [text, where] : texts_of(item.find(key)->value, work.context)) {
    if (text == "outcome.*") {
      for (const auto& outcome : work.context.outcomes.names()) points.push_back(outcome);
    } else if (work.context.require_point(text, where)) {
      points.push_back(text);
    }
  }
  return points;
}

/// Counts at a point; with `distinct` only the first time for each person.
void count_at(const std::string& point, MeasureId tally, AttributeId seen, CompileContext& context) {
  context.points[point].push_back([&context, tally, seen] {
    auto& builder = context.builder;
    if (!seen.exists()) return builder.emit(Opcode::count, tally.value);
    const auto again = builder.label();
    builder.emit_branch_if(builder.of(ValueOp::attribute, seen.value), again);
    builder.emit(Opcode::set, seen.value, builder.constant(1).value);
    builder.emit(Opcode::count, tally.value);
    builder.place(again);
  });
}

KpiOffer count_offer(MeasureId tally, std::string suffix, KpiWork& work) {
  KpiOffer offer;
  offer.suffix = std::move(suffix);
  offer.shows = only(ShowKind::number, "number");
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

struct ValueRead {
  ValueId value;
  std::string unit;
};

/// "attribute", or "step.takes" for the work time the step would draw; nothing for an unknown name.
std::optional<ValueRead> value_read(const Node& written, CompileContext& context) {
  const auto dot = written.text.rfind(".takes");
  if (dot == std::string::npos) {
    const auto attribute = context.require(context.attributes, "attribute", written.text, written.where);
    if (attribute == NameTable::none_value) return std::nullopt;
    return ValueRead{context.builder.of(ValueOp::attribute, attribute), "number"};
  }
  const auto step = context.require(context.steps, "step", written.text.substr(0, dot), written.where);
  if (step == NameTable::none_value) return std::nullopt;
  const StepFields fields(context, context.items("step")[step]);
  const auto* takes = fields.find("takes");
  if (!takes) return ValueRead{context.builder.constant(0), "days"};
  const BindPlace place{fields.luck() + ".takes", context.program().steps[step].visit, {}, {}};
  return ValueRead{Binder(context).bind(takes->value, Dimension::duration, place), "days"};
}

} // namespace

void count_distinct(const std::string& point, MeasureId tally, AttributeId seen, CompileContext& context) {
  count_at(point, tally, seen, context);
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
  AttributeId seen;
  if (flag("distinct")) seen = seen_attribute(item.name, work.context);
  std::vector<KpiOffer> offers;
  if (points.size() == 1 || flag("sum")) {
    const auto tally = work.figures.new_tally("kpi." + item.name, by);
    for (const auto& point : points) count_at(point, tally, seen, work.context);
    return {count_offer(tally, "", work)};
  }
  for (const auto& point : points) {
    const auto tally = work.figures.new_tally("kpi." + item.name + "." + point, by);
    count_at(point, tally, seen, work.context);
    offers.push_back(count_offer(tally, point, work));
  }
  return offers;
}

std::vector<KpiOffer> offer_attribute(const Item& item, const std::vector<AttributeId>& by, KpiWork& work) {
  auto& context = work.context;
  const auto& field = *item.find("attribute");
  if (!item.find("at")) {
    context.faults.error(item.where,
                         fmt::format("kpi '{}' does not say when the attribute is read", item.name),
                         "such as at = \"triage.start\"");
    return {};
  }
  const auto tally = work.figures.new_tally("kpi." + item.name, by);
  const auto read = value_read(field.value, context);
  if (!read) return {};
  for (const auto& point : points_of(item, "at", work))
    context.points[point].push_back([&context, tally, value = read->value] {
      context.builder.emit(Opcode::tally, tally.value, value.value);
    });
  KpiOffer offer;
  offer.shows = only(ShowKind::mean, "mean");
  offer.figure = [tally, &work](const Show& show, const Place& place, std::optional<std::uint32_t>) {
    return tally_figure(work.figures, tally, show, place, work);
  };
  offer.unit = [unit = read->unit](const Show& show) -> std::string {
    if (show.kind == ShowKind::share_within || show.kind == ShowKind::share_over) return "share";
    return show.kind == ShowKind::number ? "number" : show.kind == ShowKind::per_time ? show.label : unit;
  };
  return {offer};
}

} // namespace carepath
