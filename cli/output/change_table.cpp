// The part of the printed comparison about how the differences of the main figures came out.
#include "cli/output/table_parts.hpp"

#include <fmt/format.h>

#include "cli/output/unit.hpp"
#include "engine/base/undefined.hpp"
#include "report/format.hpp"
#include "report/select.hpp"

namespace carepath {

namespace {

std::string signed_text(double value, const KpiRow& row) {
  const Estimate shown = in_shown_unit(row, {value, undefined, undefined});
  return difference_text(shown, shown_unit(row));
}

std::vector<GridCell> cells_of(const KpiRow& row, const std::string& variant, const ChangeSpread& spread) {
  return {{label_text(row)},
          {variant},
          {report::out_of(spread.higher, spread.number)},
          {report::out_of(spread.lower, spread.number)},
          {signed_text(spread.lowest_fifth, row)},
          {signed_text(spread.highest_fifth, row)}};
}

} // namespace

std::string changes_part(const Results& results, const TableOptions& options) {
  TextGrid grid({"Figure", "Variant", "Higher in", "Lower in", "Lowest fifth", "Highest fifth"}, 2);
  for (const std::size_t at : report::headline_kpis(results))
    for (const Difference& difference : results.differences) {
      if (at >= difference.spread.size() || difference.spread[at].number < 2) continue;
      grid.row(cells_of(results.kpis[at], difference.variant, difference.spread[at]));
    }
  return part(
      fmt::format("How the differences of the main figures came out: in how many {}, and their mean in the "
                  "fifth of them where they are lowest and highest",
                  report::observations_words(results)),
      grid, options);
}

} // namespace carepath
