#include "models/clocks/active_monitoring.hpp"

#include "models/compile/shared_points.hpp"

namespace carepath {
namespace {

constexpr double may_be_any = -1;

} // namespace

ActiveMonitoring::ActiveMonitoring(const Item& item, std::uint32_t clock, CompileContext& context)
    : context_(context), clock_(clock) {
  if (!item.find("active_monitoring")) return;
  const auto name = "(monitored on " + item.name + ")";
  mark_ = AttributeId(context.attributes.add(name));
  context.program().attributes.push_back({name, {}, true, {}}); // rows start at none
}

void ActiveMonitoring::emit_stop(std::uint32_t spell) const {
  if (!mark_.exists()) return;
  auto& builder = context_.builder;
  const auto runs = builder.of(ValueOp::interval_open, clock_);
  const auto before = builder.binary(ValueOp::multiply, builder.of(ValueOp::of_person, mark_.value),
                                     builder.unary(ValueOp::negated, runs));
  const auto now = builder.binary(ValueOp::multiply, builder.constant(spell), runs);
  builder.emit(Opcode::set, mark_.value, builder.binary(ValueOp::add, before, now).value);
}

void ActiveMonitoring::emit_end(std::uint32_t spell, std::uint32_t since) const {
  auto& builder = context_.builder;
  const auto is_not = [&](double mark) {
    return builder.binary(ValueOp::not_equal, builder.of(ValueOp::of_person, mark_.value),
                          builder.constant(mark));
  };
  const auto not_in_it = builder.label();
  builder.emit_branch_if(builder.binary(ValueOp::both, is_not(spell), is_not(may_be_any)), not_in_it);
  builder.emit(Opcode::open_interval, clock_, since);
  builder.place(not_in_it);
}

void ActiveMonitoring::attach() const {
  if (!mark_.exists()) return;
  for (const auto& source : context_.items("source"))
    if (text_of(source, "at") == "start")
      context_.points[entry_point(source.name, context_)].push_back([&context = context_, mark = mark_] {
        context.builder.emit(Opcode::set, mark.value, context.builder.constant(may_be_any).value);
      });
}

} // namespace carepath
