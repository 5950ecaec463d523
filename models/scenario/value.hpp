// Values as written in a scenario, parsed but not yet bound: the same forms in every field.
//
// Quantities are converted on reading: durations to days, money to pounds, rates to events per day,
// shares and plain numbers stay. A `Dimension` says which of these a value is.
#pragma once

#include "engine/base/diagnostic.hpp"
#include "models/scenario/node.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

enum class Dimension : std::uint8_t { number, duration, money, rate, money_rate, duration_squared, any };

enum class ValueForm : std::uint8_t {
  number,       // number (converted), dimension; text = as written, where it was a text or true or false
  name,         // text: a category, a step, an outcome, an attribute: bound later
  attribute,    // in an expression: an identifier, possibly dotted ("resource.clinic.slots")
  call,         // in an expression: text = function, children = arguments ("age", "queue", "min", ...)
  operation,    // in an expression: text = operator ("+", "<", "and", "not", "neg", "in"), children
  list,         // in an expression: the right side of `in`; children
  distribution, // text = row key; names/children = parameters and modifiers
  choose,       // names = alternatives, children = weights (number, or text "else" as the name)
  mix,          // children = weight, value, weight, value, ...
  by,           // text = attribute; names = categories ("else" for the rest), children
  guards,       // guards[i] with children[i]; first match wins
  cycle,        // children = values in turn; number = period in days of one whole cycle
  unlimited     // no bound
};

struct Value;

/// One condition of a guarded alternative; several fields must all hold.
struct Guard {
  std::vector<Value> when; // zero or one expression
  std::string during;      // calendar name, or empty
  double from = 0;         // days since start
  bool has_from = false;
  double until = 0;
  bool has_until = false;
  SourceRef where;
};

struct Value {
  ValueForm form = ValueForm::number;
  Dimension dimension = Dimension::number;
  SourceRef where;
  double number = 0;
  std::string text;
  std::vector<std::string> names;
  std::vector<Value> children;
  std::vector<Guard> guards;
};

class NamedMeasures;

/// What the reader needs to know about the scenario while reading values.
struct ValueContext {
  Diagnostics& faults;
  SourceRef start_where;
  std::int64_t start_day = 0;                           // days from 1970-01-01 of the start date
  double start_time_of_day = 0;                         // days
  double end = std::numeric_limits<double>::infinity(); // of the run, days since the start, where it is known
  NamedMeasures* names = nullptr; // what names in expressions measure; nothing is checked without
};

/// Reads a number, quantity, expression or distribution in any of the value forms. Adds a fault and
/// returns a number 0 when it cannot.
[[nodiscard]] Value read_value(const Node& node, Dimension dimension, const ValueContext& context);

/// Reads a route: a name, weights, { by }, a list of { when, to }, and nestings of these. Leaves are
/// of form `name`.
[[nodiscard]] Value read_route(const Node& node, const ValueContext& context);

/// Reads an expression such as "follow_ups < follow_ups_due and age(rtt) > 126 days". Adds a fault when it
/// adds or compares unlike things (days and pounds), or measures something other than what is wanted.
[[nodiscard]] Value read_expression(std::string_view text, SourceRef where, const ValueContext& context,
                                    Dimension wanted = Dimension::any);

/// A condition: an expression, or plain true or false.
[[nodiscard]] Value read_condition(const Node& node, const ValueContext& context);

/// Reads one quantity: "95 min", "42 per week", "£395 per day", "1.5 days", "0.3", "42/52", "12%".
/// False (and no fault) when the text is not a quantity.
[[nodiscard]] bool read_quantity(std::string_view text, double& number, Dimension& dimension);

/// A point of the run: a date ("2026-10-01", with or without a time), "week 26", "day 14", "end", which is
/// day `end` (warm-up and length). Days since the start; adds a fault and returns 0 when it is none of these.
[[nodiscard]] double read_moment(const Node& node, double end, const ValueContext& context);

} // namespace carepath
