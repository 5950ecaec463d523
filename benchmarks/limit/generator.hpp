// Random bits for the hand-written programs: one sequential stream, and a keyed one to compare it with.
#pragma once

#include <bit>
#include <cstdint>

namespace carepath::limit {

/// A finaliser of 64 bits (Steele, Lea and Flood 2014).
[[nodiscard, gnu::always_inline]] inline std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15u; // 2^64 over the golden ratio

/// xoshiro256++ (Blackman and Vigna 2021): one sequence, whatever a number is for.
class SequentialBits {
public:
  static constexpr bool keyed = false;

  explicit SequentialBits(std::uint64_t seed) {
    for (auto& word : state_) word = mixed(seed += golden);
  }
  [[gnu::always_inline]] std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

private:
  std::uint64_t state_[4];
};

/// Every number is a function of seed, entity and the place and turn of the draw, as the engine's are.
class KeyedBits {
public:
  static constexpr bool keyed = true;

  explicit KeyedBits(std::uint64_t seed) : seed_(mixed(seed + golden)) {}
  /// The numbers that follow are those of this entity and purpose, from the first.
  [[gnu::always_inline]] void turn_to(std::uint64_t entity_and_purpose) {
    at_ = seed_ ^ (entity_and_purpose * 0xD6E8FEB86659FD93u);
  }
  [[gnu::always_inline]] std::uint64_t next() { return mixed(at_ += golden); }

private:
  std::uint64_t seed_;
  std::uint64_t at_ = 0;
};

/// In [0, 1), 53 bits.
template <class Bits> [[nodiscard, gnu::always_inline]] inline double uniform(Bits& bits) {
  return static_cast<double>(bits.next() >> 11) * 0x1.0p-53;
}

/// In (0, 1).
template <class Bits> [[nodiscard, gnu::always_inline]] inline double positive_uniform(Bits& bits) {
  return (static_cast<double>(bits.next() >> 11) + 0.5) * 0x1.0p-53;
}

} // namespace carepath::limit
