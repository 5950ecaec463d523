// The mined model as a scenario: a TOML file that reads like one written by hand and runs as it is.
#include "models/fit/mined_model.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/written.hpp"
#include "models/working_time/date.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::array<const char*, 7> weekday_names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/// A text of the log without line ends and other signs that a scenario may not hold.
std::string on_one_line(const std::string& text) {
  constexpr char last_control = 127;
  std::string out;
  for (const char sign : text)
    if (static_cast<unsigned char>(sign) >= ' ' && sign != last_control) out += sign;
  return out;
}

/// A text of the log inside quotes.
std::string in_quotes(const std::string& text) {
  return written_text(on_one_line(text));
}

/// The name of a category inside quotes.
std::string category_key(const MinedModel& model, const std::string& attribute, const std::string& value) {
  return in_quotes(model.names.categories.at(attribute).at(value));
}

std::string in_unit(double days) {
  const auto text = [](double number, const char* unit) {
    return fmt::format("\"{:.4g} {}\"", number, unit);
  };
  if (days < 2.0 / 24) return text(days * 1440, "min");
  return days < 2 ? text(days * 24, "h") : text(days, "days");
}

std::string family_text(const FittedFamily& family) {
  std::string out = fmt::format("{{ dist = \"{}\"", family.key);
  for (const auto& [name, number] : family.parameters) {
    const bool plain = name == "sigma" || name == "shape";
    out += fmt::format(", {} = {}", name, plain ? fmt::format("{:.4g}", number) : in_unit(number));
  }
  return out + " }";
}

std::string duration_text(const MinedDuration& duration) {
  if (duration.is_good) return family_text(*duration.family);
  if (duration.values.size() == 1) return in_unit(duration.values.front());
  std::vector<std::string> values;
  for (const double value : duration.values) values.push_back(in_unit(value));
  return "{ dist = \"empirical\", values = [" + join(values, ", ") + "] }";
}

/// How well a duration is described, as a comment.
std::string fit_text(const MinedDuration& duration) {
  if (!duration.family) return fmt::format("{} observed", duration.observed);
  return fmt::format("{} observed; best family {}, largest gap of the distributions {:.3f}{}",
                     duration.observed, duration.family->key, duration.family->distance,
                     duration.is_good ? "" : ": no family describes them, so values as observed");
}

std::string durations_text(const MinedModel& model, const MinedDurations& durations) {
  if (durations.by.empty()) return duration_text(durations.of.begin()->second);
  std::string out = "{ by = \"" + model.names.attributes.at(durations.by) + "\"";
  for (const auto& [category, duration] : durations.of)
    out += ", " + category_key(model, durations.by, category) + " = " + duration_text(duration);
  return out + " }";
}

/// What stands before the name of a step that a way leads to: of its own, or at first.
using PrefixOf = std::string (*)(const MinedStep&);

/// The place a way leads to: a step, the time before it, or out.
std::string target_of(const MinedModel& model, const std::string& activity, PrefixOf prefix) {
  if (activity.empty()) return "done";
  const auto step = std::find_if(model.steps.begin(), model.steps.end(),
                                 [&](const auto& each) { return each.activity == activity; });
  return (step != model.steps.end() ? prefix(*step) : "") + model.names.steps.at(activity);
}

/// "key = share, ...". Rounded shares must still add to one: the last takes what is left.
template <class Key> std::string shares_list(const MinedShares& shares, const Key& key) {
  std::vector<std::string> out;
  double left = 1;
  for (const auto& [name, share] : shares) {
    const double number = out.size() + 1 == shares.size() ? left : std::round(share * 1e4) / 1e4;
    left -= number;
    out.push_back(fmt::format("{} = {:.4f}", key(name), std::max(number, 0.0)));
  }
  return join(out, ", ");
}

std::string shares_text(const MinedModel& model, const MinedShares& shares, PrefixOf prefix) {
  const auto target = [&](const auto& activity) { return target_of(model, activity, prefix); };
  if (shares.size() == 1) return "\"" + target(shares.begin()->first) + "\"";
  return "{ " + shares_list(shares, target) + " }";
}

std::string route_text(const MinedModel& model, const MinedRoute& route, PrefixOf prefix) {
  if (route.by.empty()) return shares_text(model, route.of.begin()->second, prefix);
  std::string out = "{ by = \"" + model.names.attributes.at(route.by) + "\"";
  for (const auto& [category, shares] : route.of)
    out += ", " + category_key(model, route.by, category) + " = " + shares_text(model, shares, prefix);
  return out + " }";
}

template <std::size_t Size> std::array<double, Size> rounded_shares(const std::array<double, Size>& shares) {
  std::array<double, Size> out{};
  double sum = 0;
  for (std::size_t at = 0; at < Size; ++at) sum += out[at] = std::round(shares[at] * 1e4) / 1e4;
  *std::max_element(out.begin(), out.end()) += 1 - sum;
  return out;
}

std::string head(const MinedModel& model) {
  std::string out = fmt::format(
      "# Mined from {} by `carepath fit`: {} patients, {} activities. A first scenario, to be "
      "read and mended.\n\n[scenario]\ntitle = {}\nassumptions = [\n",
      on_one_line(model.file), model.patients, model.activities, in_quotes("As logged in " + model.file));
  for (const auto& sentence : model.unknown)
    out += "  " + in_quotes("Not told by the log: " + sentence) + ",\n";
  return out + fmt::format("]\n\n[run]\nstart        = {}\nlength       = \"{:.0f} weeks\"\nreplications = "
                           "30\nseed         "
                           "= 1\n\n",
                           written_date(model.start_day), model.weeks);
}

std::string attributes(const MinedModel& model) {
  std::string out;
  for (const auto& attribute : model.attributes) {
    const auto key = [&](const auto& value) { return category_key(model, attribute.name, value); };
    out += fmt::format("[attribute.{}]\nchoose = {{ {} }}\n", model.names.attributes.at(attribute.name),
                       shares_list(attribute.shares, key));
  }
  return out.empty() ? out : out + "\n";
}

std::string arrivals(const MinedModel& model) {
  const auto& from = model.arrivals;
  std::string out = fmt::format("[source.referrals]\nrate    = \"{:.4g} per week\"\n", from.per_week);
  if (from.uneven_weekdays) {
    std::vector<std::string> days;
    const auto shares = rounded_shares(from.weekdays);
    for (std::size_t at = 0; at < shares.size(); ++at)
      days.push_back(fmt::format("{} = {:.4f}", weekday_names[at], shares[at]));
    out += "pattern = { " + join(days, ", ") + " }\n";
  }
  if (from.uneven_hours) {
    std::vector<std::string> hours;
    for (const double share : rounded_shares(from.hours)) hours.push_back(fmt::format("{:.4f}", share));
    out += "hours   = [" + join(hours, ", ") + "]\n";
  }
  const bool one_way = from.first.by.empty() && from.first.of.begin()->second.size() == 1;
  if (one_way)
    return out + "first   = " + shares_text(model, from.first.of.begin()->second, prefix_at_first) + "\n\n";
  return out + "first   = \"coming\"\n[step.coming]\ntitle = \"Coming\"\nnext  = " +
         route_text(model, from.first, prefix_at_first) + "\n\n";
}

std::string resources(const MinedModel& model) {
  std::string calendars, out;
  for (const auto& resource : model.resources) {
    out += fmt::format("[resource.{}]{}\n", resource.name,
                       resource.logged.size() > 1 ? fmt::format("  # {} in the log", resource.logged.size())
                                                  : "");
    if (resource.shifts.empty()) {
      out += fmt::format("capacity = {:.0f}\n", resource.capacity);
      continue;
    }
    std::vector<std::string> levels;
    for (std::size_t at = 0; at + 1 < resource.shifts.size(); ++at) {
      const auto& shift = resource.shifts[at];
      const auto calendar = fmt::format("{}_{:.0f}", resource.name, shift.capacity);
      std::vector<std::string> hours;
      for (const auto& open : shift.open) hours.push_back(in_quotes(open));
      calendars += fmt::format("[calendar.{}]\nopen = [{}]\n", calendar, join(hours, ", "));
      levels.push_back(fmt::format("{{ during = \"{}\", is = {:.0f} }}", calendar, shift.capacity));
    }
    levels.push_back(fmt::format("{{ is = {:.0f} }}", resource.shifts.back().capacity));
    out += "capacity            = [" + join(levels, ", ") + "]\nwhen_capacity_falls = \"finish\"\n";
  }
  return calendars + out + (out.empty() ? "" : "\n");
}

/// The time before a step as a step of its own.
std::string time_before_text(const std::optional<MinedDuration>& time, const std::string& prefix,
                             const std::string& name, const std::string& title) {
  if (!time) return {};
  return fmt::format("[step.{}{}]  # {}\ntitle = {}\ntakes = {}\nnext  = \"{}\"\n", prefix, name,
                     fit_text(*time), in_quotes(title), duration_text(*time), name);
}

std::string step_text(const MinedModel& model, const MinedStep& step) {
  const auto& name = model.names.steps.at(step.activity);
  const auto at_first = step.before ? "Before " + step.activity + " at first" : "Before " + step.activity;
  std::string out = time_before_text(step.before_first, prefix_at_first(step), name, at_first) +
                    time_before_text(step.before, prefix_of(step), name, "Before " + step.activity) +
                    fmt::format("[step.{}]\ntitle = {}\n", name, in_quotes(step.activity));
  if (!step.resource.empty()) out += fmt::format("needs = \"{}\"\n", step.resource);
  for (const auto& [category, duration] : step.takes.of)
    out += fmt::format("# {}{}\n", category.empty() ? "" : on_one_line(category) + ": ", fit_text(duration));
  return out + "takes = " + durations_text(model, step.takes) +
         "\nnext  = " + route_text(model, step.next, prefix_of) + "\n";
}

std::string kpis(const MinedModel& model) {
  std::string out = "[outcome]\ndone = \"Left\"\n\n[kpi]\n";
  for (const auto& step : model.steps) {
    const auto& name = model.names.steps.at(step.activity);
    out += fmt::format("visits_{0} = {{ title = {1}, count = \"{0}.start\", show = \"per week\" }}\n", name,
                       in_quotes(step.activity + ", starts"));
    if (!step.resource.empty())
      out += fmt::format("wait_{0} = {{ title = {1}, time_in = \"{0}.wait\", show = [\"mean\", \"p95\"] }}\n",
                         name, in_quotes("Wait for " + step.activity));
  }
  return out;
}

} // namespace

std::string scenario_text(const MinedModel& model) {
  std::string out = head(model) + attributes(model) + arrivals(model) + resources(model);
  for (const auto& step : model.steps) out += step_text(model, step);
  return out + "\n" + kpis(model);
}

} // namespace carepath
