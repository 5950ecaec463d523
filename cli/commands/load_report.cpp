#include "cli/commands/load_report.hpp"

#include "cli/output/unit.hpp"

#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace carepath {
namespace {

constexpr const char* dash = "–";

std::string amount(double value) {
  if (std::isnan(value)) return dash;
  if (std::isinf(value)) return "unlimited";
  return grouped_number(value, value < 100 ? 1 : 0);
}

std::string load_text(const ResourceLoad& row) {
  if (std::isinf(row.capacity)) return dash;
  return std::isfinite(row.load) ? fmt::format("{:.1f}%", row.load * 100) : std::string("nothing offered");
}

std::string clear_text(const ResourceLoad& row) {
  if (row.starting_list <= 0) return dash;
  if (!std::isfinite(row.weeks_to_clear)) return "never";
  return grouped_number(row.weeks_to_clear, row.weeks_to_clear < 10 ? 1 : 0);
}

const char* unit_words(const ResourceLoad& row) {
  if (row.consumed) return "units a week";
  return row.kind == ResourceKind::diary ? "slots a week" : "units";
}

std::string names(const std::vector<std::string>& all) {
  std::string text;
  for (std::size_t at = 0; at < all.size(); ++at)
    text += fmt::format("{}'{}'", at == 0 ? "" : at + 1 == all.size() ? " or " : ", ", all[at]);
  return text;
}

std::string per_week_words(double people) {
  return people < 0.05 ? "0.1" : grouped_number(people, people < 10 ? 1 : 0);
}

/// "about 12 a week are turned away at 'ward' and go to 'diverted'".
std::string loss_words(const LoadLoss& loss) {
  const std::string where = loss.step.empty() ? "" : fmt::format(" at '{}'", loss.step);
  // Who waits for a step may still be held back in the one before.
  const std::string before = loss.step.empty() ? "" : fmt::format(" before starting at '{}'", loss.step);
  const auto how = loss.kind == LossKind::turned_away ? fmt::format("are turned away{}", where)
                   : loss.kind == LossKind::ejected   ? fmt::format("lose their place{}", where)
                                                      : fmt::format("leave{} ('{}')", before, loss.risk);
  const auto go = loss.to.empty() ? std::string() : fmt::format(" and go to {}", names(loss.to));
  const bool repeats = loss.to.size() == 1 && loss.to[0] == loss.step;
  return fmt::format("about {} a week ({:.1f}% of {}) {}{}", per_week_words(loss.per_week), loss.share * 100,
                     loss.kind == LossKind::ejected ? "those who start" : "requests", how,
                     repeats ? " and ask again" : go);
}

/// People a week who are turned away; nothing where somebody waits for it in vain.
std::optional<double> turned_away(const ResourceLoad& row) {
  double people = 0;
  for (const auto& loss : row.losses) {
    if (loss.kind != LossKind::turned_away) return std::nullopt;
    people += loss.per_week;
  }
  return row.losses.empty() ? std::nullopt : std::optional(people);
}

/// What a load over its limit means: people turned away, a queue that people leave, or one without end.
std::string overload_words(const ResourceLoad& row) {
  const auto load = load_text(row);
  if (row.capacity > 0 && row.escalation > 0 && row.demand <= row.capacity + row.escalation)
    return fmt::format(
        "'{}' cannot do without its escalation: its load is {} of what is always there, {:.1f}% "
        "with the {} more",
        row.name, load, 100 * row.demand / (row.capacity + row.escalation), row.escalation);
  if (const auto people = turned_away(row); people && row.can_be_left)
    return fmt::format("'{}' has less than is wanted: its load is {}, so about {} a week are turned away",
                       row.name, load, per_week_words(*people));
  if (row.can_be_left)
    return fmt::format("'{}' has less than is wanted: its load is {}, so its queue grows until as many leave "
                       "as it cannot serve",
                       row.name, load);
  return fmt::format("'{}' cannot keep up: its load is {}, so its queue grows for as long as this lasts",
                     row.name, load);
}

std::string close_words(const ResourceLoad& row) {
  const auto load = load_text(row);
  if (row.losses.empty())
    return fmt::format("'{}' is close to its limit: its load is {}, and its queue takes years to settle",
                       row.name, load);
  const bool offered = row.capacity > 0 && row.asked > row.demand * 1.005;
  return fmt::format("'{}' is close to its limit: its load is {}{}", row.name, load,
                     offered ? fmt::format(", and would be {:.1f}% if all who ask were served",
                                           100 * row.asked / row.capacity)
                             : std::string());
}

} // namespace

const char* load_verdict(const ResourceLoad& row) {
  if (row.load > cannot_keep_up) return row.can_be_left ? "over its limit" : "cannot keep up";
  return row.load > close_to_limit ? "close to its limit" : "ok";
}

std::string load_table(const TrafficReport& traffic, const TableOptions& options) {
  TextGrid grid({"Resource", "counted in", "wanted", "offered", "load", "starting list", "weeks to clear"},
                1);
  for (const auto& row : traffic.resources) {
    const bool over = row.load > cannot_keep_up && !std::isinf(row.capacity);
    grid.row({{row.name},
              {unit_words(row)},
              {amount(row.demand)},
              {amount(row.capacity)},
              {load_text(row), over ? Tone::bad : Tone::plain},
              {row.starting_list > 0 ? grouped_number(row.starting_list, 0) : std::string(dash)},
              {clear_text(row)}});
  }
  return grid.empty() ? std::string() : grid.str(options);
}

std::vector<std::string> load_warnings(const TrafficReport& traffic) {
  std::vector<std::string> warnings;
  if (!traffic.unknown.empty()) warnings.push_back(traffic.unknown);
  for (const auto& row : traffic.resources) {
    if (std::isinf(row.capacity)) continue;
    if (row.load > cannot_keep_up)
      warnings.push_back(overload_words(row));
    else if (row.load > close_to_limit)
      warnings.push_back(close_words(row));
    if (row.starting_list > 0 && !std::isfinite(row.weeks_to_clear) && !row.can_be_left)
      warnings.push_back(
          fmt::format("the starting list of '{}' never clears: no capacity is left over for it", row.name));
  }
  return warnings;
}

std::vector<std::string> load_notes(const TrafficReport& traffic) {
  std::vector<std::string> notes;
  for (const auto& row : traffic.resources)
    for (const auto& loss : row.losses) notes.push_back(fmt::format("'{}': {}", row.name, loss_words(loss)));
  for (const auto& step : traffic.chosen_by_state)
    notes.push_back(
        fmt::format("who goes where from '{}' depends on queues, free dates or waits: the loads are "
                    "those of an empty system, so judge what it leads to together",
                    step));
  return notes;
}

} // namespace carepath
