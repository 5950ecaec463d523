// Titles of steps and outcomes, and the small words that sentences about a scenario share.
#pragma once

#include "models/scenario/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// Titles of steps and outcomes, for routes. Lives no longer than the document.
class PlaceNames {
public:
  explicit PlaceNames(const Document& document) : document_(&document) {}
  /// The title of a step or the label of an outcome; any other name as it is.
  [[nodiscard]] std::string title(const std::string& name) const;
  [[nodiscard]] bool is_step(const std::string& name) const;

private:
  const Document* document_;
};

/// "30%", "0.3%", "12.5%".
[[nodiscard]] std::string percent_words(double share);

/// "a, b or c".
[[nodiscard]] std::string listed(const std::vector<std::string>& parts, std::string_view last_joint);

} // namespace carepath
