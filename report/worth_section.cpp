// Value for money: what each option spends and achieves, which are worth considering, and what may go wrong.
#include "report/format.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"
#include "report/worth_words.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

Cell price_cell(const WorthRow& row) {
  if (std::isnan(row.pounds_per_one)) return number_cell("–");
  const Estimate price{row.pounds_per_one, row.per_one_low, row.per_one_high};
  if (std::isnan(price.low)) return number_cell("not clear");
  return {escape(figure(price, "£")) + fmt::format(" <small>({})</small>", limits(price, "£")), true};
}

std::string options_table(const Results& results, const WorthRows& rows) {
  const auto named = [&](const std::string& variant) { return shown_name(results, variant); };
  Table table(worth_heading(results, *rows.front()),
              {"Option", "Spent more (95% limits)", "Gained (95% limits)", "So", "Pounds for one",
               "Worth considering"});
  for (const auto* row : rows) {
    if (row->against.empty())
      table.row(shown_name(results, row->variant),
                {number_cell("–"), number_cell("–"), text_cell("the others are against this"),
                 number_cell("–"), text_cell(front_words(*row, named))});
    else
      table.row(shown_name(results, row->variant),
                {change_cell({row->spent, row->spent_low, row->spent_high}, "£"),
                 change_cell({row->gained, row->gained_low, row->gained_high}, gained_unit(*row)),
                 text_cell(worth_verdict(*row)), price_cell(*row), text_cell(front_words(*row, named))});
  }
  return table.html();
}

std::string benefits_table(const Results& results, const WorthRows& rows) {
  const auto priced = std::find_if(rows.begin(), rows.end(), [](const auto* row) {
    return !row->against.empty() && !std::isnan(row->pounds);
  });
  if (priced == rows.end()) return {};
  const auto& source = (*priced)->source;
  const auto note =
      fmt::format("<p class=\"note\">One is taken to be worth {}{}. Net benefit is the worth of what is "
                  "gained less what is spent. How it may go wrong: in how many {} it is below "
                  "nothing, and its mean in the worst fifth of them.</p>\n",
                  escape(figure((*priced)->pounds, "£")), source.empty() ? "" : " " + escape(source),
                  observations_words(results));
  Table table("What that is worth",
              {"Option", "Net benefit (95% limits)", "Below nothing in", "Worst fifth"});
  for (const auto* row : rows)
    if (!row->against.empty())
      table.row(shown_name(results, row->variant),
                {change_cell({row->net_benefit, row->net_low, row->net_high}, "£"),
                 number_cell(out_of(row->worse, row->observations)),
                 number_cell(figure(row->worst_fifth, "£"))});
  return note + table.html();
}

} // namespace

void add_worths(Page& page) {
  const auto& results = page.results();
  if (results.worths.empty()) return;
  page.open_section("value-for-money", "Value for money");
  page.html(
      "<p class=\"note\">Against the first pathway, on the same people. Pounds for one: what is spent for "
      "each one gained, or saved for each one lost. Worth considering: options that no other, nor a "
      "mixture of two, is better value than; the cheapest of them first, then what each one more costs "
      "with the next.</p>\n");
  for (const auto& rows : worths_by_name(results))
    page.html(options_table(results, rows) + benefits_table(results, rows));
  page.close_section();
}

} // namespace carepath::report
