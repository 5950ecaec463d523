// Money: costs added up, by payer and provider.
#include "models/kpi/kpi.hpp"

#include "engine/base/add_once.hpp"
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

using CostLines = std::vector<const CostLine*>;

/// The cost lines that a KPI is of.
struct ChosenLines {
  CostLines present;
  CostLines former; // as a base had them: of whom they name there is £0 where no line is left
};

std::set<std::string> parties_of(const std::vector<CostLine>& lines, std::string_view which) {
  std::set<std::string> parties;
  for (const auto& line : lines) parties.insert(party_of(line, which));
  parties.erase("");
  return parties;
}

/// A party of whom an earlier line told is known; one of whom no line ever told is misspelt.
void check_party(const std::string& name, const SourceRef& where, std::string_view which, const Item& item,
                 KpiWork& work) {
  const auto present = parties_of(work.costs.lines, which);
  if (present.contains(name)) return;
  auto known = parties_of(work.costs.former, which);
  if (known.contains(name))
    return work.context.faults.warning(
        where,
        fmt::format("no cost has the {} '{}' any more, so there is £0 of it in kpi '{}'", which, name,
                    item.name),
        fmt::format("the costs have as {}: {}", which,
                    present.empty() ? "nobody" : fmt::format("{}", fmt::join(present, ", "))));
  known.insert(present.begin(), present.end());
  work.context.unknown(where, which, name, {known.begin(), known.end()});
}

/// Keeps the lines of the payers, or providers, that the item names.
void keep_party(ChosenLines& chosen, const Item& item, std::string_view which, KpiWork& work) {
  const auto* field = item.find(which);
  if (!field) return;
  std::set<std::string> wanted;
  for (const auto& [name, where] : texts_of(field->value, work.context)) {
    check_party(name, where, which, item, work);
    wanted.insert(name);
  }
  for (auto* lines : {&chosen.present, &chosen.former})
    std::erase_if(*lines, [&](const CostLine* line) { return !wanted.contains(party_of(*line, which)); });
}

/// Each once, whatever else named it.
void add_lines_called(const std::string& name, const std::vector<CostLine>& lines, CostLines& out) {
  for (const auto& line : lines)
    if (name == "*" || line.name == name) add_once(out, &line);
}

ChosenLines chosen_lines(const Item& item, KpiWork& work) {
  ChosenLines chosen;
  std::set<std::string> known;
  for (const auto& line : work.costs.lines) known.insert(line.name);
  for (const auto& [text, where] : texts_of(item.find("cost")->value, work.context)) {
    if (text != "*" && !known.contains(text))
      work.context.unknown(where, "cost", text, {known.begin(), known.end()});
    add_lines_called(text, work.costs.lines, chosen.present);
    add_lines_called(text, work.costs.former, chosen.former);
  }
  keep_party(chosen, item, "payer", work);
  keep_party(chosen, item, "provider", work);
  return chosen;
}

/// The payers or providers of the lines, in their order; lines that name none come last.
std::vector<std::string> parties_in_order(const ChosenLines& chosen, std::string_view which) {
  std::vector<std::string> parties;
  bool is_not_said = false;
  for (const auto* lines : {&chosen.present, &chosen.former})
    for (const auto* line : *lines) {
      const auto party = party_of(*line, which);
      is_not_said = is_not_said || party.empty();
      if (!party.empty()) add_once(parties, party);
    }
  if (is_not_said) parties.emplace_back();
  return parties;
}

/// The cost of each payer or provider.
KpiParts cost_parts(const std::string& which, const ChosenLines& chosen, bool marginal, KpiWork& work) {
  KpiParts parts{which, {}};
  for (const auto& party : parties_in_order(chosen, which)) {
    auto own = chosen.present;
    std::erase_if(own, [&](const CostLine* line) { return party_of(*line, which) != party; });
    parts.groups.emplace_back(party.empty() ? "not said" : party, [own, marginal, &work](const Show& show) {
      return cost_figure(own, marginal, show, {}, work);
    });
  }
  return parts;
}

bool has_part(const KpiOffer& offer, const std::string& name) {
  return std::any_of(offer.parts.begin(), offer.parts.end(),
                     [&](const KpiParts& parts) { return parts.name == name; });
}

} // namespace

bool is_by_party(const Item& item, std::string_view name) {
  return item.find("cost") && (name == "payer" || name == "provider");
}

std::vector<KpiOffer> offer_cost(const Item& item, const std::vector<AttributeId>&, KpiWork& work) {
  const auto chosen = chosen_lines(item, work);
  const auto& lines = chosen.present;
  const auto* basis = item.find("basis");
  const bool marginal = basis && basis->value.text == "marginal";
  KpiOffer offer;
  offer.shows = only(ShowKind::total, "total");
  offer.figures = "total, per week and per OUTCOME";
  offer.unit = [](const Show& show) -> std::string {
    return show.kind == ShowKind::per_time ? "£ " + show.label : "£";
  };
  offer.figure = [lines, marginal, &work](const Show& show, const Place& place,
                                          std::optional<std::uint32_t>) {
    return cost_figure(lines, marginal, show, place, work);
  };
  auto of_nobody = lines;
  std::erase_if(of_nobody, [](const CostLine* line) { return !line->resource && line->dates.empty(); });
  if (!of_nobody.empty())
    offer.shared = [=, &work](const Show& show) { return cost_figure(of_nobody, marginal, show, {}, work); };
  if (const auto* by = item.find("by"))
    for (const auto& [name, where] : texts_of(by->value, work.context))
      if (is_by_party(item, name) && !has_part(offer, name))
        offer.parts.push_back(cost_parts(name, chosen, marginal, work));
  return {offer};
}

} // namespace carepath
