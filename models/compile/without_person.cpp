#include "models/compile/without_person.hpp"

#include "engine/program/value_walk.hpp"

#include <fmt/format.h>
#include <string>

namespace carepath {
namespace {

/// What a node reads of a person, in the words of a scenario; empty where it reads nothing of them.
std::string of_person(CompileContext& context, const ValueNode& node) {
  switch (node.op) {
  case ValueOp::attribute:
  case ValueOp::of_person:
  case ValueOp::holder: return fmt::format("the attribute '{}'", context.attributes.names()[node.a]);
  case ValueOp::interval_age:
  case ValueOp::interval_open: return fmt::format("the clock '{}'", context.clocks.names()[node.a]);
  case ValueOp::waited: return "'waited'";
  case ValueOp::in_model: return "'time_in_model'";
  case ValueOp::queue_date: return "'queue_date'";
  case ValueOp::interruptions: return "'interruptions'";
  case ValueOp::day_of_stay: return "'day_of_stay'";
  case ValueOp::holding: return fmt::format("'holds({})'", context.resources.names()[node.a]);
  default: return "";
  }
}

std::string first_of_person(CompileContext& context, ValueId value) {
  const auto& node = context.program().values[value.value];
  auto found = of_person(context, node);
  for (const auto part : value_parts(context.program(), node))
    if (found.empty()) found = first_of_person(context, part);
  return found;
}

} // namespace

void check_without_person(ValueId value, SourceRef where, std::string_view when, CompileContext& context) {
  if (const auto found = first_of_person(context, value); !found.empty())
    context.faults.error(where, fmt::format("{} is of a person, and this is worked out {}", found, when),
                         "it may depend on parameters, the date, chance and the state of resources");
}

} // namespace carepath
