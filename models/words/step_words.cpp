#include "models/words/step_words.hpp"

#include "engine/base/text.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

std::string failure_words(const Item& step, const PlaceNames& names) {
  const auto* fails = step.find("fails");
  std::string out;
  if (!fails || !fails->value.is_table()) return out;
  for (std::size_t i = 0; i < fails->value.keys.size(); ++i) {
    const auto& failure = fails->value.values[i];
    const auto* chance = failure.find("chance");
    const auto* to = failure.find("to");
    if (!chance || !to) continue;
    const auto share = chance->is_number() ? percent_words(chance->number) : value_words(*chance, names);
    const auto* kept = failure.find("keeps_place");
    const auto* notice = failure.find("notice");
    const auto known = notice ? fmt::format(", known {} before", value_words(*notice, names)) : std::string();
    out += fmt::format(" It may fail as '{}' (chance {}{}), which leads to {}{}.", fails->value.keys[i],
                       share, known, route_words(*to, names),
                       kept && kept->number != 0 ? ", keeping the place in the queue" : "");
  }
  return out;
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

/// One rule for all that a step holds.
std::string release_all_words(const std::string& when) {
  if (when == "keep") return " What it takes is kept for a later step.";
  if (when == "moved") return " What it holds is given back when the next step's needs are met.";
  return when == "work_end" ? " What it holds is given back when the work ends." : "";
}

std::string release_words(const Item& step) {
  const auto* release = step.find("release");
  if (!release) return {};
  if (release->value.is_text()) return release_all_words(release->value.text);
  std::string out;
  const auto* needs = step.find("needs");
  for (std::size_t i = 0; i < release->value.keys.size(); ++i) {
    const auto& when = release->value.values[i].text;
    const auto& name = release->value.keys[i];
    if (when == "keep")
      out += fmt::format(" {} is kept for a later step.", name);
    else if (when == "moved")
      out += fmt::format(" {} is given back when the next step's needs are met.", name);
    else if (when == "work_end")
      out += fmt::format(" {} is given back when the work ends.", name);
    else if (!needs || !names_resource(needs->value, name))
      out += fmt::format(" Gives back {}, kept from a step before.", name);
  }
  return out;
}

std::string set_words(const Item& step, const PlaceNames& names) {
  std::string out;
  for (const auto& [key, when] :
       {std::pair{"set", "arriving"}, {"set_at_start", "starting"}, {"set_at_end", "ending"}})
    if (const auto* field = step.find(key); field && field->value.is_table())
      for (std::size_t i = 0; i < field->value.keys.size(); ++i)
        out += fmt::format(" On {}, {} becomes {}.", when, field->value.keys[i],
                           value_words(field->value.values[i], names));
  return out;
}

} // namespace

std::string clause(const Item& item, std::string_view key, std::string_view before, std::string_view after,
                   const PlaceNames& names) {
  const auto* field = item.find(key);
  return field ? fmt::format("{}{}{}", before, value_words(field->value, names), after) : std::string();
}

std::string step_words(const Item& step, const Document& document) {
  const PlaceNames names(document);
  std::string out = clause(step, "setting", " Setting: ", ".", names);
  if (const auto* like = step.find("like"))
    out += fmt::format(" As '{}'{}", names.title(like->value.text),
                       step.fields.size() > 1 + (step.find("title") ? 1u : 0u) ? ", except:" : ".");
  if (const auto* needs = step.find("needs"))
    out += fmt::format(" Needs {}.", needs_words(needs->value, names));
  out += set_words(step, names) + failure_words(step, names);
  out += clause(step, "did_not_attend", " Did not attend: ", ".", names);
  out += clause(step, "takes", " Takes ", ".", names) +
         clause(step, "exit_delay", " Leaving may be delayed: ", ".", names);
  if (const auto* branches = step.find("parallel"))
    out += fmt::format(" At once goes to each of {}, and goes on when all are done.",
                       value_words(branches->value, names));
  out += release_words(step);
  if (const auto* ejected = step.find("ejected"))
    out += fmt::format(" Whose unit is taken away goes to {}.", route_words(ejected->value, names));
  if (const auto* next = step.find("next")) out += fmt::format(" Then {}.", route_words(next->value, names));
  return std::string(trim(out));
}

std::string field_list_words(const Item& item, const Document& document) {
  const PlaceNames names(document);
  std::vector<std::string> parts;
  for (const auto& field : item.fields) parts.push_back(field.key + " " + value_words(field.value, names));
  return join(parts, "; ");
}

} // namespace carepath
