// Figures on a plan: small formulas over what is recorded, and the tallies they read.
#pragma once

#include "models/compile/context.hpp"

#include <string>
#include <vector>

namespace carepath {

/// Everyone, or one category of an attribute.
struct Place {
  AttributeId attribute;
  std::uint32_t category = 0;
  [[nodiscard]] bool everyone() const { return !attribute.exists(); }
};

class Figures {
public:
  explicit Figures(CompileContext& context) : context_(context) {}

  [[nodiscard]] FigureId add(FigureOp op, std::uint32_t id = 0, std::uint32_t category = 0,
                             double number = 0);
  [[nodiscard]] FigureId constant(double number) { return add(FigureOp::constant, 0, 0, number); }
  [[nodiscard]] FigureId combine(FigureOp op, FigureId a, FigureId b);
  [[nodiscard]] FigureId sum(const std::vector<FigureId>& parts);
  /// A figure of a tally for a place; thresholds and histograms are asked for as needed.
  [[nodiscard]] FigureId tally(FigureOp op, MeasureId tally, const Place& place, double number = 0);
  [[nodiscard]] FigureId sample(SampleKind kind, std::uint32_t id, const Place& place, double argument,
                                bool marked, std::uint32_t time);

  [[nodiscard]] MeasureId new_tally(std::string name, const std::vector<AttributeId>& splits);
  [[nodiscard]] LevelId
  new_level(std::string name, const std::vector<std::pair<std::uint32_t, Phase>>& phases, const Place& place);
  /// The index in the sample times of a moment (days), which must have been declared.
  [[nodiscard]] std::uint32_t time_index(double moment) const;
  [[nodiscard]] std::uint32_t end_index() const;
  /// The row that samples a quantity, made when first asked for.
  [[nodiscard]] std::uint32_t sample_row(SampleKind kind, std::uint32_t id, const Place& place,
                                         double argument, bool marked);

private:
  [[nodiscard]] ObservationPlan& plan() { return context_.program().plan; }
  CompileContext& context_;
};

} // namespace carepath
