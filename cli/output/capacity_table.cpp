// The parts of the printed comparison about capacity, and about work that moves between settings.
#include "cli/output/table_parts.hpp"

#include <algorithm>
#include <cmath>

#include "cli/output/unit.hpp"
#include "report/readable.hpp"
#include "report/shift_words.hpp"

namespace carepath {

namespace {

/// Whether anything of a resource changes by more than rounding.
bool changes(const CapacityRow& row) {
  return std::fabs(row.freed) > negligible || std::fabs(row.released) > negligible;
}

std::string shift_label(const ShiftRow& row) {
  const std::string name = row.title.empty() ? row.name : row.title;
  return row.variant + ": " + row.setting + ", " + row.what + (name.empty() ? ", in all" : ", " + name);
}

std::string shift_unit(const ShiftRow& row) {
  return row.what == "cost" ? "£" : "number";
}

std::string ratio_text(double ratio, const ShiftRow& row) {
  return is_in_hospital(row) ? "" : figure_text(ratio, shift_unit(row));
}

} // namespace

std::string capacity_part(const Results& results, const TableOptions& options) {
  TextGrid grid({"Resource, per week", "Freed", "Released", "Stranded"}, 1);
  for (const CapacityRow& row : results.capacity) {
    if (!changes(row)) continue;
    grid.row({{row.variant + ": " + row.resource + " (" + row.unit + ")"},
              {difference_text({row.freed, row.freed_low, row.freed_high}, "number")},
              {difference_text({row.released, row.released_low, row.released_high}, "number")},
              {difference_text({row.stranded, row.stranded_low, row.stranded_high}, "number")}});
  }
  return part("Capacity freed (no longer used), released (no longer offered) and stranded (freed but still "
              "offered) [95% limits]",
              grid, options);
}

std::string shifts_part(const Results& results, const TableOptions& options) {
  // A column in which no row has a figure is left out.
  const auto has = [&](double ShiftRow::* ratio) {
    return std::any_of(results.shifts.begin(), results.shifts.end(),
                       [&](const ShiftRow& row) { return !std::isnan(row.*ratio); });
  };
  const bool days = has(&ShiftRow::per_day_removed);
  const bool visits = has(&ShiftRow::per_visit_removed);
  if (!days && !visits) return "";
  std::vector<std::string> columns{"Left shift, per week", "Change"};
  if (days) columns.emplace_back("Per bed-day removed");
  if (visits) columns.emplace_back("Per visit removed");
  TextGrid grid(columns, 1);
  for (const ShiftRow& row : results.shifts) {
    std::vector<GridCell> cells{{shift_label(row)},
                                {difference_text({row.change, row.low, row.high}, shift_unit(row))}};
    if (days) cells.push_back({ratio_text(row.per_day_removed, row)});
    if (visits) cells.push_back({ratio_text(row.per_visit_removed, row)});
    grid.row(cells);
  }
  return part(
      "The left shift: changes in hospital, and in the visits, staff hours and cost of other settings", grid,
      options);
}

} // namespace carepath
