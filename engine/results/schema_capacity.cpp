// The columns of the tables about capacity and about work that moves between settings.
#include "engine/results/schema.hpp"

namespace carepath::schema {

const std::vector<Column<CapacityRow>>& capacity_columns() {
  using Row = CapacityRow;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "", "Variant"},
      {data::against, &Row::against, "", "Variant it is compared with"},
      {"resource", &Row::resource, "", "Resource"},
      {"unit", &Row::unit, "", "What is counted, per week"},
      {"used_before", &Row::used_before, "week-1", "Used in the variant compared with"},
      {"used_after", &Row::used_after, "week-1", "Used in the variant"},
      {"offered_before", &Row::offered_before, "week-1", "Offered in the variant compared with"},
      {"offered_after", &Row::offered_after, "week-1", "Offered in the variant"},
      {"freed", &Row::freed, "week-1", "No longer used; below zero when more is used"},
      {"freed_low", &Row::freed_low, "week-1", "Lower 95% limit"},
      {"freed_high", &Row::freed_high, "week-1", "Upper 95% limit"},
      {"released", &Row::released, "week-1", "No longer offered; below zero when more is offered"},
      {"released_low", &Row::released_low, "week-1", "Lower 95% limit"},
      {"released_high", &Row::released_high, "week-1", "Upper 95% limit"},
      {"stranded", &Row::stranded, "week-1", "Freed but still offered, hence paid for"},
      {"stranded_low", &Row::stranded_low, "week-1", "Lower 95% limit"},
      {"stranded_high", &Row::stranded_high, "week-1", "Upper 95% limit"},
  };
  return columns;
}

const std::vector<Column<ShiftRow>>& shift_columns() {
  using Row = ShiftRow;
  static const std::vector<Column<Row>> columns{
      {data::variant, &Row::variant, "", "Variant"},
      {data::against, &Row::against, "", "Variant it is compared with"},
      {"part", &Row::part, "", "'removed' from the setting, or 'appears' in it"},
      {"setting", &Row::setting, "", "Setting"},
      {"what", &Row::what, "", "What is counted, or 'cost'"},
      {"name", &Row::name, "", "Step, resource or cost line; empty for all of them"},
      {"title", &Row::title, "", "The same in words"},
      {"change", &Row::change, "week-1", "Change per week, variant minus the one compared with"},
      {"low", &Row::low, "week-1", "Lower 95% limit"},
      {"high", &Row::high, "week-1", "Upper 95% limit"},
      {"per_day_removed", &Row::per_day_removed, "1",
       "Change for each day of stay removed; NaN when none is"},
      {"per_visit_removed", &Row::per_visit_removed, "1", "Change for each visit removed; NaN when none is"},
  };
  return columns;
}

} // namespace carepath::schema
