// Documents: look-up, and reading a scenario with its bases, each once, in order.
#include "models/scenario/document.hpp"

#include "models/scenario/document_merge.hpp"
#include "models/scenario/library.hpp"
#include "models/scenario/toml_reader.hpp"

#include <algorithm>
#include <deque>
#include <fmt/format.h>

namespace carepath {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_files = 64;

/// Reads a file and, before it, the bases it names; every file once.
class Loader {
public:
  Loader(fs::path root, SourceTexts& texts, Diagnostics& faults)
      : root_(std::move(root)), texts_(texts), faults_(faults) {}

  /// Loads `path`; returns it, or nullptr after a fault. `where` is the place that named it.
  const LoadedFile* load(const fs::path& path, SourceRef where) {
    const auto identity = fs::weakly_canonical(path);
    if (const auto known = done_.find(identity); known != done_.end()) return known->second;
    if (std::find(open_.begin(), open_.end(), identity) != open_.end()) {
      faults_.error(where, fmt::format("base '{}' leads back to itself", path.string()),
                    "a scenario cannot rest on itself, directly or through its bases");
      return nullptr;
    }
    if (open_.size() + order_.size() >= most_files) {
      faults_.error(where, fmt::format("a scenario may rest on at most {} files", most_files));
      return nullptr;
    }
    LoadedFile loaded;
    loaded.path = path;
    if (!read_toml(path, texts_, faults_, loaded.table)) return done_[identity] = nullptr;
    loaded.file = file_of(loaded.table);
    open_.push_back(identity);
    load_bases(loaded);
    open_.pop_back();
    return done_[identity] = &order_.emplace_back(std::move(loaded));
  }

  [[nodiscard]] std::deque<LoadedFile>& order() { return order_; }

private:
  /// The index of the text just read, even when the file holds no table.
  [[nodiscard]] static std::uint32_t file_of(const Node& table) { return table.where.file; }

  void load_bases(LoadedFile& loaded) {
    for (const auto* base : base_names(loaded.table)) {
      if (!base->is_text()) {
        faults_.error(base->where, "'base' must be a file name or a list of file names",
                      "such as base = \"current.toml\"");
        continue;
      }
      const auto path = resolve_in_library(root_, loaded.path, base->text, base->where, faults_);
      const auto* file = path ? load(*path, base->where) : nullptr;
      if (!file) continue;
      loaded.bases.insert(file->file);
      loaded.bases.insert(file->bases.begin(), file->bases.end());
    }
  }

  [[nodiscard]] static std::vector<const Node*> base_names(const Node& table) {
    const auto* scenario = table.find("scenario");
    const auto* base = scenario && scenario->is_table() ? scenario->find("base") : nullptr;
    if (!base) return {};
    if (!base->is_array()) return {base};
    std::vector<const Node*> names;
    for (const auto& item : base->items) names.push_back(&item);
    return names;
  }

  fs::path root_;
  SourceTexts& texts_;
  Diagnostics& faults_;
  std::map<fs::path, const LoadedFile*> done_;
  std::vector<fs::path> open_;
  std::deque<LoadedFile> order_; // stays put: bases are pointed at
};

} // namespace

const Field* Item::find(std::string_view key) const {
  return const_cast<Item*>(this)->find(key);
}

Field* Item::find(std::string_view key) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.key == key; });
  return found == fields.end() ? nullptr : &*found;
}

void Item::set(Field field) {
  if (auto* existing = find(field.key))
    *existing = std::move(field);
  else
    fields.push_back(std::move(field));
}

void Item::remove(std::string_view key) {
  std::erase_if(fields, [&](const Field& field) { return field.key == key; });
}

std::string text_of(const Field* field, std::string otherwise) {
  return field && field->value.is_text() ? field->value.text : otherwise;
}

std::string text_of(const Item& item, std::string_view key, std::string otherwise) {
  return text_of(item.find(key), std::move(otherwise));
}

std::string title_of(const Item& item) {
  const auto* field = item.find("title") ? item.find("title") : item.find("label");
  return text_of(field, item.name);
}

const Item* Section::find(std::string_view name) const {
  return const_cast<Section*>(this)->find(name);
}
Item* Section::find(std::string_view name) {
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &items.at(found->second);
}

Item& Section::add(Item item) {
  places_.emplace(item.name, items.size());
  return items.emplace_back(std::move(item));
}

void Section::remove(std::string_view name) {
  std::erase_if(items, [&](const Item& item) { return item.name == name; });
  places_.clear();
  for (std::size_t at = 0; at < items.size(); ++at) places_.emplace(items[at].name, at);
}

std::vector<std::string> Section::names() const {
  std::vector<std::string> all;
  for (const auto& item : items) all.push_back(item.name);
  return all;
}

const Section* Document::section(std::string_view kind) const {
  return const_cast<Document*>(this)->section(kind);
}

Section* Document::section(std::string_view kind) {
  const auto found =
      std::find_if(sections.begin(), sections.end(), [&](const auto& s) { return s.kind == kind; });
  return found == sections.end() ? nullptr : &*found;
}

Section& Document::open_section(std::string_view kind) {
  if (auto* existing = section(kind)) return *existing;
  auto& added = sections.emplace_back();
  added.kind = kind;
  return added;
}

const Item* Document::item(std::string_view kind, std::string_view name) const {
  const auto* found = section(kind);
  return found ? found->find(name) : nullptr;
}

void Document::remember(std::string_view kind, const Item& item) {
  former.push_back({std::string(kind), item});
}

bool Document::drop(std::string_view kind, std::string_view name, SourceRef where) {
  auto* found = section(kind);
  const auto* item = found ? found->find(name) : nullptr;
  if (!item) return false;
  remember(kind, *item);
  found->remove(name);
  dropped.push_back({std::string(kind), std::string(name), where});
  return true;
}

Document read_document(const fs::path& path, SourceTexts& texts, Diagnostics& faults,
                       const fs::path& library) {
  Document document;
  document.path = path;
  document.library = library.empty() ? library_root(path) : fs::weakly_canonical(library);
  Loader loader(document.library, texts, faults);
  try {
    static_cast<void>(loader.load(path, {}));
    Merger merger(document, loader.order().size(), texts, faults);
    for (auto& file : loader.order()) merger.apply(file);
    merger.add_to_inherited();
    merger.report_clashes();
  } catch (const InputError&) {
  } // more faults than are kept
  return document;
}

} // namespace carepath
