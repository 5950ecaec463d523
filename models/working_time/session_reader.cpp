// Sessions as written: a pace, or a list of paces with the dates between which they hold.
#include "engine/base/text.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/written.hpp"
#include "models/working_time/sessions.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <set>

namespace carepath {
namespace {

constexpr double no_end = std::numeric_limits<double>::infinity();

struct DatedPace {
  double from = 0;
  double until = no_end;
  SessionPace pace;
};

bool is_expression(const Node& node) {
  return node.is_text() && trim(node.text).starts_with('=');
}

/// "20 per week", "3 per day", "every 0.7778 days", or 0 for none.
bool read_pace(const Node& node, SessionPace& pace) {
  auto text = trim(node.text);
  auto dimension = Dimension::number;
  double number = 0;
  if (text.starts_with("every ")) {
    pace.unit = SessionPace::Unit::spaced;
    return read_quantity(text.substr(6), pace.amount, dimension) && dimension == Dimension::duration &&
           pace.amount > 0;
  }
  if (node.is_number()) return node.number == 0;
  if (!read_quantity(text, number, dimension) || number < 0) return false;
  if (dimension == Dimension::number && number == 0) return true;
  const bool per_day = is_per_day(text);
  pace.unit = per_day ? SessionPace::Unit::per_day : SessionPace::Unit::per_week;
  pace.amount = per_day ? number : number * days_per_week;
  return dimension == Dimension::rate;
}

SessionPace pace_of(const Node& node, const ValueContext& context, const PaceOf& pace_of_expression) {
  SessionPace pace;
  if (is_expression(node) && pace_of_expression) return pace_of_expression(node).value_or(pace);
  if (read_pace(node, pace)) return pace;
  context.faults.error(node.where,
                       fmt::format("{} does not say how often sessions are held", written_form(node)),
                       "such as \"20 per week\", \"3 per day\" or \"every 2 days\"");
  return {};
}

void read_entry(const Node& entry, const ValueContext& context, const PaceOf& pace_of_expression,
                std::vector<DatedPace>& out) {
  const auto* is = entry.is_table() ? entry.find("is") : nullptr;
  if (!is)
    return context.faults.error(entry.where, "expected a table with 'is'",
                                "such as { until = \"week 64\", is = \"10 per week\" }");
  const std::vector<std::string> known{"from", "until", "is"};
  for (std::size_t i = 0; i < entry.keys.size(); ++i)
    if (std::find(known.begin(), known.end(), entry.keys[i]) == known.end())
      context.faults.error(entry.key_where[i], fmt::format("an entry of sessions has no '{}'", entry.keys[i]),
                           name_hint(entry.keys[i], known));
  DatedPace dated;
  if (const auto* from = entry.find("from")) dated.from = read_moment(*from, no_end, context);
  if (const auto* until = entry.find("until")) dated.until = read_moment(*until, no_end, context);
  dated.pace = pace_of(*is, context, pace_of_expression);
  out.push_back(dated);
}

/// The pace at a moment: the first entry that holds.
SessionPace pace_at(const std::vector<DatedPace>& entries, double day) {
  for (const auto& entry : entries)
    if (entry.from <= day && day < entry.until) return entry.pace;
  return {};
}

} // namespace

bool is_per_day(std::string_view text) {
  for (const std::string_view word : {"per ", " a ", " an ", "/"})
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const auto below = trim(text.substr(at + word.size()));
      const auto unit = below.find_first_not_of("0123456789. ");
      if (unit == std::string_view::npos) continue;
      const auto days = unit_days(below.substr(unit, below.find_first_of(" /", unit) - unit));
      double count = 1;
      auto dimension = Dimension::number;
      if (unit > 0 && !read_quantity(below.substr(0, unit), count, dimension)) continue;
      if (days > 0) return count * days == 1;
    }
  return false;
}

SessionPlan read_session_plan(const Node& node, const ValueContext& context,
                              const PaceOf& pace_of_expression) {
  SessionPlan plan;
  if (!node.is_array()) {
    plan.pieces.push_back({0, pace_of(node, context, pace_of_expression)});
    return plan;
  }
  std::vector<DatedPace> entries;
  for (const auto& entry : node.items) read_entry(entry, context, pace_of_expression, entries);
  if (entries.empty()) context.faults.error(node.where, "the list of sessions is empty");
  std::set<double> edges{0};
  for (const auto& entry : entries) {
    if (entry.from > 0) edges.insert(entry.from);
    if (entry.until > 0 && entry.until < no_end) edges.insert(entry.until);
  }
  for (const double edge : edges) {
    const auto pace = pace_at(entries, edge);
    if (plan.pieces.empty() || !(plan.pieces.back().pace == pace)) plan.pieces.push_back({edge, pace});
  }
  return plan;
}

} // namespace carepath
