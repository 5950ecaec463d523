// A scenario as sections of items of fields, after its bases have been laid under it.
//
// A field is replaced whole by a later file, never merged inside; `add.FIELD` puts more into a list, and
// `drop = true` takes an item away. Nothing here knows what fields mean.
#pragma once

#include "engine/base/diagnostic.hpp"
#include "models/scenario/name_index.hpp"
#include "models/scenario/node.hpp"
#include "models/scenario/written.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// One field; `key_where.file` is the file that set it.
struct Field {
  std::string key;
  SourceRef key_where;
  Node value;
  bool is_added = false; // a list put by `add` where nothing was said: its entries go with the default
};

/// One item, such as [step.triage]; the name is empty for a single section such as [run].
struct Item {
  std::string name;
  SourceRef where;
  std::vector<Field> fields;
  std::vector<std::uint32_t> files; // that set something of it, in the order applied

  [[nodiscard]] const Field* find(std::string_view key) const;
  [[nodiscard]] Field* find(std::string_view key);
  /// Sets or replaces a field, keeping its place when it exists.
  void set(Field field);
  void remove(std::string_view key);
};

/// The text that a field holds; `otherwise` where there is no such field, or it holds no text.
[[nodiscard]] std::string text_of(const Field* field, std::string otherwise = {});
[[nodiscard]] std::string text_of(const Item& item, std::string_view key, std::string otherwise = {});
/// What an item is called to people: its title or its label, or else its name.
[[nodiscard]] std::string title_of(const Item& item);

/// Items in the order written, found by name. They come and go by `add` and `remove` only.
struct Section {
  std::string kind;
  std::vector<Item> items;

  [[nodiscard]] const Item* find(std::string_view name) const;
  [[nodiscard]] Item* find(std::string_view name);
  [[nodiscard]] std::vector<std::string> names() const;
  Item& add(Item item);
  void remove(std::string_view name);

private:
  NameIndex<std::size_t> places_; // of items
};

/// An item of a base that a later file took away.
struct DroppedItem {
  std::string kind;
  std::string name;
  SourceRef where;
};

/// An item as it stood before a later file, or a setting, changed it or took it away.
struct FormerItem {
  std::string kind;
  Item item;
};

struct Document {
  std::filesystem::path path;
  std::filesystem::path library;    // data files and bases lie inside this folder
  std::vector<std::uint32_t> files; // in the order applied; the scenario itself last
  std::vector<Section> sections;
  std::vector<DroppedItem> dropped;
  std::vector<FormerItem> former; // in the order in which they were changed

  [[nodiscard]] const Section* section(std::string_view kind) const;
  [[nodiscard]] Section* section(std::string_view kind);
  /// The section, made when it does not exist yet.
  Section& open_section(std::string_view kind);
  /// An item, or nullptr; a single section has one item with an empty name.
  [[nodiscard]] const Item* item(std::string_view kind, std::string_view name = {}) const;
  /// Keeps an item among the former ones as it stands, before it is changed.
  void remember(std::string_view kind, const Item& item);
  /// Takes an item away, which is a former one then; false when there is none.
  bool drop(std::string_view kind, std::string_view name, SourceRef where);
};

/// The keys with a meaning of their own in every item.
inline constexpr std::string_view drop_key = "drop";
inline constexpr std::string_view add_key = "add";
/// The fields of a parameter with its number, and with how far the evidence spreads about that number.
inline constexpr std::string_view number_key = "is";
inline constexpr std::string_view spread_key = "uncertain";

/// Puts `more` (an entry, or a list of them) behind what a field holds; adds a fault when that is no list.
void extend_field(Item& item, const std::string& key, SourceRef where, const Node& more, Diagnostics& faults);

/// Reads a scenario and its bases. Adds every fault found; the document holds what could be read. `library`:
/// the folder beyond which nothing is read; when empty, the one marked as such, or else the scenario's own.
[[nodiscard]] Document read_document(const std::filesystem::path& path, SourceTexts& texts,
                                     Diagnostics& faults, const std::filesystem::path& library = {});

/// Whether `set_path` may add a field, or an item of a known section, that is not there yet.
enum class NewPaths : std::uint8_t { refused, allowed };

/// Sets "resource.clinic.slots", a whole item ("step.returns") or a place inside a field
/// ("step.examine.takes.mean"; places in a list count from 1). Keys with dots are quoted: a."b.c".
/// Adds a fault with the nearest name and returns false when the path leads nowhere.
bool set_path(Document& document, std::string_view path, const Node& value, SourceRef where, NewPaths allow,
              Diagnostics& faults);

/// What stands at a path, or nullptr; the reading side of `set_path`.
[[nodiscard]] const Node* find_path(const Document& document, std::string_view path);

/// `--set PATH=VALUE`: the value is TOML where it reads as TOML, otherwise a text. PATH.drop=true and
/// ITEM.add.FIELD=VALUE as in a file.
bool set_typed(Document& document, std::string_view assignment, Diagnostics& faults);
/// The path of "PATH=VALUE".
[[nodiscard]] std::string_view path_of(std::string_view assignment);

/// All of a list of `--set` texts, in order.
void set_all_typed(Document& document, const std::vector<std::string>& assignments, Diagnostics& faults);

/// After a list of paths was set: evidence is of the number it stands beside, so that a parameter whose
/// number is among them is uncertain no more, unless its evidence is among them too.
void keep_evidence_of(Document& document, const std::vector<std::string>& paths);

/// One path = value of a variant.
struct Setting {
  std::string path;
  SourceRef where;
  Node value;
};

/// A [variant.name] section.
struct VariantText {
  std::string name;
  SourceRef where;
  std::vector<Setting> settings;
  std::string title{}; // words for people; empty when it has none
};

/// All variants, in the order written.
[[nodiscard]] std::vector<VariantText> variants(const Document& document);

/// Applies a variant's settings; false after adding faults.
bool apply_variant(Document& document, const VariantText& variant, Diagnostics& faults);

/// One difference between two documents; a side is empty where the path does not exist.
struct Change {
  std::string path;
  std::string before;
  std::string after;
};

/// What differs from `before` to `after`, in the order of `after`, removals last. Of [scenario] only
/// the population; the variants themselves are left out.
[[nodiscard]] std::vector<Change> difference(const Document& before, const Document& after);

} // namespace carepath
