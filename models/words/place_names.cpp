#include "models/words/place_names.hpp"

#include <fmt/format.h>

namespace carepath {

std::string PlaceNames::title(const std::string& name) const {
  const auto* item = document_->item("step", name);
  const auto* field = item ? item->find("title") : nullptr;
  if (!item && (item = document_->item("outcome", name)) != nullptr) field = item->find("label");
  return text_of(field, name);
}

bool PlaceNames::is_step(const std::string& name) const {
  return document_->item("step", name) != nullptr;
}

std::string percent_words(double share) {
  auto text = fmt::format("{:.2f}", share * 100);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + "%";
}

std::string listed(const std::vector<std::string>& parts, std::string_view last_joint) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? last_joint : std::string_view(", ");
    out += parts[i];
  }
  return out;
}

} // namespace carepath
