// Levels: how many people are in phases, and how busy resources are.
#include "models/kpi/kpi.hpp"

#include "engine/base/add_once.hpp"

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

/// A figure of a number at a moment: itself, or over replications the share in which it is so.
std::optional<FigureId> moment_figure(const Show& show, FigureId level, Figures& figures) {
  const auto number = [&] { return figures.constant(show.number); };
  switch (show.kind) {
  case ShowKind::mean:
  case ShowKind::number: return level;
  case ShowKind::share_at: return figures.combine(FigureOp::equal, level, number());
  case ShowKind::share_up_to: return figures.combine(FigureOp::at_most, level, number());
  case ShowKind::share_over: return figures.combine(FigureOp::below, number(), level);
  default: return std::nullopt;
  }
}

/// The same of a resource, where `share_over` is of the share of its capacity in use.
std::optional<FigureId> resource_moment(const std::string& level, SampleKind kind, const Show& show,
                                        std::uint32_t resource, std::uint32_t time, Figures& figures) {
  auto now = figures.sample(kind, resource, {}, 0, false, time);
  if (level == "busy" && show.kind == ShowKind::share_over)
    now = figures.combine(FigureOp::divide, now,
                          figures.sample(SampleKind::resource_capacity, resource, {}, 0, false, time));
  return moment_figure(show, now, figures);
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

/// Levels that are counts over the run, of which there is no mean.
bool is_counted(const std::string& level) {
  return level.starts_with("slots_") || level == "sessions";
}

/// A number of slots or sessions: all of them, or spread over periods.
std::optional<FigureId> slots_figure(const Show& show, FigureId total, Figures& figures) {
  if (show.kind == ShowKind::total || show.kind == ShowKind::number) return total;
  if (show.kind != ShowKind::per_time) return std::nullopt;
  return figures.combine(
      FigureOp::divide, total,
      figures.combine(FigureOp::divide, figures.add(FigureOp::window_days), figures.constant(show.number)));
}

/// Slots that nobody was given, session by session: what one ran over makes up for no idle slot of another.
FigureId slots_lost(std::uint32_t resource, Figures& figures) {
  constexpr double of_those_offered = 1;
  return figures.combine(FigureOp::subtract, figures.add(FigureOp::slots_offered, resource),
                         figures.add(FigureOp::slots_used, resource, 0, of_those_offered));
}

std::optional<FigureId> resource_figure(const std::string& level, const Show& show, std::uint32_t resource,
                                        KpiWork& work) {
  auto& figures = work.figures;
  if (level == "busy") return busy_figure(show, resource, work);
  if (level == "slots_offered")
    return slots_figure(show, figures.add(FigureOp::slots_offered, resource), figures);
  if (level == "slots_used") return slots_figure(show, figures.add(FigureOp::slots_used, resource), figures);
  if (level == "sessions") return slots_figure(show, figures.add(FigureOp::sessions_held, resource), figures);
  if (level == "slots_lost") return slots_figure(show, slots_lost(resource, figures), figures);
  if (level == "queue" && show.kind == ShowKind::maximum)
    return figures.add(FigureOp::queue_maximum, resource);
  if (show.kind != ShowKind::mean) return std::nullopt;
  if (level == "utilisation") return figures.add(FigureOp::utilisation, resource);
  return figures.add(level == "capacity" ? FigureOp::capacity_mean : FigureOp::queue_mean, resource);
}

/// The figures there are of each level, for messages.
std::string figures_of(const std::string& level) {
  if (level == "busy") return "mean, median, p95, max, total, share_at, share_up_to and share_over";
  if (level == "queue") return "mean and max";
  return level == "utilisation" || level == "capacity" ? "mean" : "total and per week";
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
    for (const auto& phase : phases_of(text, where, work.context)) // "ward" and "ward.work" count one person
      add_once(phases, phase);
  KpiOffer offer;
  offer.at_moments = true;
  offer.labelled = true;
  offer.measured = Dimension::number;
  offer.shows = only(ShowKind::mean, "mean");
  offer.figures = "mean, median, p95, max, number, share_at, share_up_to and share_over";
  offer.unit = level_unit;
  const auto name = "kpi." + item.name;
  const auto everyone = work.figures.new_level(name, phases, {});
  offer.figure = [=, &work](const Show& show, const Place& place,
                            std::optional<std::uint32_t> time) -> std::optional<FigureId> {
    const auto level = place.everyone() ? everyone : work.figures.new_level(name, phases, place);
    if (time)
      return moment_figure(show, work.figures.sample(SampleKind::level, level.value, {}, 0, false, *time),
                           work.figures);
    if (show.kind == ShowKind::number)
      return work.figures.sample(SampleKind::level, level.value, {}, 0, false, work.figures.end_index());
    return level_figure(show, level, work);
  };
  offer.series = [=, &work](const Show& show) -> std::optional<SeriesSource> {
    if (show.kind != ShowKind::mean && show.kind != ShowKind::number) return std::nullopt;
    return SeriesSource{work.figures.sample_row(SampleKind::level, everyone.value, {}, 0, false)};
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
  offer.of_capacity = level == "busy";
  offer.labelled = true;
  offer.measured = Dimension::number;
  offer.shows = is_counted(level) ? only(ShowKind::total, "total") : only(ShowKind::mean, "mean");
  offer.figures = figures_of(level);
  offer.unit = [level](const Show& show) { return unit_of_resource(level, show); };
  offer.figure = [=, &work](const Show& show, const Place& place,
                            std::optional<std::uint32_t> time) -> std::optional<FigureId> {
    if (!place.everyone()) return std::nullopt;
    if (time) return resource_moment(level, sampled_levels.at(level), show, resource, *time, work.figures);
    return resource_figure(level, show, resource, work);
  };
  offer.series = [=, &work](const Show& show) -> std::optional<SeriesSource> {
    if (show.kind != ShowKind::mean || !sampled_levels.contains(level)) return std::nullopt;
    return SeriesSource{work.figures.sample_row(sampled_levels.at(level), resource, {}, 0, false)};
  };
  return {offer};
}

} // namespace carepath
