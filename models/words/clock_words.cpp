#include "models/words/clock_words.hpp"

#include "models/words/field_teller.hpp"

#include "engine/base/text.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

/// "ward.start or home"; nothing for a part that is not given.
std::string events_words(const Node* events) {
  if (!events) return {};
  if (events->is_text()) return events->text;
  std::vector<std::string> texts;
  for (const auto& item : events->items) texts.push_back(item.text);
  return listed(texts, " or ");
}

std::vector<Node> entries_of(const Node& value) {
  return value.is_array() ? value.items : std::vector<Node>{value};
}

/// Events that wipe a clock out: "first_clinic.dna (starts again on rebooking), left".
std::string nullified_words(FieldTeller& tell) {
  const auto* nullified = tell.take("nullified");
  if (!nullified) return {};
  std::vector<std::string> parts;
  for (const auto& entry : entries_of(nullified->value))
    parts.push_back(events_words(entry.is_table() ? entry.find("at") : &entry) +
                    (entry.find("restart") ? " (starts again on rebooking)" : ""));
  return "; nullified at " + join(parts, ", ");
}

std::string monitoring_words(FieldTeller& tell) {
  const auto* monitoring = tell.take("active_monitoring");
  if (!monitoring) return {};
  std::vector<std::string> parts;
  for (const auto& entry : entries_of(monitoring->value))
    parts.push_back(
        fmt::format("from {} until {}", events_words(entry.find("from")), events_words(entry.find("until"))));
  return "; stopped for active monitoring " + join(parts, ", ");
}

} // namespace

std::string clock_words(const Item& clock, const PlaceNames& names) {
  FieldTeller tell(clock, names);
  auto out = tell.clause("starts", ": starts at ") + tell.clause("stops", "; stops at ") +
             nullified_words(tell) + monitoring_words(tell) +
             tell.clause("decision_to_admit", "; decision to admit at ");
  if (tell.take_if("kind", "rtt")) out += "; counted in whole days by the RTT rules";
  tell.take_if("kind", "plain");
  out += tell.clause("noticed", "; changes of less than ", " do not count as gaining or losing");
  return clock.name + out + tell.rest_clauses() + ".";
}

std::string risk_words(const Item& risk, const PlaceNames& names) {
  FieldTeller tell(risk, names);
  auto out = tell.clause("while", ": during ") + tell.clause("after", ", after ");
  if (const auto* set = tell.take("set")) out += ", " + pairs_words(set->value, names, " becomes ");
  out += tell.way("to", ", to ") + tell.flag("keeps_place", ", keeping the place in the queue");
  return risk.name + out + tell.rest_clauses() + ".";
}

} // namespace carepath
