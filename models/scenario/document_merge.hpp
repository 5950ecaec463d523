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
  void add_to_lists(Item& item, const Field& add);
  void set_field(const std::string& kind, Item& item, Field field);

  Document& document_;
  bool several_;
  const SourceTexts& texts_;
  Diagnostics& faults_;
  const LoadedFile* current_ = nullptr;
  std::map<std::string, std::vector<Setter>> setters_;
};

/// The fields a table of an item holds; a bare value where the section has a shorthand. False after a fault.
[[nodiscard]] bool item_fields(std::string_view kind, const std::string& name, Node value,
                               std::vector<Field>& out, Diagnostics& faults);

} // namespace carepath
