// A scenario in plain English: who comes, what happens to them step by step, what there is, what is timed.
#pragma once

#include "models/scenario/document.hpp"

#include <string>

namespace carepath {

/// The whole account, in lines of at most 100 columns.
[[nodiscard]] std::string pathway_words(const Document& document);

/// One step in sentences, without its title: "Needs clinic. Takes 30 min. Then Listed for surgery."
[[nodiscard]] std::string step_words(const Item& step, const Document& document);

/// Every field of an item, for kinds that have no sentence of their own: "rate 100 per week; first triage".
[[nodiscard]] std::string field_list_words(const Item& item, const Document& document);

} // namespace carepath
