// A number for a text, the same everywhere and for ever: for keys and for finding damage, not for secrets.
#pragma once

#include <cstdint>
#include <string_view>

namespace carepath {

/// FNV-1a, 64 bits (Fowler, Noll and Vo). Of a text in parts: with the hash of what came before.
[[nodiscard]] constexpr std::uint64_t text_hash(std::string_view text,
                                                std::uint64_t hash = 0xCBF29CE484222325ull) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return hash;
}

} // namespace carepath
