// The table of operands, and where an instruction leads.
#include "engine/program/operands.hpp"

namespace carepath {
namespace {

using Kinds = std::array<Operand, 3>;
constexpr Operand other = Operand::other;

} // namespace

Kinds operands_of(Opcode op) {
  switch (op) {
  case Opcode::delay: return {Operand::value, other, other};
  case Opcode::seize: return {Operand::need, Operand::target, other};
  case Opcode::take: return {Operand::need, other, other};
  case Opcode::await_booking: return {Operand::hold, Operand::value, Operand::target};
  case Opcode::release: return {Operand::hold, other, other};
  case Opcode::set: return {Operand::attribute, Operand::value, other};
  case Opcode::backdate: return {Operand::value, Operand::value, other};
  case Opcode::jump: return {Operand::target, other, other};
  case Opcode::branch_if: return {Operand::value, Operand::target, other};
  case Opcode::route: return {Operand::value, Operand::targets, other};
  case Opcode::fork: return {Operand::targets, other, other};
  case Opcode::start_timer:
  case Opcode::stop_timer: return {Operand::timer, other, other};
  case Opcode::open_interval:
  case Opcode::close_interval:
  case Opcode::nullify_interval:
  case Opcode::reopen_interval:
  case Opcode::mark_interval: return {Operand::interval, other, other};
  case Opcode::count: return {Operand::measure, other, other};
  case Opcode::tally: return {Operand::measure, Operand::value, other};
  case Opcode::arrive:
  case Opcode::start:
  case Opcode::finish:
  case Opcode::block:
  case Opcode::depart:
  case Opcode::resume_work: return {Operand::step, other, other};
  case Opcode::enter_service:
  case Opcode::enter_service_anew: return {Operand::step, Operand::need, other};
  case Opcode::end_service: return {Operand::hold, Operand::need, other};
  case Opcode::settle:
  case Opcode::join_queue_now:
  case Opcode::join:
  case Opcode::leave: return {other, other, other};
  }
  return {other, other, other};
}

bool leads_on(Opcode op) {
  return op != Opcode::jump && op != Opcode::route && op != Opcode::join && op != Opcode::leave;
}

} // namespace carepath
