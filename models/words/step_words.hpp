// Steps and other items of a scenario in sentences.
#pragma once

#include "models/words/value_words.hpp"

#include <string>

namespace carepath {

/// One step in sentences, without its title: "Needs clinic. Takes 30 min. Then Listed for surgery."
[[nodiscard]] std::string step_words(const Item& step, const Document& document);

/// What becomes of what a step holds: "kept for a later step", or of each: "bed given back when the work
/// ends".
[[nodiscard]] std::string release_rules(const Node& release);

/// Every field of an item, for kinds that have no sentence of their own: "rate 100 per week; first triage".
[[nodiscard]] std::string field_list_words(const Item& item, const Document& document);

} // namespace carepath
