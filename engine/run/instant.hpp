// What is left to do at the present instant before time goes on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace carepath {

/// A ticket out of its queue while those behind it are looked at.
struct SetAside {
  std::uint32_t resource = 0;
  std::uint32_t ticket = 0;
};

struct Instant {
  std::vector<std::uint32_t> ready; // entities granted something, in order
  std::size_t next_ready = 0;
  std::deque<std::uint32_t> settling;      // entities to go on when all has been given back
  std::vector<SetAside> set_aside;         // tickets, while those behind them are looked at
  std::vector<std::uint32_t> due;          // resources whose queue is looked at
  std::vector<std::uint32_t> open_diaries; // whose lists are filled
  bool may_eject = false;                  // those who may take units from others are to be looked at
  bool is_unfinished = false;              // any of these, or may be
  std::uint64_t events = 0;                // since time last passed
};

} // namespace carepath
