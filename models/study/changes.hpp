// What a variant changes, in plain English sentences.
#pragma once

#include "models/scenario/document.hpp"

#include <string>
#include <vector>

namespace carepath {

/// One sentence for each difference: "clinic: sessions was \"20 per week\", now \"14 per week\"."
[[nodiscard]] std::vector<std::string> plain_changes(const Document& before, const Document& after);

} // namespace carepath
