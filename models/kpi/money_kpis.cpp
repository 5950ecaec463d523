// Money, and work by setting: activity, staff hours, bed-days and cost where they land.
#include "models/kpi/kpi.hpp"

#include "models/money/costs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace carepath {
namespace {

/// People who leave by an outcome, or who reach a point, in the measured period.
std::optional<FigureId> reached(const std::string& name, SourceRef where, const Place& place, KpiWork& work) {
  if (!work.context.known_points.contains(name)) return std::nullopt;
  (void)work.context.require_point(name, where);
  const auto tally = work.figures.new_tally("reached." + name, work.costs.splits);
  auto& context = work.context;
  context.points[name].push_back([&context, tally] { context.builder.emit(Opcode::count, tally.value); });
  return work.figures.tally(FigureOp::tally_count, tally, place);
}

std::optional<FigureId> cost_figure(const std::vector<const CostLine*>& lines, bool marginal,
                                    const Show& show, const Place& place, KpiWork& work) {
  auto& figures = work.figures;
  std::vector<FigureId> parts;
  for (const auto* line : lines)
    if (const auto part = cost_total(*line, place, marginal, figures)) parts.push_back(*part);
  const auto total = figures.sum(parts);
  if (show.kind == ShowKind::total) return total;
  if (show.kind == ShowKind::per_time) {
    const auto periods =
        figures.combine(FigureOp::divide, figures.add(FigureOp::window_days), figures.constant(show.number));
    return figures.combine(FigureOp::divide, total, periods);
  }
  if (show.kind != ShowKind::per_outcome) return std::nullopt;
  const auto people = reached(show.outcome, show.where, place, work);
  return people ? std::optional(figures.combine(FigureOp::divide, total, *people)) : std::nullopt;
}

std::string party_of(const CostLine& line, std::string_view which) {
  return which == "payer" ? line.payer : line.provider;
}

/// Keeps the lines of the payers, or providers, that the item names.
void keep_party(std::vector<const CostLine*>& lines, const Item& item, std::string_view which,
                KpiWork& work) {
  const auto* field = item.find(which);
  if (!field) return;
  std::set<std::string> known, wanted;
  for (const auto& line : work.costs.lines)
    if (const auto party = party_of(line, which); !party.empty()) known.insert(party);
  for (const auto& [name, where] : texts_of(field->value, work.context)) {
    if (!known.contains(name)) work.context.unknown(where, which, name, {known.begin(), known.end()});
    wanted.insert(name);
  }
  std::erase_if(lines, [&](const CostLine* line) { return !wanted.contains(party_of(*line, which)); });
}

/// The lines that the item names, each once.
std::vector<const CostLine*> chosen_lines(const Item& item, KpiWork& work) {
  std::vector<const CostLine*> chosen;
  std::set<std::string> known;
  for (const auto& line : work.costs.lines) known.insert(line.name);
  for (const auto& [text, where] : texts_of(item.find("cost")->value, work.context)) {
    if (text != "*" && !known.contains(text))
      work.context.unknown(where, "cost", text, {known.begin(), known.end()});
    for (const auto& line : work.costs.lines) {
      const bool is_named = text == "*" || line.name == text;
      if (is_named && std::find(chosen.begin(), chosen.end(), &line) == chosen.end()) chosen.push_back(&line);
    }
  }
  keep_party(chosen, item, "payer", work);
  keep_party(chosen, item, "provider", work);
  return chosen;
}

/// The cost of each payer or provider; lines that name none come last.
KpiParts cost_parts(const std::string& which, const std::vector<const CostLine*>& lines, bool marginal,
                    KpiWork& work) {
  std::vector<std::string> parties;
  for (const auto* line : lines)
    if (const auto party = party_of(*line, which);
        !party.empty() && std::find(parties.begin(), parties.end(), party) == parties.end())
      parties.push_back(party);
  KpiParts parts{which, {}};
  const auto add = [&](const std::string& party, const std::string& name) {
    auto own = lines;
    std::erase_if(own, [&](const CostLine* line) { return party_of(*line, which) != party; });
    if (!own.empty())
      parts.groups.emplace_back(name, [own, marginal, &work](const Show& show) {
        return cost_figure(own, marginal, show, {}, work);
      });
  };
  for (const auto& party : parties) add(party, party);
  add("", "not said");
  return parts;
}

bool has_part(const KpiOffer& offer, const std::string& name) {
  return std::any_of(offer.parts.begin(), offer.parts.end(),
                     [&](const KpiParts& parts) { return parts.name == name; });
}

/// Work starts at the steps of a setting.
FigureId activity(const std::string& setting, KpiWork& work) {
  auto& context = work.context;
  const auto tally = work.figures.new_tally("activity." + setting, {});
  for (const auto& step : context.program().steps)
    if (step.setting == setting)
      context.points[step.name + ".start"].push_back(
          [&context, tally] { context.builder.emit(Opcode::count, tally.value); });
  return work.figures.tally(FigureOp::tally_count, tally, {});
}

/// Days that units of a role are in use in a setting.
FigureId role_days(const std::string& setting, std::string_view role, double times, KpiWork& work) {
  std::vector<FigureId> parts;
  const auto& resources = work.context.program().resources;
  for (std::uint32_t at = 0; at < resources.size(); ++at)
    if (resources[at].setting == setting && resources[at].role == role)
      if (const auto days = days_in_use(at, times, work)) parts.push_back(*days);
  return work.figures.sum(parts);
}

/// Whether there is such a figure of the work in a setting.
bool is_work(const Show& show) {
  return show.kind == ShowKind::activity || show.kind == ShowKind::staff_hours ||
         show.kind == ShowKind::bed_days || show.kind == ShowKind::cost;
}

std::optional<FigureId> setting_figure(const std::string& setting, const Show& show, KpiWork& work) {
  switch (show.kind) {
  case ShowKind::activity: return activity(setting, work);
  case ShowKind::staff_hours: return role_days(setting, "staff", 24, work);
  case ShowKind::bed_days: return role_days(setting, "bed", 1, work);
  case ShowKind::cost: {
    std::vector<FigureId> parts;
    for (const auto& line : work.costs.lines)
      if (line.setting == setting)
        if (const auto part = cost_total(line, {}, false, work.figures)) parts.push_back(*part);
    return work.figures.sum(parts);
  }
  default: return std::nullopt;
  }
}

/// What does work that the figure counts, and says no setting.
std::vector<std::string> without_setting(const Show& show, KpiWork& work) {
  std::vector<std::string> names;
  const auto& program = work.context.program();
  if (show.kind == ShowKind::activity)
    for (std::size_t at = 0; at < work.pathway.steps.size(); ++at)
      if (program.steps[at].setting.empty() && !work.pathway.steps[at].needs.empty())
        names.push_back(program.steps[at].name);
  const std::string_view role = show.kind == ShowKind::staff_hours ? "staff" : "bed";
  if (show.kind == ShowKind::staff_hours || show.kind == ShowKind::bed_days)
    for (const auto& resource : program.resources)
      if (resource.setting.empty() && resource.role == role) names.push_back(resource.name);
  if (show.kind == ShowKind::cost)
    for (const auto& line : work.costs.lines)
      if (line.setting.empty()) names.push_back(line.name);
  return names;
}

/// "*" is of all settings, and what is in none is in no row.
void warn_of_work_left_out(const Item& item, const std::vector<Show>& shows, KpiWork& work) {
  const auto texts = texts_of(item.find("setting")->value, work.context);
  const auto all =
      std::find_if(texts.begin(), texts.end(), [](const auto& text) { return text.first == "*"; });
  if (all == texts.end()) return;
  for (const auto& show : shows)
    if (const auto names = without_setting(show, work); !names.empty())
      work.context.faults.warning(all->second,
                                  fmt::format("'{}' of kpi '{}' leaves out what has no 'setting': {}",
                                              show.label, item.name, fmt::join(names, ", ")),
                                  "give them a setting, or a KPI of their own");
}

/// The settings in use that the item names, each once.
std::vector<std::string> chosen_settings(const Item& item, const std::set<std::string>& used, KpiWork& work) {
  std::vector<std::string> chosen;
  for (const auto& [text, where] : texts_of(item.find("setting")->value, work.context)) {
    if (text != "*" && !used.contains(text))
      work.context.unknown(where, "setting in use called", text, {used.begin(), used.end()});
    for (const auto* setting : {"self_care", "primary", "community", "acute", "home"}) {
      const bool is_named = used.contains(setting) && (text == "*" || text == setting);
      if (is_named && std::find(chosen.begin(), chosen.end(), setting) == chosen.end())
        chosen.emplace_back(setting);
    }
  }
  return chosen;
}

} // namespace

bool is_by_party(const Item& item, std::string_view name) {
  return item.find("cost") && (name == "payer" || name == "provider");
}

std::vector<KpiOffer> offer_cost(const Item& item, const std::vector<AttributeId>&, KpiWork& work) {
  const auto lines = chosen_lines(item, work);
  const auto* basis = item.find("basis");
  const bool marginal = basis && basis->value.text == "marginal";
  KpiOffer offer;
  offer.shows = only(ShowKind::total, "total");
  offer.figures = "total, per week and per OUTCOME";
  offer.unit = [](const Show& show) -> std::string {
    return show.kind == ShowKind::per_time ? "£ " + show.label : "£";
  };
  offer.figure = [=, &work](const Show& show, const Place& place, std::optional<std::uint32_t>) {
    return cost_figure(lines, marginal, show, place, work);
  };
  auto of_nobody = lines;
  std::erase_if(of_nobody, [](const CostLine* line) { return !line->resource; });
  if (!of_nobody.empty())
    offer.shared = [=, &work](const Show& show) { return cost_figure(of_nobody, marginal, show, {}, work); };
  if (const auto* by = item.find("by"))
    for (const auto& [name, where] : texts_of(by->value, work.context))
      if (is_by_party(item, name) && !has_part(offer, name))
        offer.parts.push_back(cost_parts(name, lines, marginal, work));
  return {offer};
}

std::vector<KpiOffer> offer_setting(const Item& item, const std::vector<AttributeId>&, KpiWork& work) {
  std::set<std::string> used;
  for (const auto& step : work.context.program().steps)
    if (!step.setting.empty()) used.insert(step.setting);
  for (const auto& resource : work.context.program().resources)
    if (!resource.setting.empty()) used.insert(resource.setting);
  for (const auto& line : work.costs.lines)
    if (!line.setting.empty()) used.insert(line.setting);
  KpiOffer offer;
  offer.parts_only = true;
  offer.figures = "activity, staff_hours, bed_days and cost";
  offer.shows = {{ShowKind::activity, 0, {}, "activity", {}}, {ShowKind::cost, 0, {}, "cost", {}}};
  offer.unit = [](const Show& show) -> std::string {
    return show.kind == ShowKind::cost          ? "£"
           : show.kind == ShowKind::staff_hours ? "staff hours"
           : show.kind == ShowKind::bed_days    ? "bed days"
                                                : "number";
  };
  offer.figure = [&work](const Show& show, const Place&,
                         std::optional<std::uint32_t>) -> std::optional<FigureId> {
    return is_work(show) ? std::optional(work.figures.constant(0)) : std::nullopt; // the sum of the parts
  };
  const auto shown = shown_figures(item, read_shows(item, work.context), offer.shows);
  warn_of_work_left_out(item, shown, work);
  KpiParts parts{"setting", {}};
  for (const auto& setting : chosen_settings(item, used, work))
    parts.groups.emplace_back(
        setting, [setting, &work](const Show& show) { return setting_figure(setting, show, work); });
  offer.parts.push_back(std::move(parts));
  return {offer};
}

} // namespace carepath
