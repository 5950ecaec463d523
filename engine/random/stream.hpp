// Keyed random numbers: every number is a pure function of what it is for.
//
// The key of a draw is (seed, replication, entity, purpose, visit). Nothing depends on call order,
// thread, or on what else a variant contains, so the same entity has the same luck in every variant.
// The mixing function is a 64-bit finaliser of the kind studied by Stafford (2011) and Evensen (2019).
#pragma once

#include "engine/base/text_hash.hpp"

#include <bit>
#include <cstdint>
#include <string_view>

namespace carepath {

/// A uniform on (0, 1), kept as 64 bits so that both tails are exact.
struct Uniform {
  std::uint64_t bits = 0;

  /// u in (0, 1): the middle of one of 2^52 equal cells, the finest whose middles are all exact; so
  /// never 0 or 1.
  [[nodiscard]] constexpr double value() const { return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52; }
};

/// A bijection of 64-bit words in which every input bit changes each output bit with probability 1/2.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x) {
  x ^= x >> 27;
  x *= 0x3C79AC492BA7B653ull;
  x ^= x >> 33;
  x *= 0x1C69B3F74AC4AE35ull;
  x ^= x >> 27;
  return x;
}

/// Combines two words so that (a, b) and (b, a) differ.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t a, std::uint64_t b) {
  return mix64(mix64(a + 0x9E3779B97F4A7C15ull) ^ (b * 0xD6E8FEB86659FD93ull + 0xA0761D6478BD642Full));
}

/// The hash of a name path such as "step.first.takes" (FNV-1a, then mixed).
[[nodiscard]] constexpr std::uint64_t purpose_of(std::string_view path) {
  return mix64(text_hash(path));
}

[[nodiscard]] constexpr std::uint64_t replication_key(std::uint64_t seed, std::uint64_t replication) {
  return mix64(mix64(seed), replication);
}

/// The key of entity number `ordinal` of a source in one replication.
[[nodiscard]] constexpr std::uint64_t entity_key(std::uint64_t replication, std::uint64_t source,
                                                 std::uint64_t ordinal) {
  return mix64(mix64(replication, source), ordinal);
}

/// The uniform of one entity for one purpose at its `visit`-th time there.
[[nodiscard]] constexpr Uniform keyed_uniform(std::uint64_t entity, std::uint64_t purpose,
                                              std::uint64_t visit = 0) {
  return {mix64(mix64(entity ^ purpose) + visit * 0x9E3779B97F4A7C15ull)};
}

/// Which luck a replication has: that of its number, or, of an antithetic pair, that of the pair's first
/// replication, mirrored in the second (Hammersley and Morton 1956; Law, Simulation Modeling and Analysis).
struct ReplicationLuck {
  std::uint64_t key = 0;
  std::uint64_t mirror = 0; // 0, or all ones: u becomes 1 - u exactly, because cells of u have middles

  [[nodiscard]] static constexpr ReplicationLuck of(std::uint64_t seed, std::uint64_t replication,
                                                    bool antithetic) {
    const std::uint64_t second = antithetic ? replication & 1 : 0;
    return {replication_key(seed, replication - second), 0 - second};
  }
  /// `keyed_uniform`, mirrored or not. Entity keys are those of both replications of a pair.
  [[nodiscard]] constexpr Uniform uniform(std::uint64_t entity, std::uint64_t purpose,
                                          std::uint64_t visit = 0) const {
    return {keyed_uniform(entity, purpose, visit).bits ^ mirror};
  }
};

} // namespace carepath
