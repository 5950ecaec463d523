// Work by setting: activity, staff hours, bed-days and cost where they land.
#include "models/kpi/kpi.hpp"

#include "engine/base/add_once.hpp"
#include "models/money/costs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace carepath {
namespace {

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

std::set<std::string> settings_in_use(const KpiWork& work) {
  std::set<std::string> used;
  for (const auto& step : work.context.program().steps) used.insert(step.setting);
  for (const auto& resource : work.context.program().resources) used.insert(resource.setting);
  for (const auto& line : work.costs.lines) used.insert(line.setting);
  used.erase("");
  return used;
}

/// Those that a base or an earlier value names, where nothing is done any more.
std::set<std::string> former_settings(const Document& document) {
  std::set<std::string> known;
  for (const auto& former : document.former) {
    const auto* field = former.item.find("setting");
    if (former.kind != "kpi" && field && field->value.is_text()) known.insert(field->value.text);
  }
  return known;
}

void warn_of_no_work(const Item& item, const std::string& setting, const SourceRef& where, KpiWork& work) {
  work.context.faults.warning(
      where,
      fmt::format("nothing is in the setting '{}' any more, so kpi '{}' has 0 there", setting, item.name),
      "it was named before a later file or setting changed that");
}

/// The settings that the item names, each once, of those in use or once so.
std::vector<std::string> chosen_settings(const Item& item, KpiWork& work) {
  const auto used = settings_in_use(work);
  auto known = former_settings(work.context.document);
  known.insert(used.begin(), used.end());
  std::vector<std::string> chosen;
  for (const auto& [text, where] : texts_of(item.find("setting")->value, work.context)) {
    if (text != "*" && !known.contains(text))
      work.context.unknown(where, "setting in use called", text, {known.begin(), known.end()});
    else if (text != "*" && !used.contains(text))
      warn_of_no_work(item, text, where, work);
    for (const auto* setting : {"self_care", "primary", "community", "acute", "home"})
      if (known.contains(setting) && (text == "*" || text == setting)) add_once(chosen, setting);
  }
  return chosen;
}

} // namespace

std::vector<KpiOffer> offer_setting(const Item& item, const std::vector<AttributeId>&, KpiWork& work) {
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
  for (const auto& setting : chosen_settings(item, work))
    parts.groups.emplace_back(
        setting, [setting, &work](const Show& show) { return setting_figure(setting, show, work); });
  offer.parts.push_back(std::move(parts));
  return {offer};
}

} // namespace carepath
