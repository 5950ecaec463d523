// Capacity freed, released and stranded, and the left shift: what leaves hospital and what appears elsewhere.
#include "engine/base/text.hpp"
#include "report/format.hpp"
#include "report/readable.hpp"
#include "report/sections.hpp"
#include "report/select.hpp"
#include "report/shift_words.hpp"
#include "report/targets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath::report {
namespace {

bool changes(const CapacityRow& row) {
  return std::fabs(row.freed) > negligible || std::fabs(row.released) > negligible;
}

/// A change, with a word where its limits leave nothing clear.
Cell judged_cell(const Estimate& change, const std::string& unit) {
  auto cell = change_cell(change, unit);
  if (verdict(change) == Verdict::no_clear_difference)
    cell.html += "<span class=\"change\">no clear change</span>";
  return cell;
}

Cell plain_change(const Estimate& change) {
  if (change.mean == 0) return number_cell("0");
  return judged_cell(change, "");
}

/// What a board may conclude about one resource.
std::string capacity_words(const CapacityRow& row) {
  const Estimate freed{row.freed, row.freed_low, row.freed_high};
  switch (verdict(freed)) {
  case Verdict::lower: return "more is used";
  case Verdict::no_clear_difference: return "no clear change in use";
  case Verdict::no_limits: return "too few replications to say";
  case Verdict::higher: break;
  }
  if (std::isnan(row.stranded)) return "what is offered has no bound";
  if (row.stranded <= 0) return "all that is freed is released";
  return fmt::format("{} of what is freed is still paid for", figure(row.stranded / row.freed, "share"));
}

std::string capacity_table(const Results& results, const std::string& variant) {
  Table table("Capacity per week: " + shown_name(results, variant),
              {"Resource", "Counted in", "Used before", "Used now", "Freed", "Released", "Stranded", "So"});
  for (const auto& row : results.capacity) {
    if (row.variant != variant || !changes(row)) continue;
    table.row(spoken(row.resource), {text_cell(row.unit), number_cell(plain(row.used_before, 1)),
                                     number_cell(plain(row.used_after, 1)),
                                     plain_change({row.freed, row.freed_low, row.freed_high}),
                                     plain_change({row.released, row.released_low, row.released_high}),
                                     plain_change({row.stranded, row.stranded_low, row.stranded_high}),
                                     text_cell(capacity_words(row))});
  }
  return table.empty() ? "" : table.html();
}

/// The rows of one place that go one way.
struct ShiftPart {
  const char* title;
  bool in_hospital;
  bool removed;
};
constexpr ShiftPart shift_parts[] = {{"Leaves hospital", true, true},
                                     {"Appears in hospital", true, false},
                                     {"Appears in other settings", false, false},
                                     {"Leaves other settings", false, true}};

std::string shift_unit(const ShiftRow& row) {
  return row.what == "cost" ? "£" : "";
}

Cell ratio_cell(double ratio, const ShiftRow& row) {
  if (is_in_hospital(row) || !std::isfinite(ratio)) return number_cell("–");
  return number_cell(figure(ratio, shift_unit(row)));
}

std::string shift_table(const Results& results, const std::string& variant, const ShiftPart& part) {
  Table table(fmt::format("{}, per week: {}", part.title, shown_name(results, variant)),
              {"What", "Setting", "Where", "Change (95% limits)", "For each bed-day removed",
               "For each visit removed"});
  for (const auto& row : results.shifts) {
    if (row.variant != variant || is_in_hospital(row) != part.in_hospital || is_removed(row) != part.removed)
      continue;
    const auto title = spoken_title(row);
    table.row(row.what, {text_cell(row.setting), text_cell(title.empty() ? "in all" : title),
                         judged_cell({row.change, row.low, row.high}, shift_unit(row)),
                         ratio_cell(row.per_day_removed, row), ratio_cell(row.per_visit_removed, row)});
  }
  return table.empty() ? "" : table.html();
}

} // namespace

void add_capacity(Page& page) {
  const auto& results = page.results();
  if (std::none_of(results.capacity.begin(), results.capacity.end(), changes)) return;
  page.open_section("capacity", "Capacity freed, released and stranded");
  page.html(
      "<p class=\"note\">Freed is no longer used. Released is no longer offered, because the plan closes "
      "it. Stranded is freed but still offered, and so still paid for: it saves nothing until it is "
      "closed or put to other use. Against the first pathway; below zero means more.</p>\n");
  for (const auto& variant : results.variants) page.html(capacity_table(results, variant.name));
  page.close_section();
}

void add_shifts(Page& page) {
  const auto& results = page.results();
  if (results.shifts.empty()) return;
  page.open_section("left-shift", "The left shift: what leaves one setting and what appears in another");
  page.html(
      "<p class=\"note\">Changes per week from the first pathway, in acute settings and in all others. "
      "The last columns say what appears for each hospital bed-day, or visit, that is removed; they stand "
      "only where the limits leave no doubt that some are.</p>\n");
  for (const auto& variant : results.variants)
    for (const auto& part : shift_parts) page.html(shift_table(results, variant.name, part));
  page.close_section();
}

} // namespace carepath::report
