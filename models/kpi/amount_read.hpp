// What a KPI of an attribute reads at an event: the value, its unit, and whether it is a length of time.
#pragma once

#include "models/kpi/kpi.hpp"
#include "models/steps/step_fields.hpp"

#include <optional>
#include <string>

namespace carepath {

struct AmountRead {
  ValueId value;
  std::string unit; // of the amounts: days for lengths of time; else the words of the KPI or of the attribute
  bool is_length = false;
  std::string shown_in = {};         // the attribute's own unit of time, for lengths
  const StepSpec* work_of = nullptr; // a step, of whose work it is the length
};

/// What the item's `attribute` names: an attribute, or "step.takes" for the work time the step would draw,
/// which at an event of the step is that of the group the person is in. Adds a fault, and gives nothing, for
/// an unknown name.
///
/// An attribute is a length of time where it begins as one, or where the item or the attribute has a unit of
/// time and all that it is set to is one ("= now"). One that is kept as a plain number of another unit of
/// time than the item asks for is put into days.
[[nodiscard]] std::optional<AmountRead> amount_read(const Item& item, KpiWork& work);

} // namespace carepath
