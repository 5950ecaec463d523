// A queue, first in first out, in a ring that doubles when it is full.
#pragma once

#include <cstdint>
#include <vector>

namespace carepath::limit {

template <class Item> class Ring {
public:
  explicit Ring(std::size_t places = 64) : items_(places), mask_(static_cast<std::uint32_t>(places - 1)) {}

  [[nodiscard, gnu::always_inline]] bool empty() const { return first_ == end_; }
  [[nodiscard, gnu::always_inline]] std::uint32_t size() const { return end_ - first_; }
  [[gnu::always_inline]] void push(Item item) {
    if (size() > mask_) [[unlikely]]
      grow();
    items_[end_++ & mask_] = item;
  }
  [[gnu::always_inline]] Item pop() { return items_[first_++ & mask_]; }

private:
  [[gnu::noinline]] void grow() {
    std::vector<Item> larger(2 * items_.size());
    const std::uint32_t count = size();
    for (std::uint32_t at = 0; at < count; ++at) larger[at] = items_[(first_ + at) & mask_];
    items_.swap(larger);
    mask_ = static_cast<std::uint32_t>(items_.size() - 1);
    first_ = 0;
    end_ = count;
  }

  std::vector<Item> items_; // a power of two
  std::uint32_t mask_;
  std::uint32_t first_ = 0; // both run on and wrap around
  std::uint32_t end_ = 0;
};

} // namespace carepath::limit
