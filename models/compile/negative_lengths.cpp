#include "models/compile/negative_lengths.hpp"

#include "engine/base/sim_time.hpp"
#include "models/compile/binder.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

const double rounds_to_zero = -0.5 * SimTime{1}.days(); // the clock of a run counts milliseconds

void look_at_distribution(const Value& length, CompileContext& context, std::string_view what_happens) {
  if (context.faults.has_errors()) return; // they come first, and are not to be told twice
  const auto drawn = Binder(context).distribution(length);
  if (!drawn) return; // known in the run only
  constexpr double few = 1e-6;
  const double negative = drawn->cdf(rounds_to_zero);
  if (negative <= few) return;
  context.faults.warning(
      length.where,
      fmt::format("this time is negative in {:.2g}% of draws, and {}", 100 * negative, what_happens),
      "give it min = \"0 min\", or draw anew what is out of bounds with keep = [\"0 min\", \"8 h\"]");
}

/// A plain number below 0 has been told when it was read.
void look_at_number(const Value& length, CompileContext& context) {
  const auto days = Binder(context).constant_at(length, 0);
  if (!days || !(*days < rounds_to_zero)) return;
  context.faults.error(length.where,
                       fmt::format("a duration cannot be negative: this comes to {:.6g} days", *days),
                       "let it be none at the least: \"= max(0 days, ...)\"");
}

} // namespace

void tell_negative_length(const Value& length, CompileContext& context, std::string_view what_happens) {
  switch (length.form) {
  case ValueForm::distribution: return look_at_distribution(length, context, what_happens);
  case ValueForm::mix:
  case ValueForm::by:
  case ValueForm::guards:
  case ValueForm::cycle:
    for (const auto& child : length.children) tell_negative_length(child, context, what_happens);
    return;
  case ValueForm::attribute:
  case ValueForm::call:
  case ValueForm::operation: return look_at_number(length, context);
  default: return;
  }
}

} // namespace carepath
