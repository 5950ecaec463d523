// Values of a scenario in words: "lognormal (mean 5 days, sd 4 days)", "16 during winter, otherwise 24".
#pragma once

#include "models/scenario/document.hpp"

#include <string>
#include <string_view>

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

/// A value in any form.
[[nodiscard]] std::string value_words(const Node& node, const PlaceNames& names);

/// Where to go next, in any form; steps and outcomes by their titles.
[[nodiscard]] std::string route_words(const Node& node, const PlaceNames& names);

/// What a step needs, in any form.
[[nodiscard]] std::string needs_words(const Node& node, const PlaceNames& names);

/// "30%", "0.3%", "12.5%".
[[nodiscard]] std::string percent_words(double share);

/// "a, b or c".
[[nodiscard]] std::string listed(const std::vector<std::string>& parts, std::string_view last_joint);

} // namespace carepath
