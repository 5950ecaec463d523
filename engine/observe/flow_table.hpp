// How often entities went from one node to another.
//
// Small programs have a counter for every pair; in large ones, where such a table would grow with the square
// of the steps, only the moves that occur are kept.
#pragma once

#include "engine/base/hot.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace carepath {

class FlowTable {
public:
  struct Move {
    std::uint32_t to = 0;
    std::uint64_t times = 0;
  };

  FlowTable(std::size_t from_nodes, std::size_t to_nodes)
      : to_nodes_(to_nodes), is_small_(from_nodes * to_nodes <= most_pairs),
        times_(is_small_ ? from_nodes * to_nodes : 0), moves_(from_nodes) {}

  CAREPATH_HOT void add(std::uint32_t from, std::uint32_t to) {
    if (is_small_) [[likely]]
      ++times_[from * to_nodes_ + to];
    else
      add_move(from, to);
  }
  void add(std::uint32_t from, std::uint32_t to, std::uint64_t times) {
    if (is_small_) {
      times_[from * to_nodes_ + to] += times;
      return;
    }
    add_move(from, to); // the table is of moves that occur
    for (Move& move : moves_[from])
      if (move.to == to) move.times += times - 1;
  }
  [[nodiscard]] std::size_t from_nodes() const { return moves_.size(); }
  /// The moves out of a node, by increasing `to`.
  [[nodiscard]] std::vector<Move> from(std::size_t node) const {
    if (!is_small_) return moves_[node];
    std::vector<Move> moves;
    for (std::size_t to = 0; to < to_nodes_; ++to)
      if (const auto times = times_[node * to_nodes_ + to]; times > 0)
        moves.push_back({static_cast<std::uint32_t>(to), times});
    return moves;
  }

private:
  static constexpr std::size_t most_pairs = 1u << 14;
  static constexpr std::size_t few = 8; // looked through one by one

  void add_move(std::uint32_t from, std::uint32_t to) {
    std::vector<Move>& moves = moves_[from];
    if (moves.size() <= few)
      for (Move& move : moves)
        if (move.to == to) {
          ++move.times;
          return;
        }
    const auto earlier = [](const Move& move, std::uint32_t node) { return move.to < node; };
    auto place = std::lower_bound(moves.begin(), moves.end(), to, earlier);
    if (place == moves.end() || place->to != to) place = moves.insert(place, {to, 0});
    ++place->times;
  }

  std::size_t to_nodes_;
  bool is_small_;
  std::vector<std::uint64_t> times_;     // [from, to]
  std::vector<std::vector<Move>> moves_; // [from]
};

} // namespace carepath
