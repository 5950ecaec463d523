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
  const auto* refused = table.find("else");
  if (wait) need.wait = read_value(*wait, Dimension::duration, context.values());
  if ((wait != nullptr) != (refused != nullptr)) {
    context.faults.error(table.where, "'wait' and 'else' belong together",
                         "such as { use = \"bed\", wait = \"2 h\", else = \"diverted\" }");
    need.wait.reset();
    return;
  }
  if (!refused) return;
  const bool detailed = refused->is_table() && refused->find("to");
  need.refused = read_route(detailed ? *refused->find("to") : *refused, context.values());
  if (!detailed) return;
  if (const auto* as = refused->find("as")) need.refused_as = as->text;
  if (const auto* kept = refused->find("keeps_place")) need.keeps_place = kept->number != 0;
}

void check_need_keys(const Node& table, CompileContext& context) {
  static const std::vector<std::string> allowed{"use", "all", "any", "pick", "amount", "wait", "else"};
  for (std::size_t at = 0; at < table.keys.size(); ++at)
    if (std::find(allowed.begin(), allowed.end(), table.keys[at]) == allowed.end())
      context.faults.error(table.key_where[at], fmt::format("a need has no '{}'", table.keys[at]),
                           name_hint(table.keys[at], allowed));
  if (const auto* pick = table.find("pick"); pick && pick->text != "first_free")
    context.faults.error(pick->where, "'pick' can be \"first_free\"");
}

NeedSpec read_need(const Node& node, CompileContext& context) {
  NeedSpec need;
  need.where = node.where;
  if (!node.is_table()) {
    add_parts(node, need, context);
    return need;
  }
  const auto faults_before = context.faults.error_count();
  check_need_keys(node, context);
  const bool keys_are_known = context.faults.error_count() == faults_before;
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
  if (keys_are_known) read_refusal(node, need, context);
  return need;
}

void check_need(const NeedSpec& need, CompileContext& context) {
  for (std::size_t at = 0; at < need.parts.size(); ++at) {
    for (std::size_t other = 0; other < at; ++other)
      if (need.parts[other].first == need.parts[at].first)
        context.faults.error(
            need.where, "the same resource is named twice in one need",
            fmt::format("write the number: \"2 {}\"", context.resources.names()[need.parts[at].first.value]));
    if (need.parts.size() > 1 && context.program().resources[need.parts[at].first.value].book_on_arrival)
      context.faults.error(need.where, "a booked diary cannot be part of 'all' or 'any'",
                           "write it as a need of its own, in a list");
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
