#include "models/kpi/show.hpp"

#include "engine/base/text.hpp"
#include "models/kpi/kpi.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

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

bool read_threshold(std::string_view text, SourceRef where, Show& show, CompileContext& context) {
  const auto space = text.find(' ');
  const auto word = threshold_words.find(text.substr(0, space));
  if (space == std::string_view::npos || word == threshold_words.end()) return false;
  show.kind = word->second;
  show.limit = read_bound(text.substr(space), where, context);
  if (show.limit) show.number = show.limit->number;
  return show.limit.has_value();
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
  else if (!read_quantile(text, show) && !read_threshold(text, where, show, context) && !read_per(text, show))
    context.faults.error(where, fmt::format("'{}' is no figure", text),
                         "figures are mean, median, p90, min, max, sd, total, number, share_within 126 days, "
                         "share_over 92%, share_at 9, share_up_to 9, share_waiting, mean_of_those, per week, "
                         "per OUTCOME, clearance");
  show.label = text;
  show.where = where;
  return show;
}

/// A share whose limit stands in a field of its own.
Show share_of(std::string_view key, const Field& field, CompileContext& context) {
  Show show{threshold_words.at(key), 0, {}, std::string(key), field.value.where};
  show.limit = read_bound(field.value, context);
  if (show.limit)
    show.number = show.limit->number;
  else
    context.faults.error(
        field.value.where,
        field.value.is_text() ? fmt::format("'{}' is no limit", field.value.text)
                              : std::string("this is no limit"),
        "a length of time, a number or a parameter known before the run, such as \"126 days\" "
        "or \"= limit\"");
  return show;
}

/// What is wrong with the limit of a share of time by units in use, and what to write; nothing where it can
/// be meant.
std::optional<std::pair<std::string, std::string>> misread_limit(const Show& show) {
  const double number = show.limit->number;
  const bool is_share = show.limit->per_cent;
  if (show.kind == ShowKind::share_over && number > 1 && !is_share)
    return {
        {fmt::format("over all of the capacity: 'share_over' of 'busy' is of the share in use, and {0} is "
                     "{0} times what there is",
                     number),
         fmt::format("for a number of units write share_up_to {0}, the share of time with at most so many; "
                     "for a share of the capacity \"share_over 92%\"",
                     number)}};
  const bool of_units = show.kind == ShowKind::share_up_to || show.kind == ShowKind::share_at;
  if (of_units && (is_share || (number > 0 && number < 1)))
    return {{fmt::format("a part of a unit: '{}' of 'busy' is of the number of units in use",
                         show.kind == ShowKind::share_at ? "share_at" : "share_up_to"),
             "write how many, or \"share_over 92%\" for more than that share of the capacity"}};
  return std::nullopt;
}

} // namespace

std::vector<Show> only(ShowKind kind, std::string label) {
  return {{kind, 0, {}, std::move(label), {}}};
}

bool limit_fits(const Show& show, const KpiOffer& offer, const std::string& kpi, CompileContext& context) {
  const auto measured = offer.measured;
  if (!show.limit || measured == Dimension::any) return true;
  const auto& limit = *show.limit;
  const auto fault = [&](std::string_view what, std::string_view hint) {
    context.faults.error(show.where, fmt::format("the limit of kpi '{}' is {}", kpi, what),
                         std::string(hint));
    return false;
  };
  const bool is_time = measured == Dimension::duration;
  if (is_time && lacks_unit_of_time(limit))
    return fault("a plain number, and it measures lengths of time", with_its_unit);
  if (limit.dimension != Dimension::number && limit.dimension != measured)
    return fault(fmt::format("{}, and it measures {}", dimension_name(limit.dimension),
                             is_time ? "lengths of time" : "numbers"),
                 is_time ? with_its_unit : "write a plain number");
  if (limit.number < 0 && !offer.may_be_negative) return fault("less than nothing", "write 0 or more");
  if (offer.of_capacity)
    if (const auto misread = misread_limit(show)) return fault(misread->first, misread->second);
  return true;
}

std::vector<Show> read_shows(const Item& item, CompileContext& context) {
  std::vector<Show> shows;
  std::set<std::string> named;
  for (const auto* key : {"share_within", "share_over"})
    if (const auto* field = item.find(key)) shows.push_back(share_of(key, *field, context));
  if (const auto* field = item.find("show"))
    for (const auto& [text, where] : texts_of(field->value, context))
      if (named.insert(text).second) shows.push_back(read_show(text, where, context));
  return shows;
}

std::vector<Show> shown_figures(const Item& item, const std::vector<Show>& asked,
                                const std::vector<Show>& fallback) {
  if (asked.empty()) return fallback;
  const auto* field = item.find("show");
  const bool only_added = field && field->is_added && !item.find("share_within") && !item.find("share_over");
  if (!only_added) return asked;
  auto shown = fallback;
  for (const auto& show : asked)
    if (std::none_of(fallback.begin(), fallback.end(),
                     [&](const Show& other) { return other.label == show.label; }))
      shown.push_back(show);
  return shown;
}

} // namespace carepath
