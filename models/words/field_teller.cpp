#include "models/words/field_teller.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace carepath {
namespace {

/// What is there for readers alone, and cannot affect a result.
constexpr std::array<std::string_view, 3> for_readers{"title", "source", "mode"};

} // namespace

const Field* FieldTeller::take(std::string_view key) {
  const auto* field = item_->find(key);
  if (field) told_.emplace_back(key);
  return field;
}

bool FieldTeller::take_if(std::string_view key, std::string_view text) {
  const auto* field = item_->find(key);
  return field && field->value.is_text() && field->value.text == text && take(key);
}

std::string FieldTeller::clause(std::string_view key, std::string_view before, std::string_view after) {
  const auto* field = take(key);
  return field ? fmt::format("{}{}{}", before, value_words(field->value, *names_), after) : std::string();
}

std::string FieldTeller::way(std::string_view key, std::string_view before, std::string_view after) {
  const auto* field = take(key);
  return field ? fmt::format("{}{}{}", before, route_words(field->value, *names_), after) : std::string();
}

std::string FieldTeller::flag(std::string_view key, std::string_view words) {
  const auto* field = take(key);
  return field && field->value.number != 0 ? std::string(words) : std::string();
}

std::vector<std::string> FieldTeller::rest() const {
  std::vector<std::string> parts;
  for (const auto& field : item_->fields) {
    const auto is_field = [&](std::string_view key) { return key == field.key; };
    if (std::none_of(for_readers.begin(), for_readers.end(), is_field) &&
        std::none_of(told_.begin(), told_.end(), is_field))
      parts.push_back(field.key + " " + value_words(field.value, *names_));
  }
  return parts;
}

std::string FieldTeller::rest_clauses() const {
  std::string out;
  for (const auto& part : rest()) out += "; " + part;
  return out;
}

} // namespace carepath
