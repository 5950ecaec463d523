#include "models/words/resource_words.hpp"

#include "models/words/field_teller.hpp"

#include "engine/base/text.hpp"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace carepath {
namespace {

/// How much there is: units, sessions of slots, or a stock.
std::string amount_words(FieldTeller& tell) {
  std::string out;
  if (tell.take_if("kind", "diary")) out = "a diary with ";
  if (tell.take_if("kind", "stock")) out = "a stock of ";
  tell.take_if("kind", "units");
  out += tell.clause("capacity", "") + tell.clause("sessions", "sessions ") +
         tell.clause("every", "a session every ") + tell.clause("slots", " of ", " slots");
  return out + tell.clause("during", ", during ") + tell.clause("working_weeks", ", in ", " of weeks");
}

/// How a diary gives its dates, and which of its sessions are not held or run over.
std::string sessions_words(FieldTeller& tell) {
  std::string out;
  if (tell.take_if("assign", "on_arrival")) out += ", a date given on joining";
  if (tell.take_if("assign", "from_list")) out += ", each session drawing its people from the list";
  return out + tell.clause("notice", ", at least ", " ahead") +
         tell.clause("horizon", ", at most ", " ahead") +
         tell.clause("cancelled", ", each session cancelled with chance ") +
         tell.clause("overrun", ", the last of a session running over by up to ", " slots");
}

/// Those whom one unit or session has together.
std::string together_words(FieldTeller& tell) {
  const bool group = tell.item().find("group") != nullptr;
  return tell.clause("group", ", each for up to ", " people who begin together") +
         tell.clause("least", group ? ", beginning when " : ", not held with fewer than ",
                     group ? " are there" : " people");
}

std::string order_words(FieldTeller& tell) {
  const auto* order = tell.take("order");
  if (!order) return {};
  std::vector<std::string> parts;
  if (order->value.is_text()) parts.push_back(order->value.text);
  for (const auto& entry : order->value.items) parts.push_back(entry.text);
  return ", served in the order of " + join(parts, ", then ");
}

constexpr std::array falls{
    std::pair{"finish", "is finished by the unit that goes"},
    std::pair{"hand_over", "is taken over by the next unit that is free"},
    std::pair{"pause", "pauses until it rises again"},
    std::pair{"restart", "begins again, as long as before"},
    std::pair{"resample", "begins again, with another length"},
    std::pair{"eject", "ends, and its people leave by the way their step has for that"},
};

std::string fall_words(FieldTeller& tell) {
  for (const auto& [name, words] : falls)
    if (tell.take_if("when_capacity_falls", name))
      return fmt::format("; when capacity falls, work in hand {}", words);
  return {};
}

std::string escalation_words(FieldTeller& tell) {
  const auto* field = tell.take("escalation");
  if (!field) return {};
  const auto& names = tell.names();
  auto out = entry_words(field->value, "units", "; ", " more", names) +
             entry_words(field->value, "open_when", ", opened when ", "", names);
  out += field->value.find("close_when")
             ? entry_words(field->value, "close_when", ", closed when ", "", names)
             : ", closed when that no longer holds";
  return out + entry_words(field->value, "notice", ", ", " after it is decided", names) +
         entry_words(field->value, "review", ", looked at every ", "", names);
}

std::string delivery_words(FieldTeller& tell) {
  const auto* field = tell.take("delivery");
  if (!field) return {};
  return entry_words(field->value, "amount", "; ", " delivered", tell.names()) +
         entry_words(field->value, "every", " every ", "", tell.names());
}

} // namespace

std::string resource_words(const Item& resource, const PlaceNames& names) {
  FieldTeller tell(resource, names);
  auto out = amount_words(tell) + sessions_words(tell) + together_words(tell) +
             tell.clause("turnaround", ", each free again ", " after it is given back") + order_words(tell) +
             tell.clause("role", ", ") + tell.clause("setting", ", ");
  out += escalation_words(tell) + delivery_words(tell) + fall_words(tell);
  out += tell.rest_clauses(); // after all else was told
  return resource.name + ": " + out + ".";
}

} // namespace carepath
