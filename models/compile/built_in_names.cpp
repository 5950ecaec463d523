#include "models/compile/built_in_names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

struct BuiltInName {
  std::string_view name;
  std::optional<ValueOp> state; // nothing: a truth
  std::string_view meaning;
  std::string_view other; // a name for something else that people may mean by it
};

constexpr BuiltInName built_in_names[] = {
    {"now", ValueOp::now, "the days since the start of the run", "today"},
    {"waited", ValueOp::waited, "the days since someone came to the present step", "waited_before"},
    {"time_in_model", ValueOp::in_model, "the days since someone entered", "time_in_care"},
    {"queue_date", ValueOp::queue_date, "the day on which someone joined the queue", "referral_date"},
    {"interruptions", ValueOp::interruptions, "how often the work of the present visit has been interrupted",
     "past_interruptions"},
    {"day_of_stay", ValueOp::day_of_stay, "the day of a stay that is booked", "days_stayed"},
    {"true", std::nullopt, "a truth", "is_true"},
    {"false", std::nullopt, "a truth", "is_false"},
};

const BuiltInName* find(std::string_view name) {
  const auto* const found = std::find_if(std::begin(built_in_names), std::end(built_in_names),
                                         [&](const auto& built_in) { return built_in.name == name; });
  return found == std::end(built_in_names) ? nullptr : found;
}

} // namespace

std::optional<ValueOp> built_in_state(std::string_view name) {
  const auto* built_in = find(name);
  return built_in ? built_in->state : std::nullopt;
}

void check_not_built_in(const Item& item, std::string_view kind, CompileContext& context) {
  const auto* built_in = find(item.name);
  if (!built_in) return;
  context.faults.error(item.where,
                       fmt::format("'{}' cannot be the name of {}: in expressions it is {}", item.name, kind,
                                   built_in->meaning),
                       fmt::format("give it a name of its own, such as '{}'", built_in->other));
}

} // namespace carepath
