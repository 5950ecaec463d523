#include "models/scenario/data_files.hpp"

#include "models/scenario/library.hpp"

#include <algorithm>

namespace carepath {
namespace fs = std::filesystem;
namespace {

/// Fields called so name a file; other texts do when they end like one.
constexpr std::string_view file_key = "file";
constexpr std::string_view data_ending = ".csv";

bool is_of_file(std::string_view key, const Node& node) {
  return node.is_text() && (key == file_key || node.text.ends_with(data_ending));
}

bool names_file(std::string_view key, const Node& node) {
  if (is_of_file(key, node)) return true;
  for (std::size_t at = 0; at < node.values.size(); ++at)
    if (names_file(node.keys[at], node.values[at])) return true;
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return names_file(key, item); });
}

class Finder {
public:
  Finder(const Document& document, const SourceTexts& texts) : document_(document), texts_(texts) {}

  void look(std::string_view key, const Node& node) {
    if (is_of_file(key, node)) add(node);
    for (const auto& item : node.items) look(key, item);
    for (std::size_t at = 0; at < node.values.size(); ++at) look(node.keys[at], node.values[at]);
  }

  std::vector<fs::path> found;

private:
  void add(const Node& node) {
    Diagnostics ignored; // a missing file is a fault of the compiler's
    const auto path = resolve_in_library(document_.library, naming_file(node, document_, texts_), node.text,
                                         node.where, ignored);
    std::error_code error;
    if (path && fs::is_regular_file(*path, error) &&
        std::find(found.begin(), found.end(), *path) == found.end())
      found.push_back(*path);
  }

  const Document& document_;
  const SourceTexts& texts_;
};

} // namespace

fs::path naming_file(const Node& node, const Document& document, const SourceTexts& texts) {
  return node.where.file > 0 ? fs::path(texts.name(node.where.file)) : document.path;
}

bool may_name_data(const Setting& setting) {
  return names_file(std::string_view(setting.path).substr(setting.path.rfind('.') + 1), setting.value);
}

std::vector<fs::path> data_files(const Document& document, const SourceTexts& texts) {
  Finder finder(document, texts);
  for (const auto& section : document.sections)
    for (const auto& item : section.items)
      for (const auto& field : item.fields) finder.look(field.key, field.value);
  return finder.found;
}

} // namespace carepath
