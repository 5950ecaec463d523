#include "models/steps/needs.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/value_reader.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace carepath {
namespace {

/// "3 nurse" to three units of a resource; a bare name is one unit.
void add_part(const std::string& text, SourceRef where, NeedSpec& need, CompileContext& context) {
  std::string_view rest = trim(text);
  double amount = 1;
  if (!rest.empty() && std::isdigit(static_cast<unsigned char>(rest.front()))) {
    const auto space = rest.find(' ');
    if (space == std::string_view::npos) {
      context.faults.error(where, fmt::format("'{}' names no resource", text), "such as \"3 nurse\"");
      return;
    }
    amount = std::stod(std::string(rest.substr(0, space)));
    rest = trim(rest.substr(space));
  }
  const auto resource = context.require(context.resources, "resource", rest, where);
  if (resource != NameTable::none_value)
    need.parts.emplace_back(ResourceId(resource), number_value(amount, Dimension::number, where));
}

void add_parts(const Node& node, NeedSpec& need, CompileContext& context) {
  if (node.is_text()) return add_part(node.text, node.where, need, context);
  if (node.is_table() && node.find("use") && node.find("amount")) {
    const auto before = need.parts.size();
    add_part(node.find("use")->text, node.where, need, context);
    if (need.parts.size() > before)
      need.parts.back().second = read_value(*node.find("amount"), Dimension::number, context.values());
    return;
  }
  for (const auto& item : node.items) add_parts(item, need, context);
  if (!node.is_array())
    context.faults.error(node.where, "expected a resource, such as \"nurse\" or \"3 nurse\"");
}

void read_refusal(const Node& table, NeedSpec& need, CompileContext& context) {
  const auto* wait = table.find("wait");
  const auto* limit = table.find("queue_limit");
  const auto* refused = table.find("else");
  if (wait) need.wait = read_value(*wait, Dimension::duration, context.values());
  if (limit) need.queue_limit = read_value(*limit, Dimension::number, context.values());
  if ((wait || limit) != (refused != nullptr)) {
    context.faults.error(table.where, "'wait' or 'queue_limit' and 'else' belong together",
                         "such as { use = \"bed\", wait = \"2 h\", else = \"diverted\" }");
    need.wait.reset();
    need.queue_limit.reset();
    return;
  }
  if (!refused) return;
  const bool detailed = refused->is_table() && refused->find("to");
  need.refused = read_route(detailed ? *refused->find("to") : *refused, context.values());
  if (!detailed) return;
  if (const auto* as = refused->find("as")) need.refused_as = as->text;
  if (const auto* kept = refused->find("keeps_place")) need.keeps_place = kept->number != 0;
}

void check_keys(const Node& table, std::string_view what, const std::vector<std::string>& allowed,
                CompileContext& context) {
  for (std::size_t at = 0; at < table.keys.size(); ++at)
    if (std::find(allowed.begin(), allowed.end(), table.keys[at]) == allowed.end())
      context.faults.error(table.key_where[at], fmt::format("{} has no '{}'", what, table.keys[at]),
                           name_hint(table.keys[at], allowed));
}

Value negated(Value value) {
  Value out;
  out.form = ValueForm::operation;
  out.text = "neg";
  out.where = value.where;
  out.dimension = value.dimension;
  out.children.push_back(std::move(value));
  return out;
}

/// "lowest holder.urgency": the expression, and whether the largest goes first.
std::optional<Value> read_extreme(const Node& node, CompileContext& context) {
  const auto space = node.text.find(' ');
  const auto word = node.text.substr(0, space);
  const bool lowest = word == "lowest" || word == "earliest" || word == "shortest";
  const bool highest = word == "highest" || word == "latest" || word == "longest";
  if (space == std::string::npos || (!lowest && !highest)) {
    context.faults.error(node.where, fmt::format("'{}' does not say whose units are taken", node.text),
                         "\"random\", \"last_to_start\", or such as \"lowest holder.urgency\"");
    return std::nullopt;
  }
  // Blanks instead of the word, so that faults show their place in the whole text.
  auto value = read_expression(std::string(space + 1, ' ') + node.text.substr(space + 1), node.where,
                               context.values());
  return lowest ? value : negated(std::move(value));
}

void read_ejection(const Node& node, NeedSpec& need, CompileContext& context) {
  check_keys(node, "'eject'", {"when", "pick", "then"}, context);
  if (need.parts.size() != 1 || !node.is_table()) {
    context.faults.error(node.where, "'eject' belongs to a need of one resource",
                         "such as { use = \"bed\", eject = { when = \"urgent and not holder.urgent\" } }");
    return;
  }
  const auto& resource = context.program().resources[need.parts[0].first.value];
  if (resource.group > 1 || resource.consumed)
    context.faults.error(node.where, fmt::format("nobody can be ejected from '{}'", resource.name),
                         resource.consumed ? "a stock is used up and not given back"
                                           : "the work of a group cannot be interrupted");
  if (const auto* when = node.find("when")) need.eject_when = read_condition(*when, context.values());
  if (const auto* pick = node.find("pick")) {
    need.eject_at_random = pick->text == "random";
    if (!need.eject_at_random && pick->text != "last_to_start")
      need.eject_pick = read_extreme(*pick, context);
  }
  static const std::vector<std::pair<std::string, Interruption>> ways{{"ejected", Interruption::eject},
                                                                      {"resume", Interruption::resume},
                                                                      {"restart", Interruption::restart},
                                                                      {"resample", Interruption::resample}};
  need.eject_then = Interruption::eject;
  const auto* then = node.find("then");
  if (!then) return;
  const auto found =
      std::find_if(ways.begin(), ways.end(), [&](const auto& way) { return way.first == then->text; });
  if (found != ways.end())
    need.eject_then = found->second;
  else
    context.unknown(then->where, "way to go on", then->text, {"ejected", "resume", "restart", "resample"});
}

/// pick = { smallest = "queue(it)" } or { smallest = { site_a = "…", site_b = "…" } }.
void read_pick(const Node& pick, NeedSpec& need, CompileContext& context) {
  if (pick.is_text() && pick.text == "first_free") return;
  const auto* smallest = pick.is_table() ? pick.find("smallest") : nullptr;
  const auto* score = pick.is_table() && !smallest ? pick.find("largest") : smallest;
  if (!score) {
    context.faults.error(pick.where, "'pick' is \"first_free\", or says which alternative to join",
                         "such as { smallest = \"queue(it) / capacity(it)\" }");
    return;
  }
  need.mode = NeedMode::one;
  for (const auto& [resource, unused] : need.parts) {
    const auto& name = context.resources.names()[resource.value];
    const Node* own = score->is_table() ? score->find(name) : score;
    if (!own) {
      context.faults.error(score->where, fmt::format("'pick' has no score for '{}'", name));
      return;
    }
    Value value = own->is_text() && !own->text.starts_with("=")
                      ? read_expression(own->text, own->where, context.values())
                      : read_value(*own, Dimension::any, context.values());
    need.scores.push_back(smallest ? std::move(value) : negated(std::move(value)));
  }
}

void check_need_keys(const Node& table, CompileContext& context) {
  check_keys(table, "a need",
             {"use", "all", "any", "pick", "amount", "wait", "queue_limit", "leave_free", "give_back",
              "sessions", "eject", "else"},
             context);
  if (const auto* pick = table.find("pick"); pick && !table.find("any"))
    context.faults.error(pick->where, "'pick' belongs to 'any'",
                         "such as { any = [\"site_a\", \"site_b\"], pick = \"first_free\" }");
}

/// What only a booked diary understands, and what a group does not.
void check_booking_rules(const Node& node, const NeedSpec& need, CompileContext& context) {
  const auto& resource = context.program().resources[need.parts[0].first.value];
  for (const auto* key : {"give_back", "sessions"})
    if (const auto* field = node.find(key); field && !resource.book_on_arrival)
      context.faults.error(
          field->where, fmt::format("'{}' belongs to a diary that gives a date on arrival", key),
          fmt::format("write assign = \"on_arrival\" for '{}', or remove it", resource.name));
  if (need.give_back && !need.leave_free)
    context.faults.error(node.where,
                         "'give_back' says when slots left free may be used: 'leave_free' is missing");
}

/// How the need is met: which alternative, what stays free, whose units are taken, what if it is not met.
void read_rules(const Node& node, NeedSpec& need, CompileContext& context) {
  if (const auto* pick = node.find("pick")) read_pick(*pick, need, context);
  if (const auto* leave_free = node.find("leave_free"))
    need.leave_free = read_value(*leave_free, Dimension::number, context.values());
  if (const auto* give_back = node.find("give_back"))
    need.give_back = read_value(*give_back, Dimension::duration, context.values());
  if (const auto* sessions = node.find("sessions"))
    need.span = read_value(*sessions, Dimension::any, context.values());
  check_booking_rules(node, need, context);
  if (const auto* eject = node.find("eject")) read_ejection(*eject, need, context);
  read_refusal(node, need, context);
}

NeedSpec read_need(const Node& node, CompileContext& context) {
  NeedSpec need;
  need.where = node.where;
  if (!node.is_table()) {
    add_parts(node, need, context);
    return need;
  }
  const auto faults_before = context.faults.errors_met();
  check_need_keys(node, context);
  const bool keys_are_known = context.faults.errors_met() == faults_before;
  if (const auto* all = node.find("all"))
    add_parts(*all, need, context);
  else if (const auto* any = node.find("any")) {
    need.mode = NeedMode::any;
    add_parts(*any, need, context);
  } else if (node.find("use")) {
    node.find("amount") ? add_parts(node, need, context) : add_parts(*node.find("use"), need, context);
  } else
    context.faults.error(node.where, "a need says what it uses",
                         "such as { use = \"bed\", wait = \"2 h\", else = \"diverted\" }");
  if (keys_are_known && !need.parts.empty()) read_rules(node, need, context);
  return need;
}

void check_need(const NeedSpec& need, CompileContext& context) {
  for (std::size_t at = 0; at < need.parts.size(); ++at) {
    for (std::size_t other = 0; other < at; ++other)
      if (need.parts[other].first == need.parts[at].first)
        context.faults.error(
            need.where, "the same resource is named twice in one need",
            fmt::format("write the number: \"2 {}\"", context.resources.names()[need.parts[at].first.value]));
    if (need.parts.size() > 1 && context.program().resources[need.parts[at].first.value].group > 1)
      context.faults.error(need.where, "what serves a group cannot be part of 'all' or 'any'",
                           "write it as a need of its own, in a list");
    if (need.parts.size() > 1 && context.program().resources[need.parts[at].first.value].book_on_arrival)
      context.faults.error(
          need.where, "a diary that gives dates cannot be part of 'all' or 'any'",
          "write it as a need of its own; to choose between two, a step before them leads to "
          "one or the other: next = [{ when = \"next_slot(a) < next_slot(b)\", to = "
          "\"clinic_a\" }, { to = \"clinic_b\" }]");
  }
}

} // namespace

std::vector<ResourceId> NeedSpec::resources() const {
  std::vector<ResourceId> out;
  for (const auto& part : parts) out.push_back(part.first);
  return out;
}

std::vector<NeedSpec> read_needs(const Node& node, CompileContext& context) {
  std::vector<NeedSpec> needs;
  if (node.is_array())
    for (const auto& item : node.items) needs.push_back(read_need(item, context));
  else
    needs.push_back(read_need(node, context));
  std::erase_if(needs, [](const auto& need) { return need.parts.empty(); });
  for (const auto& need : needs) check_need(need, context);
  return needs;
}

} // namespace carepath
