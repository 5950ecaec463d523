// Costs: amounts at events, on dates, by the day in phases, or by capacity; and what they add up to.
#pragma once

#include "models/kpi/figures.hpp"
#include "models/scenario/field.hpp"
#include "models/steps/pathway.hpp"

#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// What one cost item comes to in one setting, ready to be summed: an item has a line for each setting it
/// falls in.
struct CostLine {
  std::string name;
  std::string title;   // words for people; the name when it has none
  std::string setting; // empty when not said
  std::string payer;
  std::string provider;
  std::vector<MeasureId> tallies; // amounts at events
  std::vector<MeasureId> marginal_tallies;
  std::vector<std::pair<std::uint32_t, Phase>> phases; // amounts by the day
  Profile per_day;
  Profile marginal_per_day;
  std::vector<SimTime> dates;         // amounts that fall due at moments of the run
  std::optional<ResourceId> resource; // amounts by capacity, session, slot or use
  std::string per;
  Profile amount;
  Profile marginal_amount;
};

struct CostSheet {
  std::vector<CostLine> lines;
  std::vector<CostLine> former;    // as a base had them: whom they name is known, and has nothing of them now
  std::vector<AttributeId> splits; // of every cost KPI
};

[[nodiscard]] const KindRow& cost_kind();

/// The moments (days) at which what is recorded must be looked at, because an amount changes there.
[[nodiscard]] std::vector<double> price_moments(CompileContext& context);

/// Compiles the cost items: actions at points and lines to sum.
[[nodiscard]] CostSheet define_costs(const std::vector<AttributeId>& splits, Figures& figures,
                                     CompileContext& context);

/// Adds a fault for each item of units of a resource that is unlimited for a part of the measured period, or
/// all of it. Reads the capacities that `define_resources` gives.
void refuse_unlimited_units(CompileContext& context);

/// The total of one line for a place over the measured period, in pounds. Costs of capacity and
/// of dates belong to nobody in particular: nothing for a group.
[[nodiscard]] std::optional<FigureId> cost_total(const CostLine& line, const Place& place, bool marginal,
                                                 Figures& figures);

} // namespace carepath
