// What was mined from an event log: everything a first scenario says, before it is written.
#pragma once

#include "engine/random/fit_distribution.hpp"
#include "models/fit/event_log.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace carepath {

/// A duration: one family, observed values, or a constant.
struct MinedDuration {
  std::size_t observed = 0;
  double mean = 0; // days
  std::optional<FittedFamily> family;
  bool is_good = false;             // the family describes the values
  std::vector<FittedFamily> rivals; // the others, by rising criterion
  std::vector<double> values;       // where no family does: quantiles, or the one value
};

/// Either one for everybody, or one for each category of an attribute.
struct MinedDurations {
  std::string by; // attribute; empty for everybody
  std::map<std::string, MinedDuration> of;
};

/// Shares of those who go each way; names are activities, or "" for leaving.
using MinedShares = std::map<std::string, double>;
struct MinedRoute {
  std::string by; // attribute; empty for everybody
  std::map<std::string, MinedShares> of;
};

struct MinedStep {
  std::string activity;
  std::string resource; // pool; empty for none
  MinedDurations takes;
  /// From the activity before until they are ready for it; until it starts, where no resource explains a
  /// wait.
  std::optional<MinedDuration> before;
  /// The wait of those who come to it first, where no resource explains it.
  std::optional<MinedDuration> before_first;
  MinedRoute next;
  std::size_t visits = 0;
  double mean_wait = 0; // days
};

/// What stands before the name of a step in the name of the time before it; empty where there is none.
[[nodiscard]] std::string prefix_of(const MinedStep& step);
/// The same, of the time before it of those who come to it first.
[[nodiscard]] std::string prefix_at_first(const MinedStep& step);

/// A part of the week with one capacity.
struct MinedShift {
  std::vector<std::string> open; // "Mon-Fri 08:00-17:00"
  double capacity = 0;
};

struct MinedResource {
  std::string name;
  std::vector<std::string> logged; // names in the log that are it
  double capacity = 0;             // the most at once
  std::vector<MinedShift> shifts;  // several when it changes over the week; none when it does not
  double out_of_order = 0;         // share of starts that passed someone who had come before
};

struct MinedArrivals {
  double per_week = 0;
  std::array<double, 7> weekdays{}; // shares
  std::array<double, 24> hours{};   // shares
  bool uneven_weekdays = false;
  bool uneven_hours = false;
  MinedRoute first;      // activities they come to
  double dispersion = 1; // variance over mean of weekday-adjusted daily numbers
};

struct MinedAttribute {
  std::string name;
  std::map<std::string, double> shares;
};

/// What everything of the log is called in the scenario. No two are called alike.
struct MinedNames {
  std::map<std::string, std::string> steps;                             // by activity
  std::map<std::string, std::string> attributes;                        // by column
  std::map<std::string, std::map<std::string, std::string>> categories; // by column and value
};

struct MinedModel {
  std::string file;
  std::int64_t start_day = 0;
  double weeks = 0;
  std::size_t patients = 0;
  std::size_t activities = 0;
  MinedArrivals arrivals;
  std::vector<MinedAttribute> attributes;
  std::vector<MinedResource> resources;
  std::vector<MinedStep> steps;
  MinedNames names;
  std::vector<std::string> unknown; // what could not be told, in sentences
};

[[nodiscard]] MinedModel mine(const EventLog& log);

/// The scenario, as a TOML file that runs as it is.
[[nodiscard]] std::string scenario_text(const MinedModel& model);

/// A name of the log as a name of a scenario: "First visit" as "first_visit". Several may become one.
[[nodiscard]] std::string plain_name(const std::string& text);

} // namespace carepath
