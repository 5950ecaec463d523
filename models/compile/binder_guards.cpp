// Values that go by conditions and dates: the first entry that holds, and values in turn.
#include "models/compile/binder.hpp"
#include "models/compile/contradiction.hpp"

#include <fmt/format.h>

namespace carepath {

ValueId Binder::bind_guards(const Value& value, const BindPlace& place) {
  std::vector<ValueId> pairs;
  for (std::size_t at = 0; at < value.children.size(); ++at) {
    pairs.push_back(bind_guard(value.guards[at], place));
    pairs.push_back(bind(value.children[at], place));
  }
  return context_.builder.group(ValueOp::first_match, {}, pairs,
                                static_cast<std::uint32_t>(value.children.size()));
}

ValueId Binder::bind_guard(const Guard& guard, const BindPlace& place) {
  auto& builder = context_.builder;
  std::vector<ValueId> conditions;
  const auto now = [&] { return builder.of(ValueOp::now, 0); };
  for (const auto& when : guard.when)
    conditions.push_back(bind_as_it_stands(when, {place.path + ".when", place.visit, {}, {}}));
  if (!guard.during.empty()) {
    const auto found = context_.calendar_profile.find(guard.during);
    if (found == context_.calendar_profile.end())
      context_.unknown(guard.where, "calendar", guard.during, context_.calendars.names());
    else
      conditions.push_back(builder.of(ValueOp::during, found->second.value));
  }
  if (guard.has_from)
    conditions.push_back(builder.binary(ValueOp::greater_equal, now(), builder.constant(guard.from)));
  if (guard.has_until)
    conditions.push_back(builder.binary(ValueOp::less, now(), builder.constant(guard.until)));
  if (conditions.empty()) return builder.constant(1);
  ValueId all = conditions[0];
  for (std::size_t at = 1; at < conditions.size(); ++at) {
    if (contradict(context_.program(), all, conditions[at]))
      context_.faults.warning(guard.where, "this entry has no effect: its conditions contradict each other");
    all = builder.binary(ValueOp::both, all, conditions[at]);
  }
  return all;
}

ValueId Binder::bind_cycle(const Value& value, const BindPlace& place) {
  std::vector<ValueId> children;
  for (std::size_t at = 0; at < value.children.size(); ++at) {
    BindPlace turn = place;
    turn.path += fmt::format(".turn{}", at + 1);
    children.push_back(bind(value.children[at], turn));
  }
  return context_.builder.group(ValueOp::cycle, {}, children, static_cast<std::uint32_t>(children.size()),
                                value.number);
}

} // namespace carepath
