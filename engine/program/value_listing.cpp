// Values as expressions, with names instead of indices.
#include "engine/program/program_listing.hpp"

#include <cmath>
#include <fmt/format.h>

namespace carepath {
namespace {

struct ValueWords {
  const Program& program;

  [[nodiscard]] std::string of(std::uint32_t index) const { return of(ValueId(index)); }
  [[nodiscard]] std::string of(ValueId id) const {
    if (!id.exists() || id.value >= program.values.size()) return "nothing";
    const auto& node = program.values[id.value];
    switch (node.op) {
    case ValueOp::constant: return std::isinf(node.number) ? "unlimited" : fmt::format("{:.6g}", node.number);
    case ValueOp::attribute: return program.attributes[node.a].name;
    case ValueOp::draw: return draw(node);
    case ValueOp::chance: return fmt::format("chance({})", of(node.a));
    case ValueOp::select: return fmt::format("{} of ({})", of(node.a), children(node, node.count));
    case ValueOp::first_match: return first_match(node);
    case ValueOp::cycle: return fmt::format("({}) in turn every {}", children(node, node.count), node.number);
    case ValueOp::conditional: return fmt::format("if({})", children(node, 3));
    default: return state(node);
    }
  }

  [[nodiscard]] std::string draw(const ValueNode& node) const {
    const auto& distribution = *program.distributions[node.a];
    return fmt::format("draw(mean {:.6g}, sd {:.6g})", distribution.mean(),
                       std::sqrt(distribution.variance()));
  }

  [[nodiscard]] std::string children(const ValueNode& node, std::uint32_t count) const {
    std::string out;
    for (std::uint32_t i = 0; i < count; ++i)
      out += (i == 0 ? "" : ", ") + of(program.value_children[node.first + i]);
    return out;
  }

  [[nodiscard]] std::string first_match(const ValueNode& node) const {
    std::string out;
    for (std::uint32_t pair = 0; pair < node.count; ++pair) {
      const auto at = node.first + 2 * pair;
      out += fmt::format("{}{} if {}", pair == 0 ? "" : ", else ", of(program.value_children[at + 1]),
                         of(program.value_children[at]));
    }
    return out;
  }

  [[nodiscard]] std::string state(const ValueNode& node) const {
    const auto resource = [&](const char* what) {
      return fmt::format("{}({})", what, program.resources[node.a].name);
    };
    switch (node.op) {
    case ValueOp::now: return "now";
    case ValueOp::interval_age: return fmt::format("age({})", program.intervals[node.a].name);
    case ValueOp::interval_open: return fmt::format("open({})", program.intervals[node.a].name);
    case ValueOp::queue_length: return resource("queue");
    case ValueOp::busy: return resource("busy");
    case ValueOp::free_units: return resource("free");
    case ValueOp::next_slot: return resource("next_slot");
    case ValueOp::capacity: return resource("capacity");
    case ValueOp::during: return fmt::format("during(profile {})", node.a);
    case ValueOp::waited: return "waited";
    case ValueOp::in_model: return "time_in_model";
    case ValueOp::queue_date: return "queue_date";
    case ValueOp::holding: return resource("holds");
    case ValueOp::of_person: return "person." + program.attributes[node.a].name;
    case ValueOp::holder: return "holder." + program.attributes[node.a].name;
    case ValueOp::interruptions: return "interruptions";
    case ValueOp::day_of_stay: return "day_of_stay";
    default: return arithmetic(node);
    }
  }

  [[nodiscard]] std::string arithmetic(const ValueNode& node) const {
    switch (node.op) {
    case ValueOp::add: return infix(node, "+");
    case ValueOp::subtract: return infix(node, "-");
    case ValueOp::multiply: return infix(node, "*");
    case ValueOp::divide: return infix(node, "/");
    case ValueOp::less: return infix(node, "<");
    case ValueOp::less_equal: return infix(node, "<=");
    case ValueOp::greater: return infix(node, ">");
    case ValueOp::greater_equal: return infix(node, ">=");
    case ValueOp::equal: return infix(node, "==");
    case ValueOp::not_equal: return infix(node, "!=");
    case ValueOp::both: return infix(node, "and");
    case ValueOp::either: return infix(node, "or");
    case ValueOp::negate: return prefix(node, "-");
    case ValueOp::negated: return prefix(node, "not ");
    default: return function(node);
    }
  }

  [[nodiscard]] std::string function(const ValueNode& node) const {
    const char* name = "value";
    switch (node.op) {
    case ValueOp::minimum: name = "min"; break;
    case ValueOp::maximum: name = "max"; break;
    case ValueOp::absolute: name = "abs"; break;
    case ValueOp::floor: name = "floor"; break;
    case ValueOp::round: name = "round"; break;
    case ValueOp::exponential: name = "exp"; break;
    case ValueOp::logarithm: name = "log"; break;
    case ValueOp::square_root: name = "sqrt"; break;
    default: break;
    }
    const auto second = node.b == ValueNode::none ? std::string() : ", " + of(node.b);
    return fmt::format("{}({}{})", name, of(node.a), second);
  }

  [[nodiscard]] std::string infix(const ValueNode& node, const char* sign) const {
    return fmt::format("({} {} {})", of(node.a), sign, of(node.b));
  }
  [[nodiscard]] std::string prefix(const ValueNode& node, const char* sign) const {
    return fmt::format("{}{}", sign, of(node.a));
  }
};

} // namespace

std::string value_listing(const Program& program, ValueId value) {
  return ValueWords{program}.of(value);
}

} // namespace carepath
