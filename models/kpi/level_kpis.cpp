// Levels: how many people are in phases, and how busy resources are.
#include "models/kpi/kpi.hpp"

#include <algorithm>
#include <map>

namespace carepath {
namespace {

std::optional<FigureId> level_figure(const Show& show, LevelId level, KpiWork& work) {
  auto& figures = work.figures;
  auto& row = work.context.program().plan.levels[level.value];
  if (show.kind != ShowKind::mean && show.kind != ShowKind::maximum) row.distribution = true;
  switch (show.kind) {
  case ShowKind::mean: return figures.add(FigureOp::level_mean, level.value);
  case ShowKind::maximum: return figures.add(FigureOp::level_maximum, level.value);
  case ShowKind::quantile: return figures.add(FigureOp::level_quantile, level.value, 0, show.number);
  case ShowKind::share_at: return figures.add(FigureOp::level_at, level.value, 0, show.number);
  case ShowKind::share_up_to: return figures.add(FigureOp::level_up_to, level.value, 0, show.number);
  case ShowKind::share_over:
    return figures.combine(FigureOp::subtract, figures.constant(1),
                           figures.add(FigureOp::level_up_to, level.value, 0, show.number));
  default: return std::nullopt;
  }
}

std::string level_unit(const Show& show) {
  const bool share = show.kind == ShowKind::share_at || show.kind == ShowKind::share_up_to ||
                     show.kind == ShowKind::share_over;
  return share ? "share" : "patients";
}

std::optional<FigureId> busy_figure(const Show& show, std::uint32_t resource, KpiWork& work) {
  auto& figures = work.figures;
  auto& watch = work.context.program().plan.resources[resource];
  const bool ratio = show.kind == ShowKind::share_over;
  if (ratio)
    watch.share_thresholds.push_back(show.number);
  else if (show.kind != ShowKind::mean)
    watch.distribution = true;
  switch (show.kind) {
  case ShowKind::mean: return figures.add(FigureOp::busy_mean, resource);
  case ShowKind::quantile: return figures.add(FigureOp::busy_quantile, resource, 0, show.number);
  case ShowKind::maximum: return figures.add(FigureOp::busy_quantile, resource, 0, 1.0);
  case ShowKind::share_at: return figures.add(FigureOp::busy_at, resource, 0, show.number);
  case ShowKind::share_up_to: return figures.add(FigureOp::busy_up_to, resource, 0, show.number);
  case ShowKind::share_over: return figures.add(FigureOp::busy_share_over, resource, 0, show.number);
  case ShowKind::total:
    return figures.combine(FigureOp::multiply, figures.add(FigureOp::busy_mean, resource),
                           figures.add(FigureOp::window_days));
  default: return std::nullopt;
  }
}

std::optional<FigureId> resource_figure(const std::string& level, const Show& show, std::uint32_t resource,
                                        KpiWork& work) {
  auto& figures = work.figures;
  if (level == "busy") return busy_figure(show, resource, work);
  const bool per_time = show.kind == ShowKind::per_time;
  const auto spread = [&](FigureId total) {
    if (!per_time) return total;
    return figures.combine(
        FigureOp::divide, total,
        figures.combine(FigureOp::divide, figures.add(FigureOp::window_days), figures.constant(show.number)));
  };
  if (level == "utilisation") return figures.add(FigureOp::utilisation, resource);
  if (level == "capacity") return figures.add(FigureOp::capacity_mean, resource);
  if (level == "queue")
    return figures.add(show.kind == ShowKind::maximum ? FigureOp::queue_maximum : FigureOp::queue_mean,
                       resource);
  if (level == "slots_offered") return spread(figures.add(FigureOp::slots_offered, resource));
  if (level == "slots_used") return spread(figures.add(FigureOp::slots_used, resource));
  if (level == "sessions") return spread(figures.add(FigureOp::sessions_held, resource));
  const auto lost = figures.combine(FigureOp::subtract, figures.add(FigureOp::slots_offered, resource),
                                    figures.add(FigureOp::slots_used, resource));
  return spread(lost);
}

const std::map<std::string, SampleKind> sampled_levels{{"busy", SampleKind::resource_busy},
                                                       {"queue", SampleKind::resource_queue},
                                                       {"capacity", SampleKind::resource_capacity}};

std::string unit_of_resource(const std::string& level, const Show& show) {
  if (level == "utilisation") return "share";
  if (show.kind == ShowKind::per_time) return show.label;
  if (show.kind == ShowKind::share_over || show.kind == ShowKind::share_at ||
      show.kind == ShowKind::share_up_to)
    return "share";
  if (level == "queue") return "patients";
  return show.kind == ShowKind::total && level == "busy" ? "unit days" : "units";
}

} // namespace

std::vector<KpiOffer> offer_number_in(const Item& item, const std::vector<AttributeId>&, KpiWork& work) {
  std::vector<std::pair<std::uint32_t, Phase>> phases;
  for (const auto& [text, where] : texts_of(item.find("number_in")->value, work.context))
    for (const auto& phase : phases_of(text, where, work.context)) phases.push_back(phase);
  KpiOffer offer;
  offer.at_moments = true;
  offer.shows = only(ShowKind::mean, "mean");
  offer.unit = level_unit;
  const auto name = "kpi." + item.name;
  const auto everyone = work.figures.new_level(name, phases, {});
  offer.figure = [=, &work](const Show& show, const Place& place,
                            std::optional<std::uint32_t> time) -> std::optional<FigureId> {
    const auto level = place.everyone() ? everyone : work.figures.new_level(name, phases, place);
    if (time) return work.figures.sample(SampleKind::level, level.value, {}, 0, false, *time);
    if (show.kind == ShowKind::number)
      return work.figures.sample(SampleKind::level, level.value, {}, 0, false, work.figures.end_index());
    return level_figure(show, level, work);
  };
  offer.series = [=, &work](const Show& show) -> std::optional<std::uint32_t> {
    if (show.kind != ShowKind::mean && show.kind != ShowKind::number) return std::nullopt;
    return work.figures.sample_row(SampleKind::level, everyone.value, {}, 0, false);
  };
  return {offer};
}

std::vector<KpiOffer> offer_resource(const Item& item, const std::vector<AttributeId>& by, KpiWork& work) {
  const auto& field = *item.find("resource");
  const auto resource =
      work.context.require(work.context.resources, "resource", field.value.text, field.value.where);
  if (resource == NameTable::none_value) return {};
  const auto* level_field = item.find("level");
  const bool diary = work.context.program().resources[resource].kind == ResourceKind::diary;
  const std::string level = level_field ? level_field->value.text : diary ? "utilisation" : "busy";
  const std::vector<std::string> known =
      diary ? std::vector<std::string>{"utilisation", "queue",      "slots_offered",
                                       "slots_used",  "slots_lost", "sessions"}
            : std::vector<std::string>{"busy", "queue", "capacity", "utilisation"};
  if (std::find(known.begin(), known.end(), level) == known.end())
    work.context.unknown(level_field ? level_field->value.where : item.where, "level", level, known);
  if (!by.empty())
    work.context.faults.error(item.find("by")->key_where,
                              "a resource cannot be split by an attribute of people",
                              "split a number_in or time_in instead");
  KpiOffer offer;
  offer.at_moments = sampled_levels.contains(level);
  offer.shows = only(ShowKind::mean, "mean");
  offer.unit = [level](const Show& show) { return unit_of_resource(level, show); };
  offer.figure = [=, &work](const Show& show, const Place& place,
                            std::optional<std::uint32_t> time) -> std::optional<FigureId> {
    if (!place.everyone()) return std::nullopt;
    if (time) return work.figures.sample(sampled_levels.at(level), resource, {}, 0, false, *time);
    return resource_figure(level, show, resource, work);
  };
  offer.series = [=, &work](const Show& show) -> std::optional<std::uint32_t> {
    if (show.kind != ShowKind::mean || !sampled_levels.contains(level)) return std::nullopt;
    return work.figures.sample_row(sampled_levels.at(level), resource, {}, 0, false);
  };
  return {offer};
}

} // namespace carepath
