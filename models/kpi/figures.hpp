// Figures on a plan: small formulas over what is recorded, and the tallies they read.
#pragma once

#include "models/compile/context.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace carepath {

/// Everyone, or one category of an attribute.
struct Place {
  AttributeId attribute;
  std::uint32_t category = 0;
  [[nodiscard]] bool everyone() const { return !attribute.exists(); }
};

/// A part of the measured period, between two sample times of the plan.
struct KpiWindow {
  double days = 0;
  bool from_start = false; // opens with the measured period
  bool to_end = false;     // closes with the run
  std::uint32_t from = 0;  // sample times
  std::uint32_t until = 0;
};

/// Where a series comes from: a sample row, or the share of one running total in another, step by step.
struct SeriesSource {
  std::uint32_t sample = 0;
  std::optional<std::uint32_t> of = std::nullopt;
  bool rest = false; // the share that is not in it
};

class Figures {
public:
  explicit Figures(CompileContext& context) : context_(context) {}

  /// Until the next call, figures of the whole measured period are made for `window` instead: from the
  /// running totals at its two ends. Those that have none there (quantiles, extremes, deviations) are
  /// refused, but of a tally that keeps to a part itself.
  void set_window(std::optional<KpiWindow> window);
  [[nodiscard]] bool window_used() const { return window_used_; }
  [[nodiscard]] bool window_refused() const { return window_refused_; }

  [[nodiscard]] FigureId add(FigureOp op, std::uint32_t id = 0, std::uint32_t category = 0,
                             double number = 0);
  [[nodiscard]] FigureId constant(double number) { return add(FigureOp::constant, 0, 0, number); }
  [[nodiscard]] FigureId combine(FigureOp op, FigureId a, FigureId b);
  /// `then` when `condition` is not 0, else `otherwise`.
  [[nodiscard]] FigureId choose(FigureId condition, FigureId then, FigureId otherwise);
  /// All together; of none it is 0, of any part of the period too.
  [[nodiscard]] FigureId sum(const std::vector<FigureId>& parts);
  /// `figure`, made for each part of the present window in which `weights` (of days in the run) has one
  /// value, times that value, added up. Changes take effect so long `before` their time, which is a sample
  /// time.
  [[nodiscard]] FigureId weighted(const Profile& weights, SimTime before,
                                  const std::function<FigureId()>& figure);
  /// How many of the moments lie in the present window. What begins later than the measured period leaves out
  /// its very first instant.
  [[nodiscard]] FigureId number_of(const std::vector<SimTime>& moments);
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

  /// The running total of a tally at sample times.
  [[nodiscard]] std::uint32_t tally_row(SampleKind kind, MeasureId tally, const Place& place,
                                        double argument);

private:
  [[nodiscard]] FigureId plain(FigureOp op, std::uint32_t id, std::uint32_t category, double number);
  [[nodiscard]] std::uint32_t tally_place(MeasureId tally, const Place& place);
  [[nodiscard]] std::uint32_t row_of(const SampleRow& wanted);
  [[nodiscard]] FigureId between(const SampleRow& total, FigureOp at_end);
  [[nodiscard]] FigureId area_between(SampleKind kind, std::uint32_t id);
  [[nodiscard]] FigureId mean_between(SampleKind kind, std::uint32_t id);
  [[nodiscard]] FigureId windowed(FigureOp op, std::uint32_t id);
  [[nodiscard]] FigureId windowed_tally(FigureOp op, MeasureId tally, const Place& place, double number);
  [[nodiscard]] FigureId refuse();
  [[nodiscard]] std::pair<SimTime, SimTime> ends_of_window() const;
  [[nodiscard]] std::optional<KpiWindow> overlap(SimTime from, SimTime until) const;
  [[nodiscard]] bool is_diary(std::uint32_t resource) const;
  [[nodiscard]] ObservationPlan& plan() { return context_.program().plan; }
  CompileContext& context_;
  std::optional<KpiWindow> window_;
  bool window_used_ = false;
  bool window_refused_ = false;
};

} // namespace carepath
