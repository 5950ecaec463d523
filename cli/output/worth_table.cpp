// The part of the printed comparison about value for money.
#include "cli/output/table_parts.hpp"

#include <cmath>

#include <fmt/format.h>

#include "cli/output/unit.hpp"
#include "report/format.hpp"
#include "report/select.hpp"
#include "report/worth_words.hpp"

namespace carepath {

namespace {

std::string price_text(const WorthRow& row) {
  if (std::isnan(row.pounds_per_one)) return "–";
  if (std::isnan(row.per_one_low)) return "not clear";
  return fmt::format("{} [{}, {}]", figure_text(row.pounds_per_one, "£"), figure_text(row.per_one_low, "£"),
                     figure_text(row.per_one_high, "£"));
}

std::string option_text(const WorthRow& row) {
  return row.against.empty() ? row.variant + " (compared with)" : row.variant;
}

std::string as_it_is(const std::string& name) {
  return name;
}

std::vector<GridCell> cells_of(const WorthRow& row) {
  if (row.against.empty())
    return {{option_text(row)}, {"–"}, {"–"}, {"–"}, {"–"}, {front_words(row, as_it_is)}};
  return {{option_text(row)},
          {difference_text({row.spent, row.spent_low, row.spent_high}, "£")},
          {difference_text({row.gained, row.gained_low, row.gained_high}, gained_unit(row))},
          {worth_verdict(row)},
          {price_text(row)},
          {front_words(row, as_it_is)}};
}

/// What it is worth at the price of one, and how that may go wrong.
std::string benefits_grid(const Results& results, const WorthRows& rows, const TableOptions& options) {
  TextGrid grid({"Option", "Net benefit", "Worse in", "Worst fifth"}, 1);
  const WorthRow* any = nullptr;
  for (const WorthRow* row : rows) {
    if (row->against.empty() || std::isnan(row->pounds)) continue;
    any = row;
    grid.row({{row->variant},
              {difference_text({row->net_benefit, row->net_low, row->net_high}, "£")},
              {report::out_of(row->worse, row->observations)},
              {figure_text(row->worst_fifth, "£")}});
  }
  if (any == nullptr) return "";
  const auto source = any->source.empty() ? std::string() : " " + any->source;
  return part(
      fmt::format(
          "At {} for one{}: what is gained less what is spent; in how many {} that is below nothing, and "
          "its mean in the worst fifth of them",
          figure_text(any->pounds, "£"), source, report::observations_words(results)),
      grid, options);
}

} // namespace

std::string worth_part(const Results& results, const TableOptions& options) {
  std::string text;
  for (const WorthRows& rows : worths_by_name(results)) {
    TextGrid grid({"Option", "Spent more", "Gained", "So", "Pounds for one", "Worth considering"}, 1);
    for (const WorthRow* row : rows) grid.row(cells_of(*row));
    text +=
        part("Value for money. " + worth_heading(results, *rows.front()) + " [95% limits]", grid, options) +
        benefits_grid(results, rows, options);
  }
  return text;
}

} // namespace carepath
