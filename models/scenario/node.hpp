// A scenario document as a tree of nodes that know where they were written.
//
// This is the only shape of input the rest of models/ sees; the TOML library stays behind reader.cpp.
#pragma once

#include "engine/base/diagnostic.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace carepath {

enum class NodeKind : std::uint8_t { text, integer, number, boolean, date_time, array, table };

struct Node {
  NodeKind kind = NodeKind::text;
  SourceRef where;                  // of the value
  std::string text;                 // text; also the written form of a date_time ("2026-04-06T06:00:00")
  double number = 0;                // integer, number, boolean (0 or 1)
  std::vector<Node> items;          // array
  std::vector<std::string> keys;    // table, in the order written
  std::vector<SourceRef> key_where; // table
  std::vector<Node> values;         // table, parallel to keys

  [[nodiscard]] bool is_text() const { return kind == NodeKind::text; }
  [[nodiscard]] bool is_number() const { return kind == NodeKind::integer || kind == NodeKind::number; }
  [[nodiscard]] bool is_table() const { return kind == NodeKind::table; }
  [[nodiscard]] bool is_array() const { return kind == NodeKind::array; }
  /// The value under `key` of a table, or nullptr.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  /// Sets or replaces `key`, keeping its place when it exists.
  void set(std::string key, SourceRef where, Node value);
  void remove(std::string_view key);
  /// "text", "number", "list", "table": for messages.
  [[nodiscard]] const char* kind_name() const;
};

/// Every text in a node, at whatever depth, in the order written; the keys of tables are none.
[[nodiscard]] std::vector<std::string> texts_within(const Node& node);

[[nodiscard]] Node make_text(std::string text, SourceRef where = {});
[[nodiscard]] Node make_number(double number, SourceRef where = {});
[[nodiscard]] Node make_table(SourceRef where = {});

} // namespace carepath
