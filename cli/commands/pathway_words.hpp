// A scenario in plain English: who comes, what happens to them step by step, what there is, what is timed.
#pragma once

#include "models/scenario/document.hpp"

#include <string>

namespace carepath {

/// The whole account, in lines of at most 100 columns.
[[nodiscard]] std::string pathway_words(const Document& document);

} // namespace carepath
