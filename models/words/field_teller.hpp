// Tells of an item field by field, and knows which of its fields nothing has told yet.
#pragma once

#include "models/words/value_words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// Words for the fields of one item. What is taken or told once is told; `rest` has everything else, so that
/// no field that can affect the result is passed over. Lives no longer than the item and the names.
class FieldTeller {
public:
  FieldTeller(const Item& item, const PlaceNames& names) : item_(&item), names_(&names) {}

  /// The field, which counts as told from now on; nullptr where the item has none.
  const Field* take(std::string_view key);
  /// The same when it holds this text; otherwise it stays untold.
  bool take_if(std::string_view key, std::string_view text);
  /// "BEFORE value AFTER" where the item has the field, otherwise nothing.
  std::string clause(std::string_view key, std::string_view before, std::string_view after = {});
  /// "BEFORE route AFTER" of a field that says where people go.
  std::string way(std::string_view key, std::string_view before, std::string_view after = {});
  /// The words where the field is true, otherwise nothing.
  std::string flag(std::string_view key, std::string_view words);
  /// "key value" for each field that nothing has told, without titles and other words for readers.
  [[nodiscard]] std::vector<std::string> rest() const;
  /// The same as one text, each after a semicolon.
  [[nodiscard]] std::string rest_clauses() const;

  [[nodiscard]] const Item& item() const { return *item_; }
  [[nodiscard]] const PlaceNames& names() const { return *names_; }

private:
  const Item* item_;
  const PlaceNames* names_;
  std::vector<std::string> told_;
};

} // namespace carepath
