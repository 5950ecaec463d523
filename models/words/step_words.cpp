#include "models/words/step_words.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/document_merge.hpp"
#include "models/words/field_teller.hpp"
#include "models/words/need_words.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

std::string failure_sentence(const std::string& name, const Node& failure, const PlaceNames& names) {
  const auto* chance = failure.find("chance");
  const auto* to = failure.find("to");
  if (!chance || !to) return {};
  const auto share = chance->is_number() ? percent_words(chance->number) : value_words(*chance, names);
  const auto* kept = failure.find("keeps_place");
  const auto* notice = failure.find("notice");
  const auto known = notice ? fmt::format(", known {} before", value_words(*notice, names)) : std::string();
  return fmt::format(" It may fail as '{}' (chance {}{}), which leads to {}{}.", name, share, known,
                     route_words(*to, names),
                     kept && kept->number != 0 ? ", keeping the place in the queue" : "");
}

std::string failure_words(FieldTeller& tell) {
  const auto* fails = tell.take("fails");
  std::string out;
  if (fails && fails->value.is_table())
    for (std::size_t i = 0; i < fails->value.keys.size(); ++i)
      out += failure_sentence(fails->value.keys[i], fails->value.values[i], tell.names());
  return out;
}

/// What an appointment has beside a plain step.
std::string appointment_words(FieldTeller& tell) {
  auto out = tell.clause("did_not_attend", " Did not attend: ", ".") +
             tell.clause("rebooked", " Of these are given another: ", ".") +
             tell.way("discharged_to", " The others of these go to ", ".");
  out += tell.clause("cancelled_by_patient", " Cancelled by the patient: ", ".") +
         tell.clause("cancellation_notice", " That is known ", " before.");
  return out + tell.clause("cancelled_by_provider", " Cancelled by the provider: ", ".");
}

/// Whether the needs of a step name a resource: "3 nurse" names nurse.
bool names_resource(const Node& needs, const std::string& resource) {
  if (needs.is_text()) return needs.text == resource || needs.text.ends_with(" " + resource);
  for (const auto& item : needs.items)
    if (names_resource(item, resource)) return true;
  for (const auto* key : {"use", "all", "any"})
    if (const auto* inner = needs.is_table() ? needs.find(key) : nullptr;
        inner && names_resource(*inner, resource))
      return true;
  return false;
}

/// What becomes of something held, after "is": "kept for a later step".
std::string release_rule(const std::string& when) {
  if (when == "keep") return "kept for a later step";
  if (when == "moved") return "given back when the next step's needs are met";
  return when == "work_end" ? "given back when the work ends" : "given back at the end";
}

/// The rule for one resource; `is_needed`: by the step itself.
std::string release_one_words(const std::string& name, const std::string& when, bool is_needed) {
  const bool at_end = when != "keep" && when != "moved" && when != "work_end";
  if (at_end && !is_needed) return fmt::format(" Gives back {}, kept from a step before.", name);
  return fmt::format(" {} is {}.", name, release_rule(when));
}

std::string release_words(FieldTeller& tell, const Document& document) {
  const auto* release = tell.take("release");
  if (!release) return {};
  if (release->value.is_text()) {
    const auto& when = release->value.text;
    return fmt::format(" What it {} is {}.", when == "keep" ? "takes" : "holds", release_rule(when));
  }
  const auto* needs = tell.item().find("needs");
  if (!needs) needs = inherited_field(document, "step", tell.item(), "needs");
  std::string out;
  for (std::size_t i = 0; i < release->value.keys.size(); ++i) {
    const auto& name = release->value.keys[i];
    out +=
        release_one_words(name, release->value.values[i].text, needs && names_resource(needs->value, name));
  }
  return out;
}

std::string set_words(FieldTeller& tell, std::string_view key, std::string_view when) {
  const auto* field = tell.take(key);
  std::string out;
  if (!field || !field->value.is_table()) return out;
  for (std::size_t i = 0; i < field->value.keys.size(); ++i)
    out += fmt::format(" On {}, {} becomes {}.", when, field->value.keys[i],
                       value_words(field->value.values[i], tell.names()));
  return out;
}

/// What the step is before anybody comes to it.
std::string kind_words(FieldTeller& tell) {
  std::string out = tell.take_if("kind", "appointment") ? " An appointment." : "";
  tell.take_if("kind", "step");
  out += tell.clause("setting", " Setting: ", ".");
  const auto* like = tell.take("like");
  if (like)
    out += fmt::format(" As '{}'{}", tell.names().title(like->value.text),
                       tell.rest().empty() ? "." : ", except:");
  return out;
}

std::string needed_words(FieldTeller& tell) {
  const auto* needs = tell.take("needs");
  return needs ? fmt::format(" Needs {}.", needs_words(needs->value, tell.names())) : std::string();
}

std::string work_words(FieldTeller& tell) {
  const bool works = tell.item().find("takes") != nullptr;
  auto out = tell.clause("takes", " Takes ", ".");
  if (const auto* branches = tell.take("parallel"))
    out += fmt::format(" {} goes to each of {}, and goes on when all are done.", works ? "Then" : "At once",
                       value_words(branches->value, tell.names()));
  return out + set_words(tell, "set_at_end", "ending") +
         tell.clause("exit_delay", " Leaving may be delayed: ", ".");
}

std::string leaving_words(FieldTeller& tell) {
  auto out = tell.way("ejected", " Whose unit is taken away goes to ", ".");
  if (const auto next = tell.way("next", " Then "); !next.empty())
    return out + next + tell.flag("keeps_place", ", keeping the place in the queue") + ".";
  return out + tell.flag("keeps_place", " The place in the queue is kept.");
}

std::string luck_words(FieldTeller& tell) {
  const auto* other = tell.take("draw_as");
  return other ? fmt::format(" Has the luck of '{}'.", tell.names().title(other->value.text)) : std::string();
}

} // namespace

std::string step_words(const Item& step, const Document& document) {
  const PlaceNames names(document);
  FieldTeller tell(step, names);
  auto out = kind_words(tell) + set_words(tell, "set", "arriving") + needed_words(tell) +
             set_words(tell, "set_at_start", "starting") + failure_words(tell) + appointment_words(tell);
  out += work_words(tell) + release_words(tell, document) + leaving_words(tell) + luck_words(tell);
  if (const auto rest = tell.rest(); !rest.empty()) out += " Also: " + join(rest, "; ") + ".";
  return std::string(trim(out));
}

std::string release_rules(const Node& release) {
  if (!release.is_table()) return release_rule(release.text);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < release.keys.size(); ++i)
    parts.push_back(release.keys[i] + " " + release_rule(release.values[i].text));
  return join(parts, ", ");
}

std::string field_list_words(const Item& item, const Document& document) {
  const PlaceNames names(document);
  std::vector<std::string> parts;
  for (const auto& field : item.fields) parts.push_back(field.key + " " + value_words(field.value, names));
  return join(parts, "; ");
}

} // namespace carepath
