#include "models/kpi/kpi_fields.hpp"

#include "models/scenario/units.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace carepath {
namespace {

using Forms = std::array<std::string_view, 9>; // the rest empty

/// All but formulas over other KPIs, and what is asked of those instead.
constexpr Forms measured{"time_in", "wait_for",  "number_in", "count",  "resource",
                         "clock",   "attribute", "cost",      "setting"};
constexpr std::string_view of_its_parts = "give it to the KPIs that the formula is worked out from";

/// A field, and the forms it has an effect on.
struct FieldForms {
  std::string_view key;
  Forms forms;
  std::string_view hint;
  bool of_people = false; // only where people are tallied
};

constexpr FieldForms rows[] = {
    {"sum", {"count"}, "it adds up the events of a count"},
    {"distinct", {"count"}, "it makes a count one of people"},
    {"level", {"resource"}, "it is of a resource"},
    {"of", {"clock"}, "it is of a clock"},
    {"basis", {"cost"}, "it is of a cost"},
    {"payer", {"cost"}, "it filters cost"},
    {"provider", {"cost"}, "it filters cost"},
    {"only",
     {"count", "time_in", "wait_for", "attribute", "clock"},
     "it filters count, time_in, wait_for, attribute and completed clocks; others are split with by",
     true},
    {"cohort",
     {"time_in", "wait_for", "clock"},
     "it is of time_in, wait_for and completed clocks, whose visits have a beginning and an end",
     true},
    {"by",
     {"time_in", "wait_for", "number_in", "count", "resource", "clock", "attribute", "cost"},
     "split the KPIs that it is worked out from, or people: time_in, number_in, count, clock, attribute, "
     "cost"},
    {"at", measured, of_its_parts},
    {"from", measured, of_its_parts},
    {"until", measured, of_its_parts},
    {"show", measured, "a formula is one figure"},
    {"share_within", measured, of_its_parts},
    {"share_over", measured, of_its_parts},
    {"unit",
     {"time_in", "wait_for", "number_in", "count", "resource", "clock", "attribute", "value"},
     "it is of times and of what is counted; money and work by setting have units of their own"},
};

/// Units of time in which figures are shown to people.
constexpr std::array<std::string_view, 5> shown_units{"weeks", "days", "hours", "minutes", "seconds"};

} // namespace

bool fields_have_effect(const Item& item, std::string_view form, bool of_people, CompileContext& context) {
  bool fine = true;
  for (const auto& row : rows) {
    const auto* field = item.find(row.key);
    const bool has_effect = std::find(row.forms.begin(), row.forms.end(), form) != row.forms.end() &&
                            (of_people || !row.of_people);
    if (!field || has_effect) continue;
    context.faults.error(field->key_where, fmt::format("'{}' has no effect on kpi '{}'", row.key, item.name),
                         std::string(row.hint));
    fine = false;
  }
  return fine;
}

std::string shown_unit_of(const std::string& written) {
  for (const auto unit : shown_units)
    if (unit_days(written) == unit_days(unit)) return std::string(unit);
  return written;
}

bool unit_reads_time(const Item& item, CompileContext& context) {
  const auto* unit = item.find("unit");
  if (!unit || !unit->value.is_text()) return true;
  const auto shown = shown_unit_of(unit->value.text);
  if (std::find(shown_units.begin(), shown_units.end(), shown) != shown_units.end()) return true;
  context.unknown(unit->value.where, "unit of time to show", unit->value.text,
                  {shown_units.begin(), shown_units.end()});
  return false;
}

bool unit_has_effect(const Item& item, const std::vector<std::string>& units, CompileContext& context) {
  const auto* unit = item.find("unit");
  const bool all_shares =
      std::all_of(units.begin(), units.end(), [](const std::string& own) { return own == "share"; });
  if (!unit || !all_shares) return true;
  context.faults.error(unit->key_where, fmt::format("'unit' has no effect on kpi '{}'", item.name),
                       "it measures a share");
  return false;
}

} // namespace carepath
