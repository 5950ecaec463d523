#include "models/words/need_words.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/written.hpp"
#include "models/words/value_words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace carepath {
namespace {

/// "joining the queue with the smallest queue(it) / capacity(it)".
std::string pick_words(const Node& pick, const PlaceNames& names) {
  if (!pick.is_table() || pick.keys.empty()) return {};
  const auto& score = pick.values.front();
  const auto words = score.is_table() ? pairs_words(score, names, ": ") : value_words(score, names);
  return fmt::format("joining at once the queue with the {} {}", pick.keys.front(), words);
}

std::string victim_words(const Node* pick) {
  if (!pick || pick->text == "last_to_start") return "the last to start";
  return pick->text == "random" ? "one at random" : "first the one with the " + pick->text;
}

std::string way_on_words(const Node* then) {
  if (!then || then->text == "ejected") return "leaves by the way the step has for that";
  if (then->text == "resume") return "goes on when there is a unit again";
  return then->text == "restart" ? "begins again, as long as before" : "begins again, with another length";
}

std::string eject_words(const Node& eject, const PlaceNames& names) {
  return fmt::format("may take the units of a holder{}: {}, who {}",
                     entry_words(eject, "when", " if ", "", names), victim_words(eject.find("pick")),
                     way_on_words(eject.find("then")));
}

std::string else_words(const Node& refused, const PlaceNames& names) {
  const auto* to = refused.is_table() ? refused.find("to") : nullptr;
  if (!to) return "otherwise to " + route_words(refused, names);
  const auto* kept = refused.find("keeps_place");
  const auto* as = refused.find("as");
  return fmt::format("otherwise{} to {}{}", as ? fmt::format(" as '{}'", as->text) : std::string(),
                     route_words(*to, names),
                     kept && kept->number != 0 ? ", keeping the place in the queue" : "");
}

/// The rules that stand beside what is needed, in the order in which they act.
std::vector<std::string> rules_of(const Node& need, const PlaceNames& names) {
  std::vector<std::string> rules;
  const auto add = [&](std::string rule) {
    if (!rule.empty()) rules.push_back(std::move(rule));
  };
  if (const auto* amount = need.find("amount"); amount && !amount->is_number())
    add("as many as " + value_words(*amount, names));
  add(entry_words(need, "sessions", "over ", " sessions in a row", names));
  if (const auto* pick = need.find("pick")) add(pick_words(*pick, names));
  add(entry_words(need, "leave_free", "leaving ", " free", names));
  add(entry_words(need, "give_back", "which are anybody's from ", " before a session", names));
  if (const auto* eject = need.find("eject")) add(eject_words(*eject, names));
  add(entry_words(need, "queue_limit", "if fewer than ", " wait already", names));
  add(entry_words(need, "wait", "waiting at most ", "", names));
  if (const auto* refused = need.find("else")) add(else_words(*refused, names));
  return rules;
}

/// "2 theatre_list", "the first free of a and b".
std::string resources_words(const Node& need, const PlaceNames& names) {
  std::vector<std::string> parts;
  for (const auto* key : {"all", "any"})
    if (const auto* list = need.find(key))
      for (const auto& item : list->items) parts.push_back(needs_words(item, names));
  if (need.find("all")) return listed(parts, " and ") + " together";
  if (need.find("any"))
    return (need.find("pick") ? "one of " : "the first free of ") + listed(parts, " and ");
  const auto* amount = need.find("amount");
  const auto use = needs_words(*need.find("use"), names);
  return amount && amount->is_number() ? written_form(*amount) + " " + use : use;
}

} // namespace

std::string needs_words(const Node& node, const PlaceNames& names) {
  if (node.is_text()) return node.text;
  if (node.is_array()) {
    std::vector<std::string> parts;
    for (const auto& item : node.items) parts.push_back(needs_words(item, names));
    return join(parts, ", then ");
  }
  const auto asks = [&](const char* key) { return node.is_table() && node.find(key); };
  if (!asks("use") && !asks("all") && !asks("any")) return written_form(node);
  const auto rules = rules_of(node, names);
  return resources_words(node, names) + (rules.empty() ? "" : " (" + join(rules, ", ") + ")");
}

} // namespace carepath
