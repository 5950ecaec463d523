#include "models/compile/negative_lengths.hpp"

#include "engine/base/sim_time.hpp"
#include "models/compile/binder.hpp"

#include <fmt/format.h>

namespace carepath {
namespace {

void look_at_distribution(const Value& length, CompileContext& context) {
  if (context.faults.has_errors()) return; // they come first, and are not to be told twice
  const auto drawn = Binder(context).distribution(length);
  if (!drawn) return; // known in the run only
  constexpr double few = 1e-6;
  const double rounds_to_zero = -0.5 * SimTime{1}.days(); // the clock of a run counts milliseconds
  const double negative = drawn->cdf(rounds_to_zero);
  if (negative <= few) return;
  context.faults.warning(
      length.where,
      fmt::format("this time is negative in {:.2g}% of draws, and a run ends at the first of them",
                  100 * negative),
      "give it min = \"0 min\", or draw anew what is out of bounds with keep = [\"0 min\", \"8 h\"]");
}

} // namespace

void warn_of_negative_length(const Value& length, CompileContext& context) {
  switch (length.form) {
  case ValueForm::distribution: return look_at_distribution(length, context);
  case ValueForm::mix:
  case ValueForm::by:
  case ValueForm::guards:
  case ValueForm::cycle:
    for (const auto& child : length.children) warn_of_negative_length(child, context);
    return;
  default: return;
  }
}

} // namespace carepath
