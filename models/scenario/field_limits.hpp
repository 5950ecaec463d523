// The limits of a field, of plain numbers as of those that are worked out.
#pragma once

#include "models/scenario/field.hpp"

#include <string>

namespace carepath {

/// Reports a number outside the limits of its field; `found` says it in words, such as "is 150".
void check_limits(const Field& field, const FieldRow& row, double number, const std::string& found,
                  Diagnostics& faults);

} // namespace carepath
