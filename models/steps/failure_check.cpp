#include "models/steps/failure_check.hpp"

#include "models/steps/step_fields.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

const ProgramResource& first_of(const NeedSpec& need, CompileContext& context) {
  return context.program().resources[need.parts[0].first.value];
}

/// What to write so that the step's people are given a date.
std::string how_to_give_dates(const StepSpec& step, CompileContext& context) {
  for (const auto& need : step.needs)
    if (const auto& of = first_of(need, context); of.kind == ResourceKind::diary)
      return fmt::format("write assign = \"on_arrival\" in [resource.{}], or leave it out: it is then known "
                         "when the needs are granted",
                         of.name);
  return "it needs a diary with assign = \"on_arrival\"; left out, it is known when the needs are granted";
}

/// A preset's failure has its notice in a field of its own.
std::string_view name_of_notice(const StepSpec& step, const FailureSpec& failure, CompileContext& context) {
  const auto* written = StepFields(context, *step.item).find("fails");
  return written && written->value.find(failure.name) ? "notice" : "cancellation_notice";
}

void check_notices(const StepSpec& step, CompileContext& context) {
  const bool has_date = std::any_of(step.needs.begin(), step.needs.end(), [&](const NeedSpec& need) {
    return first_of(need, context).book_on_arrival;
  });
  if (has_date) return;
  for (const auto& failure : step.failures)
    if (failure.notice)
      context.faults.error(failure.notice->where,
                           fmt::format("'{}' is the time before a date, and step '{}' gives none beforehand",
                                       name_of_notice(step, failure, context), step.item->name),
                           how_to_give_dates(step, context));
}

} // namespace

void check_failures(const Pathway& pathway, CompileContext& context) {
  for (const auto& step : pathway.steps) check_notices(step, context);
}

} // namespace carepath
