// A winner tree over numbered places: the smallest key is always at the root.
//
// Every match on the way from a leaf to the root is one minimum, taken without a branch, so a change costs
// one pass of log2(places) short steps that no processor mispredicts; a heap's comparisons go either way. Any
// place can be changed or emptied directly, so nothing that is cancelled lingers. Knuth, The Art of Computer
// Programming, volume 3, section 5.4.1 (tree selection).
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace carepath {

/// Keys are unsigned and unique; the largest value means "empty". A power of two of places.
template <class Key> class TournamentTree {
public:
  static constexpr Key empty_key = ~Key{0};

  explicit TournamentTree(std::uint32_t places)
      : places_(places), keys_(std::size_t{2} * places, empty_key) {}

  [[nodiscard]] std::uint32_t places() const { return places_; }
  [[nodiscard]] Key least() const { return keys_[1]; }
  [[nodiscard]] Key key_at(std::uint32_t place) const { return keys_[std::size_t{places_} + place]; }
  /// The smallest key of all other places.
  [[nodiscard]] Key least_but(std::uint32_t place) const {
    const Key* const keys = keys_.data();
    Key least = empty_key;
    for (std::size_t at = std::size_t{places_} + place; at > 1; at >>= 1)
      least = keys[at ^ 1] < least ? keys[at ^ 1] : least;
    return least;
  }
  void set(std::uint32_t place, Key key) {
    Key* const keys = keys_.data();
    std::size_t at = std::size_t{places_} + place;
    keys[at] = key;
    const auto play = [&] {
      const Key other = keys[at ^ 1];
      key = other < key ? other : key;
      at >>= 1;
      keys[at] = key;
    };
    while (at > 3) { // two matches a turn: half as many turns to count
      play();
      play();
    }
    if (at > 1) play();
  }
  /// Takes all keys anew, one per place.
  void fill(const std::vector<Key>& keys) {
    places_ = static_cast<std::uint32_t>(keys.size());
    keys_.assign(keys.size(), empty_key);
    keys_.insert(keys_.end(), keys.begin(), keys.end());
    for (std::size_t at = places_; at-- > 1;)
      keys_[at] = keys_[2 * at + 1] < keys_[2 * at] ? keys_[2 * at + 1] : keys_[2 * at];
  }

private:
  std::uint32_t places_;
  std::vector<Key> keys_; // [1] the root, [places_ + p] the leaf of place p
};

} // namespace carepath
