#include "models/scenario/measures.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/measuring.hpp"
#include "models/scenario/value_reader.hpp"

#include <optional>

namespace carepath {
namespace {

constexpr Measure length{true, 1, 0};

constexpr int deepest_name = 32; // parameters that refer to parameters

/// Lengths of the state of the system are days, and may be used as plain numbers too ("0.02 * waited"):
/// nothing is known of them here.
std::optional<Measure> built_in(const std::string& name) {
  for (const auto* time : {"now", "waited", "time_in_model", "queue_date", "run.length", "run.warm_up"})
    if (name == time) return unknown_measure;
  for (const auto* number : {"interruptions", "day_of_stay", "scenario.population", "true", "false"})
    if (name == number) return plain_measure;
  return std::nullopt;
}

const Node* field_of(const Document& document, const std::string& kind, const std::string& name,
                     const std::string& field) {
  const auto* item = document.item(kind, name);
  const auto* found = item ? item->find(field) : nullptr;
  return found ? &found->value : nullptr;
}

} // namespace

Measure measure_of(Dimension dimension) {
  switch (dimension) {
  case Dimension::number: return plain_measure;
  case Dimension::duration: return length;
  case Dimension::money: return {true, 0, 1};
  case Dimension::rate: return {true, -1, 0};
  case Dimension::money_rate: return {true, -1, 1};
  case Dimension::duration_squared: return {true, 2, 0};
  case Dimension::any: break;
  }
  return unknown_measure;
}

Measure NamedMeasures::of(const std::string& name, const ValueContext& context) {
  if (depth_ > deepest_name) return unknown_measure;
  const auto [place, is_new] = found_.emplace(name, unknown_measure); // unknown while it is looked at
  if (!is_new) return place->second;
  ++depth_;
  place->second = look_up(name, context);
  --depth_;
  return place->second;
}

/// An attribute may be set to anything on the way ("= now"), and one in days may be used as a plain number.
Measure NamedMeasures::look_up(const std::string& name, const ValueContext& context) {
  if (const auto known = built_in(name)) return *known;
  if (name.starts_with("kpi.")) return unknown_measure; // a figure, though a field may be called alike
  const auto parts = split(name, '.');
  const bool is_path = parts.size() == 3;
  const auto bare = name.starts_with("parameter.") ? name.substr(10) : name;
  const auto* node = is_path ? field_of(document_, parts[0], parts[1], parts[2])
                             : field_of(document_, "parameter", bare, "is");
  const auto* start = node ? nullptr : field_of(document_, "attribute", name, "is");
  if (!node && !start) return unknown_measure;
  Diagnostics unheard;
  const ValueContext quiet{unheard, context.start_where, context.start_day, context.start_time_of_day};
  const auto value = read_value(node ? *node : *start, Dimension::any, quiet);
  if (unheard.has_errors()) return unknown_measure;
  const auto of_name = [&](const std::string& other) { return of(other, quiet); };
  const bool is_other = node && value.form == ValueForm::name; // another parameter
  const auto measure = is_other ? of_name(value.text) : measure_of(value, of_name, unheard);
  return start && measure.money == 0 ? unknown_measure : measure;
}

} // namespace carepath
