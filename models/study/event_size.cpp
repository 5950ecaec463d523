#include "models/study/event_size.hpp"

namespace carepath {
namespace {

using Size = std::optional<FigureId>;

FigureId add(ObservationPlan& plan, const FigureRow& row) {
  plan.figures.push_back(row);
  return FigureId(static_cast<std::uint32_t>(plan.figures.size() - 1));
}

FigureId constant(ObservationPlan& plan, double number) {
  FigureRow row;
  row.number = number;
  return add(plan, row);
}

FigureId combine(ObservationPlan& plan, FigureOp op, FigureId a, FigureId b) {
  FigureRow row;
  row.op = op;
  row.a = a;
  row.b = b;
  return add(plan, row);
}

FigureId one_in(ObservationPlan& plan, FigureId number) {
  return combine(plan, FigureOp::divide, constant(plan, 1), number);
}

bool counts(SampleKind kind) {
  switch (kind) {
  case SampleKind::level:
  case SampleKind::resource_queue:
  case SampleKind::tally_count:
  case SampleKind::tally_within:
  case SampleKind::slots_used:
  case SampleKind::sessions_held:
  case SampleKind::interval_number: return true;
  default: return false;
  }
}

bool is_constant(const ObservationPlan& plan, FigureId figure) {
  return plan.figures[figure.value].op == FigureOp::constant;
}

/// Of the lesser, where both parts count events; of the one that does, beside a number that is given.
Size of_sum(ObservationPlan& plan, const FigureRow& row) {
  const auto a = add_event_size(plan, row.a);
  const auto b = add_event_size(plan, row.b);
  if (a && b) return combine(plan, FigureOp::minimum, *a, *b);
  if (a && is_constant(plan, row.b)) return a;
  return b && is_constant(plan, row.a) ? b : std::nullopt;
}

/// Nothing where both parts count events: a product of counts is no count.
Size of_product(ObservationPlan& plan, const FigureRow& row) {
  const auto a = add_event_size(plan, row.a);
  const auto b = add_event_size(plan, row.b);
  if (a && !b) return combine(plan, FigureOp::multiply, *a, row.b);
  return b && !a ? Size(combine(plan, FigureOp::multiply, *b, row.a)) : std::nullopt;
}

Size of_quotient(ObservationPlan& plan, const FigureRow& row) {
  const auto a = add_event_size(plan, row.a);
  return a ? Size(combine(plan, FigureOp::divide, *a, row.b)) : std::nullopt;
}

/// Of a share of people whose lengths are within a limit.
FigureId of_share(ObservationPlan& plan, const FigureRow& row) {
  FigureRow number;
  number.op = FigureOp::tally_count;
  number.id = row.id;
  number.category = row.category;
  return one_in(plan, add(plan, number));
}

} // namespace

std::optional<FigureId> add_event_size(ObservationPlan& plan, FigureId figure) {
  const FigureRow row = plan.figures[figure.value]; // the table grows
  switch (row.op) {
  case FigureOp::tally_count:
  case FigureOp::slots_used:
  case FigureOp::sessions_held: return constant(plan, 1);
  case FigureOp::below:
  case FigureOp::at_most:
  case FigureOp::equal: return constant(plan, 1); // a replication in which it is so
  case FigureOp::sample: return counts(plan.samples[row.id].kind) ? Size(constant(plan, 1)) : std::nullopt;
  case FigureOp::tally_within: return of_share(plan, row);
  case FigureOp::add:
  case FigureOp::subtract: return of_sum(plan, row);
  case FigureOp::multiply: return of_product(plan, row);
  case FigureOp::divide: return of_quotient(plan, row);
  default: return std::nullopt;
  }
}

std::vector<std::optional<std::size_t>> add_event_sizes(ObservationPlan& plan, std::size_t rows) {
  std::vector<std::optional<std::size_t>> places;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto size = add_event_size(plan, plan.outputs[row]);
    places.push_back(size ? std::optional(plan.outputs.size()) : std::nullopt);
    if (size) plan.outputs.push_back(*size);
  }
  return places;
}

} // namespace carepath
