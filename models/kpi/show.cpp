#include "models/kpi/show.hpp"

#include "engine/base/text.hpp"

#include <fmt/format.h>
#include <map>

namespace carepath {
namespace {

const std::map<std::string_view, Show> plain_words{
    {"mean", {ShowKind::mean, 0, {}, {}, {}}},
    {"median", {ShowKind::quantile, 0.5, {}, {}, {}}},
    {"min", {ShowKind::minimum, 0, {}, {}, {}}},
    {"max", {ShowKind::maximum, 0, {}, {}, {}}},
    {"sd", {ShowKind::deviation, 0, {}, {}, {}}},
    {"total", {ShowKind::total, 0, {}, {}, {}}},
    {"number", {ShowKind::number, 0, {}, {}, {}}},
    {"clearance", {ShowKind::clearance, 0, {}, {}, {}}},
    {"share_waiting", {ShowKind::share_waiting, 0, {}, {}, {}}},
    {"mean_of_those", {ShowKind::mean_of_those, 0, {}, {}, {}}},
    {"activity", {ShowKind::activity, 0, {}, {}, {}}},
    {"staff_hours", {ShowKind::staff_hours, 0, {}, {}, {}}},
    {"bed_days", {ShowKind::bed_days, 0, {}, {}, {}}},
    {"cost", {ShowKind::cost, 0, {}, {}, {}}}};

const std::map<std::string_view, ShowKind> threshold_words{{"share_within", ShowKind::share_within},
                                                           {"share_over", ShowKind::share_over},
                                                           {"share_at", ShowKind::share_at},
                                                           {"share_up_to", ShowKind::share_up_to}};

bool read_quantile(std::string_view text, Show& show) {
  if (text.size() < 2 || text.front() != 'p') return false;
  double number = 0;
  Dimension dimension = Dimension::number;
  if (!read_quantity(text.substr(1), number, dimension) || dimension != Dimension::number || number <= 0 ||
      number >= 100)
    return false;
  show.kind = ShowKind::quantile;
  show.number = number / 100;
  return true;
}

bool read_threshold(std::string_view text, Show& show) {
  const auto space = text.find(' ');
  const auto word = threshold_words.find(text.substr(0, space));
  Dimension dimension = Dimension::number;
  if (space == std::string_view::npos || word == threshold_words.end()) return false;
  show.kind = word->second;
  return read_quantity(trim(text.substr(space)), show.number, dimension);
}

bool read_per(std::string_view text, Show& show) {
  if (!text.starts_with("per ")) return false;
  const auto what = trim(text.substr(4));
  Dimension dimension = Dimension::number;
  if (read_quantity(fmt::format("1 {}", what), show.number, dimension) && dimension == Dimension::duration) {
    show.kind = ShowKind::per_time;
    return true;
  }
  show.kind = ShowKind::per_outcome;
  show.outcome = what;
  return true;
}

Show read_show(const std::string& text, SourceRef where, CompileContext& context) {
  Show show;
  if (const auto plain = plain_words.find(text); plain != plain_words.end())
    show = plain->second;
  else if (!read_quantile(text, show) && !read_threshold(text, show) && !read_per(text, show))
    context.faults.error(where, fmt::format("'{}' is no figure", text),
                         "figures are mean, median, p90, min, max, sd, total, number, share_within 126 days, "
                         "share_over 92%, share_at 9, share_up_to 9, share_waiting, mean_of_those, per week, "
                         "per OUTCOME, clearance");
  show.label = text;
  show.where = where;
  return show;
}

} // namespace

std::vector<Show> only(ShowKind kind, std::string label) {
  return {{kind, 0, {}, std::move(label), {}}};
}

std::vector<Show> read_shows(const Item& item, CompileContext& context) {
  std::vector<Show> shows;
  for (const auto* key : {"share_within", "share_over"}) {
    const auto* field = item.find(key);
    if (!field) continue;
    const auto value = read_value(field->value, Dimension::any, context.values());
    shows.push_back({threshold_words.at(key), value.number, {}, key, field->value.where});
  }
  if (const auto* field = item.find("show"))
    for (const auto& [text, where] : texts_of(field->value, context))
      shows.push_back(read_show(text, where, context));
  return shows;
}

} // namespace carepath
