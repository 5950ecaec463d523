// What a redesign changes, in plain English.
#pragma once

#include "models/scenario/document.hpp"

#include <string>
#include <vector>

namespace carepath {

/// One sentence for each change from `before` to `after`, in the order of `after`.
[[nodiscard]] std::vector<std::string> change_sentences(const Document& before, const Document& after);

} // namespace carepath
