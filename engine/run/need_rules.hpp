// What is asked of a program's needs again and again while it runs, looked up once.
#pragma once

#include "engine/run/entity_store.hpp"

#include <cstdint>
#include <vector>

namespace carepath {

/// A need for one unit of one resource with no rules of its own: the usual case, granted in a few steps.
struct SimpleNeed {
  bool holds = false;
  std::uint32_t resource = 0;
  std::uint32_t cell = 0; // of the row
};

struct NeedRules {
  NeedRules(const Program& program, const EntityStore& entities);

  std::vector<SimpleNeed> simple;           // parallel to the program's needs
  std::vector<SimpleNeed> simple_holds;     // parallel to its holds: one simple resource
  std::vector<std::uint32_t> first_of_step; // of each need: the first of its step
  std::vector<bool> follows_diary;          // needs that come after one of a diary at the same step
  std::vector<std::uint32_t> ejectable;     // resources whose units some may take from others
  bool order_matters = false; // of those who go on at one instant: some ask again, or take units from others

private:
  void find_simple(const Program& program, const EntityStore& entities);
  void add_order(const Program& program);
};

} // namespace carepath
