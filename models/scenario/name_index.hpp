// What is found by its name: a hash table that can be asked with any kind of text.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace carepath {

struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
};

template <class Value> using NameIndex = std::unordered_map<std::string, Value, NameHash, std::equal_to<>>;

} // namespace carepath
