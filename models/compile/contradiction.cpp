#include "models/compile/contradiction.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace carepath {
namespace {

/// What is left for one thing when a condition holds. `above`, `below`: the end itself is not in it.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool above = false;
  bool below = false;

  [[nodiscard]] bool is_empty() const { return low > high || (low == high && (above || below)); }
};

Range both_of(const Range& a, const Range& b) {
  Range out = a.low > b.low ? a : b;
  const Range& least = a.high < b.high ? a : b;
  out.above = a.low == b.low ? a.above || b.above : out.above;
  out.high = least.high;
  out.below = a.high == b.high ? a.below || b.below : least.below;
  return out;
}

Range either_of(const Range& a, const Range& b) {
  Range out = a.low < b.low ? a : b;
  const Range& most = a.high > b.high ? a : b;
  out.above = a.low == b.low ? a.above && b.above : out.above;
  out.high = most.high;
  out.below = a.high == b.high ? a.below && b.below : most.below;
  return out;
}

/// Of each thing that is the same however often it is looked at in one condition; absent: anything.
using Ranges = std::map<std::pair<ValueOp, std::uint32_t>, Range>;

bool is_one_thing(ValueOp op) {
  return op == ValueOp::attribute || op == ValueOp::now ||
         (op >= ValueOp::interval_age && op <= ValueOp::day_of_stay);
}

ValueOp turned(ValueOp op) {
  switch (op) {
  case ValueOp::less: return ValueOp::greater;
  case ValueOp::less_equal: return ValueOp::greater_equal;
  case ValueOp::greater: return ValueOp::less;
  case ValueOp::greater_equal: return ValueOp::less_equal;
  default: return op;
  }
}

class Reader {
public:
  explicit Reader(const Program& program) : program_(program) {}

  /// Nothing when the condition never holds.
  std::optional<Ranges> read(std::uint32_t value) const {
    const auto& node = program_.values[value];
    if (node.op == ValueOp::constant) return node.number == 0 ? std::nullopt : std::optional(Ranges{});
    if (node.op == ValueOp::both) return read_both(node);
    if (node.op == ValueOp::either) return read_either(node);
    if (node.op < ValueOp::less || node.op > ValueOp::equal) return Ranges{};
    if (const auto right = number(node.b)) return compare(node.a, node.op, *right);
    if (const auto left = number(node.a)) return compare(node.b, turned(node.op), *left);
    return Ranges{};
  }

private:
  [[nodiscard]] std::optional<double> number(std::uint32_t value) const {
    const auto& node = program_.values[value];
    if (node.op == ValueOp::constant) return node.number;
    if (node.op != ValueOp::negate) return std::nullopt;
    const auto inner = number(node.a);
    return inner ? std::optional(-*inner) : std::nullopt;
  }

  [[nodiscard]] std::optional<Ranges> compare(std::uint32_t value, ValueOp op, double with) const {
    const auto& node = program_.values[value];
    if (!is_one_thing(node.op)) return Ranges{};
    Range range;
    if (op != ValueOp::less && op != ValueOp::less_equal) range.low = with;
    if (op != ValueOp::greater && op != ValueOp::greater_equal) range.high = with;
    range.above = op == ValueOp::greater;
    range.below = op == ValueOp::less;
    return Ranges{{{node.op, node.a}, range}};
  }

  [[nodiscard]] std::optional<Ranges> read_both(const ValueNode& node) const {
    auto out = read(node.a);
    const auto other = read(node.b);
    if (!out || !other) return std::nullopt;
    for (const auto& [thing, range] : *other) {
      auto& own = (*out)[thing];
      own = both_of(own, range);
      if (own.is_empty()) return std::nullopt;
    }
    return out;
  }

  [[nodiscard]] std::optional<Ranges> read_either(const ValueNode& node) const {
    const auto one = read(node.a), other = read(node.b);
    if (!one) return other;
    if (!other) return one;
    Ranges out;
    for (const auto& [thing, range] : *one)
      if (const auto same = other->find(thing); same != other->end())
        out.emplace(thing, either_of(range, same->second));
    return out;
  }

  const Program& program_;
};

} // namespace

bool contradict(const Program& program, ValueId one, ValueId other) {
  const Reader reader(program);
  const auto first = reader.read(one.value), second = reader.read(other.value);
  if (!first || !second) return false; // told of where that one stands
  return std::any_of(second->begin(), second->end(), [&](const auto& entry) {
    const auto found = first->find(entry.first);
    return found != first->end() && both_of(found->second, entry.second).is_empty();
  });
}

} // namespace carepath
