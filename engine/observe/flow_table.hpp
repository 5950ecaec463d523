// How often entities went from one node to another, kept only for the moves that occur.
//
// A table of every pair would grow with the square of the steps; a step leads to a few places.
#pragma once

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

  explicit FlowTable(std::size_t from_nodes) : moves_(from_nodes) {}

  void add(std::uint32_t from, std::uint32_t to) {
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
  [[nodiscard]] std::size_t from_nodes() const { return moves_.size(); }
  /// The moves out of a node, by increasing `to`.
  [[nodiscard]] const std::vector<Move>& from(std::size_t node) const { return moves_[node]; }

private:
  static constexpr std::size_t few = 8; // looked through one by one

  std::vector<std::vector<Move>> moves_; // [from node]
};

} // namespace carepath
