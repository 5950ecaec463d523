// Nodes: look-up, replacement and making. A table is small, so a linear search keeps its written order.
#include "models/scenario/node.hpp"

#include <algorithm>

namespace carepath {
namespace {

void add_texts_within(const Node& node, std::vector<std::string>& texts) {
  if (node.is_text()) texts.push_back(node.text);
  for (const auto& item : node.items) add_texts_within(item, texts);
  for (const auto& value : node.values) add_texts_within(value, texts);
}

} // namespace

const Node* Node::find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &values[static_cast<std::size_t>(found - keys.begin())];
}

Node* Node::find(std::string_view key) {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &values[static_cast<std::size_t>(found - keys.begin())];
}

void Node::set(std::string key, SourceRef place, Node value) {
  const auto found = std::find(keys.begin(), keys.end(), key);
  if (found == keys.end()) {
    keys.push_back(std::move(key));
    key_where.push_back(place);
    values.push_back(std::move(value));
    return;
  }
  const auto index = static_cast<std::size_t>(found - keys.begin());
  key_where[index] = place;
  values[index] = std::move(value);
}

void Node::remove(std::string_view key) {
  const auto found = std::find(keys.begin(), keys.end(), key);
  if (found == keys.end()) return;
  const auto offset = found - keys.begin();
  keys.erase(found);
  key_where.erase(key_where.begin() + offset);
  values.erase(values.begin() + offset);
}

const char* Node::kind_name() const {
  switch (kind) {
  case NodeKind::text: return "text";
  case NodeKind::integer: return "number";
  case NodeKind::number: return "number";
  case NodeKind::boolean: return "true or false";
  case NodeKind::date_time: return "date";
  case NodeKind::array: return "list";
  case NodeKind::table: return "table";
  }
  return "value";
}

std::vector<std::string> texts_within(const Node& node) {
  std::vector<std::string> texts;
  add_texts_within(node, texts);
  return texts;
}

Node make_text(std::string text, SourceRef where) {
  Node node;
  node.kind = NodeKind::text;
  node.where = where;
  node.text = std::move(text);
  return node;
}

Node make_number(double number, SourceRef where) {
  Node node;
  node.kind = NodeKind::number;
  node.where = where;
  node.number = number;
  return node;
}

Node make_table(SourceRef where) {
  Node node;
  node.kind = NodeKind::table;
  node.where = where;
  return node;
}

} // namespace carepath
