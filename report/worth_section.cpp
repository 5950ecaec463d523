// Value for money: what each option spends and achieves, which are worth considering, and what may go wrong.
#include "report/format.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"
#include "report/worth_words.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

Cell change_cell(const Estimate& change, const std::string& unit) {
  const auto range = limits(change, unit);
  auto html = escape(signed_figure(change, unit));
  if (!range.empty()) html += fmt::format(" <small>({})</small>", range);
  return {html, true};
}

Cell price_cell(const WorthRow& row) {
  if (std::isnan(row.pounds_per_one)) return number_cell("–");
  const Estimate price{row.pounds_per_one, row.per_one_low, row.per_one_high};
  if (std::isnan(price.low)) return number_cell("not clear");
  return {escape(figure(price, "£")) + fmt::format(" <small>({})</small>", limits(price, "£")), true};
}

std::string options_table(const Results& results, const std::string& name) {
  const auto named = [&](const std::string& variant) { return shown_name(results, variant); };
  const WorthRow* first = nullptr;
  for (const auto& row : results.worths)
    if (row.name == name && !first) first = &row;
  Table table(worth_heading(results, *first), {"Option", "Spent more (95% limits)", "Gained (95% limits)",
                                               "So", "Pounds for one", "Worth considering"});
  for (const auto& row : results.worths) {
    if (row.name != name) continue;
    if (row.against.empty())
      table.row(shown_name(results, row.variant),
                {number_cell("–"), number_cell("–"), text_cell("the others are against this"),
                 number_cell("–"), text_cell(front_words(row, named))});
    else
      table.row(shown_name(results, row.variant),
                {change_cell({row.spent, row.spent_low, row.spent_high}, "£"),
                 change_cell({row.gained, row.gained_low, row.gained_high}, gained_unit(row)),
                 text_cell(worth_verdict(row)), price_cell(row), text_cell(front_words(row, named))});
  }
  return table.html();
}

std::string benefits_table(const Results& results, const std::string& name) {
  std::string html;
  for (const auto& row : results.worths) {
    if (row.name != name || row.against.empty() || std::isnan(row.pounds)) continue;
    if (html.empty())
      html =
          fmt::format("<p class=\"note\">One is taken to be worth {}{}. Net benefit is the worth of what is "
                      "gained less what is spent. How it may go wrong: in how many {} it is below "
                      "nothing, and its mean in the worst fifth of them.</p>\n",
                      escape(figure(row.pounds, "£")), row.source.empty() ? "" : " " + escape(row.source),
                      observations_words(results));
  }
  if (html.empty()) return html;
  Table table("What that is worth",
              {"Option", "Net benefit (95% limits)", "Below nothing in", "Worst fifth"});
  for (const auto& row : results.worths)
    if (row.name == name && !row.against.empty())
      table.row(shown_name(results, row.variant),
                {change_cell({row.net_benefit, row.net_low, row.net_high}, "£"),
                 number_cell(fmt::format("{:.0f} of {:.0f}", row.worse, row.observations)),
                 number_cell(figure(row.worst_fifth, "£"))});
  return html + table.html();
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
  for (const auto& name : worth_names(results))
    page.html(options_table(results, name) + benefits_table(results, name));
  page.close_section();
}

} // namespace carepath::report
