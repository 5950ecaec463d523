// One small function per family of figures, and a memo so that shared figures are worked out once.
#include "engine/observe/evaluate_figures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/ensure.hpp"
#include "engine/base/undefined.hpp"

namespace carepath {

namespace {

constexpr double lowest = -std::numeric_limits<double>::infinity();

class Evaluator {
public:
  explicit Evaluator(const Records& records)
      : records_(records), values_(records.plan.figures.size()), state_(values_.size(), State::unknown) {}

  double value(FigureId figure);

private:
  enum class State : std::uint8_t { unknown, open, known };

  double evaluate(const FigureRow& row);
  double tally(const FigureRow& row) const;
  double level(const FigureRow& row) const;
  double busy(const FigureRow& row) const;
  double resource(const FigureRow& row) const;
  double sample(const FigureRow& row) const;
  double arithmetic(const FigureRow& row);
  static double comparison(FigureOp op, double a, double b);

  const Records& records_;
  std::vector<double> values_;
  std::vector<State> state_;
};

double Evaluator::value(FigureId figure) {
  ensure(figure.value < values_.size(), "a figure that does not exist");
  State& state = state_[figure.value];
  ensure(state != State::open, "a figure that is defined by itself");
  if (state == State::unknown) {
    state = State::open;
    values_[figure.value] = evaluate(records_.plan.figures[figure.value]);
    state = State::known;
  }
  return values_[figure.value];
}

double Evaluator::evaluate(const FigureRow& row) {
  if (row.op == FigureOp::constant) return row.number;
  if (row.op <= FigureOp::tally_within) return tally(row);
  if (row.op <= FigureOp::level_up_to) return level(row);
  if (row.op <= FigureOp::busy_share_over) return busy(row);
  if (row.op <= FigureOp::sessions_held) return resource(row);
  if (row.op == FigureOp::sample) return sample(row);
  if (row.op == FigureOp::window_days) return records_.window_days;
  if (row.op == FigureOp::run_days) return records_.run_days;
  return arithmetic(row);
}

double Evaluator::tally(const FigureRow& row) const {
  const TallySlot& slot = records_.tallies.slot(row.id, row.category);
  switch (row.op) {
  case FigureOp::tally_count: return static_cast<double>(slot.n);
  case FigureOp::tally_sum: return slot.total();
  case FigureOp::tally_mean: return slot.mean();
  case FigureOp::tally_deviation: return slot.deviation();
  case FigureOp::tally_minimum: return slot.n > 0 ? slot.minimum : undefined;
  case FigureOp::tally_maximum: return slot.n > 0 ? slot.maximum : undefined;
  case FigureOp::tally_quantile: return records_.tallies.quantile(row.id, row.category, row.number);
  default: return records_.tallies.share_within(row.id, row.category, row.number);
  }
}

double Evaluator::level(const FigureRow& row) const {
  if (row.op == FigureOp::level_mean)
    return records_.window_days > 0 ? records_.levels.area(row.id, records_.end) / records_.window_days
                                    : undefined;
  const LevelMeter& meter = records_.levels.meter(row.id);
  if (row.op == FigureOp::level_maximum) return meter.maximum();
  ensure(meter.has_distribution(), "a distribution of a level that is not followed");
  if (row.op == FigureOp::level_quantile) return time_quantile(meter.times(), row.number);
  return time_share(meter.times(), row.op == FigureOp::level_at ? row.number : lowest, row.number);
}

double Evaluator::busy(const FigureRow& row) const {
  ensure(row.id < records_.resources.size(), "a figure of a resource that does not exist");
  const ResourceMeter& meter = records_.resources[row.id];
  if (row.op == FigureOp::busy_mean) return meter.busy_mean();
  if (row.op == FigureOp::busy_share_over) return meter.share_over(row.number);
  if (row.op == FigureOp::busy_quantile) return time_quantile(meter.busy_times(), row.number);
  return time_share(meter.busy_times(), row.op == FigureOp::busy_at ? row.number : lowest, row.number);
}

double Evaluator::resource(const FigureRow& row) const {
  ensure(row.id < records_.resources.size(), "a figure of a resource that does not exist");
  const ResourceMeter& meter = records_.resources[row.id];
  switch (row.op) {
  case FigureOp::utilisation: return meter.utilisation();
  case FigureOp::capacity_mean: return meter.capacity_mean();
  case FigureOp::queue_mean: return meter.queue_mean();
  case FigureOp::queue_maximum: return meter.queue_maximum();
  case FigureOp::slots_offered: return meter.offered();
  case FigureOp::slots_used: return row.number != 0 ? meter.used_of_offered() : meter.used();
  default: return meter.sessions();
  }
}

double Evaluator::sample(const FigureRow& row) const {
  const std::size_t rows = records_.plan.samples.size();
  const auto time = static_cast<std::size_t>(row.number);
  ensure(row.id < rows && time < records_.plan.sample_times.size(), "a sample that is not taken");
  return records_.samples[time * rows + row.id];
}

double Evaluator::comparison(FigureOp op, double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return undefined;
  const bool holds = op == FigureOp::below ? a < b : op == FigureOp::at_most ? a <= b : a == b;
  return holds ? 1 : 0;
}

double Evaluator::arithmetic(const FigureRow& row) {
  const double a = value(row.a);
  if (row.op == FigureOp::choose) return std::isnan(a) ? undefined : value(a != 0 ? row.b : row.c);
  const double b = value(row.b);
  switch (row.op) {
  case FigureOp::minimum: return std::isnan(a) || std::isnan(b) ? undefined : std::min(a, b);
  case FigureOp::maximum: return std::isnan(a) || std::isnan(b) ? undefined : std::max(a, b);
  case FigureOp::below:
  case FigureOp::at_most:
  case FigureOp::equal: return comparison(row.op, a, b);
  case FigureOp::add: return a + b;
  case FigureOp::subtract: return a - b;
  case FigureOp::multiply: return a * b;
  default: return b == 0 ? undefined : a / b;
  }
}

} // namespace

std::vector<double> evaluate_outputs(const Records& records) {
  Evaluator evaluator(records);
  std::vector<double> outputs;
  outputs.reserve(records.plan.outputs.size());
  for (const FigureId figure : records.plan.outputs) {
    const double value = evaluator.value(figure);
    outputs.push_back(std::isinf(value) ? undefined : value); // what has no end has no figure
  }
  return outputs;
}

} // namespace carepath
