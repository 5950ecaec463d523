// The fields of a step, with what it is like and the scenario's defaults looked up behind them.
#pragma once

#include "models/compile/context.hpp"
#include "models/scenario/field.hpp"

namespace carepath {

[[nodiscard]] const KindRow& step_kind();
[[nodiscard]] const KindRow& outcome_kind();
[[nodiscard]] const KindRow& defaults_kind();

/// A field of a step: its own, else that of the nearest step it is `like`, else the scenario's default.
class StepFields {
public:
  StepFields(const CompileContext& context, const Item& item);
  [[nodiscard]] const Field* find(std::string_view key) const;
  [[nodiscard]] const Item& item() const { return item_; }
  /// The name whose luck its draws share.
  [[nodiscard]] std::string luck() const;

private:
  const Document& document_;
  const Item& item_;
};

/// Checks the step and outcome items, adds their names and rows, and the points they offer.
void declare_steps(CompileContext& context);

/// The names of the failures of a step, and of refusals of its needs: events beside arrive, start and end.
[[nodiscard]] std::vector<std::string> extra_events(const StepFields& fields);

} // namespace carepath
