// Laying one file's tables over a document: the step between a read file and a merged scenario.
#pragma once

#include "models/scenario/document.hpp"

#include <map>
#include <set>

namespace carepath {

/// One file read, with every file it rests on, directly or not.
struct LoadedFile {
  std::uint32_t file = 0;
  std::filesystem::path path;
  Node table;
  std::set<std::uint32_t> bases;
};

/// Applies files in order and reports two overlays that set one field, neither resting on the other.
class Merger {
public:
  /// `files`: how many will be applied; alone, a file disagrees with none.
  Merger(Document& document, std::size_t files, const SourceTexts& texts, Diagnostics& faults)
      : document_(document), several_(files > 1), texts_(texts), faults_(faults) {}

  /// Takes what the file's table holds.
  void apply(LoadedFile& file);
  /// Adds to the lists that steps take from another, which are known when all files are applied.
  void add_to_inherited();
  /// Reports fields on which overlays disagree and no later file decides.
  void report_clashes() const;

private:
  struct Setter {
    const LoadedFile* file;
    SourceRef where;
    Node value;
  };

  void apply_section(const std::string& kind, SourceRef where, Node& table);
  void apply_item(Section& section, const std::string& name, SourceRef where, Node table);
  void drop_item(Section& section, const std::string& name, const std::vector<Field>& fields);
  void add_to_lists(const std::string& kind, Item& item, const Field& add);
  void add_to_step(const std::string& name);
  void set_field(const std::string& kind, Item& item, Field field);

  Document& document_;
  bool several_;
  const SourceTexts& texts_;
  Diagnostics& faults_;
  const LoadedFile* current_ = nullptr;
  std::map<std::string, std::vector<Setter>> setters_;
  std::map<std::string, std::vector<Field>>
      added_to_steps_; // by step: what is added to fields it has not itself
};

/// The step that a step is `like`, the one which that is like, and so on; each once where they lead back.
[[nodiscard]] std::vector<const Item*> steps_like(const Document& document, const Item& step);

/// The field a step takes from those it is `like`, the nearest first, or from the defaults; nullptr where
/// there is none.
[[nodiscard]] const Field* inherited_field(const Document& document, std::string_view kind, const Item& item,
                                           std::string_view key);

/// The fields a table of an item holds; a bare value where the section has a shorthand. False after a fault.
[[nodiscard]] bool item_fields(std::string_view kind, const std::string& name, Node value,
                               std::vector<Field>& out, Diagnostics& faults);

} // namespace carepath
