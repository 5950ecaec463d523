// A small program filled by hand, and a recorder to feed call by call: for worked numbers.
#pragma once

#include "engine/observe/recorder.hpp"
#include "engine/program/program.hpp"

#include <vector>

namespace carepath::bench {

inline constexpr double everyone[] = {0.0};
inline constexpr double red[] = {0.0};
inline constexpr double blue[] = {1.0};

[[nodiscard]] inline SimTime day(double days) {
  return SimTime::from_days(days);
}

/// One source (node 0), steps 0 and 1 (nodes 1 and 2), one outcome (node 3), attribute 0 with categories
/// red and blue, resource 0 in units and resource 1 a diary, interval 0. Measured from day 10 to day 20.
[[nodiscard]] inline Program small_program() {
  Program program;
  program.sources.resize(1);
  program.steps.resize(2);
  program.outcomes = {"done"};
  program.attributes.resize(1);
  program.attributes[0].name = "colour";
  program.attributes[0].categories = {"red", "blue"};
  program.resources.resize(2);
  program.resources[1].kind = ResourceKind::diary;
  program.intervals.resize(1);
  program.intervals[0].name = "clock";
  program.intervals[0].reasons = {"seen", "sent home"};
  program.plan.resources.resize(2);
  program.plan.warm_up = day(10);
  program.plan.end = day(20);
  return program;
}

/// Adds a figure to the plan and to its outputs; returns its place in both.
inline std::uint32_t add_figure(Program& program, FigureRow row) {
  program.plan.figures.push_back(row);
  program.plan.outputs.push_back(FigureId{program.plan.figures.size() - 1});
  return static_cast<std::uint32_t>(program.plan.figures.size() - 1);
}

inline std::uint32_t add_figure(Program& program, FigureOp op, std::uint32_t id = 0, double number = 0,
                                std::uint32_t category = 0) {
  FigureRow row;
  row.op = op;
  row.id = id;
  row.number = number;
  row.category = category;
  return add_figure(program, row);
}

} // namespace carepath::bench
