// Instructions, sources, timers and resources in words; values are in value_listing.cpp.
#include "engine/program/program_listing.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace carepath {
namespace {

std::string target_text(std::uint32_t target) {
  return target == no_target ? "nowhere" : fmt::format("{}", target);
}

std::string need_text(const Program& program, std::uint32_t index) {
  const auto& need = program.needs[index];
  std::string out;
  for (const auto& part : need.parts)
    out += fmt::format("{}{} {}",
                       out.empty()                  ? ""
                       : need.mode == NeedMode::all ? " and "
                                                    : " or ",
                       value_listing(program, part.amount), program.resources[part.resource.value].name);
  if (need.wait_limit.exists())
    out += fmt::format(", waiting at most {}", value_listing(program, need.wait_limit));
  return out;
}

std::string route_text(const Program& program, const Instruction& at) {
  std::string targets;
  for (std::uint32_t i = 0; i < at.c; ++i)
    targets += (i == 0 ? "" : ", ") + target_text(program.targets[at.b + i]);
  return fmt::format("by {} to {}", value_listing(program, ValueId(at.a)), targets);
}

std::string interval_text(const Program& program, const Instruction& at) {
  const auto& interval = program.intervals[at.a];
  if (at.op == Opcode::close_interval && at.b < interval.reasons.size())
    return fmt::format("{} as {}", interval.name, interval.reasons[at.b]);
  if (at.op == Opcode::open_interval && at.b == opens_from_entry) return interval.name + " from entry";
  if (at.op == Opcode::open_interval && at.b == opens_from_arrival) return interval.name + " from arrival";
  if (at.op == Opcode::nullify_interval && at.b != 0) return interval.name + ", to be reopened";
  return interval.name;
}

std::string measure_text(const Program& program, const Instruction& at) {
  const auto& name = program.plan.tallies[at.a].name;
  return at.op == Opcode::tally ? fmt::format("{} += {}", name, value_listing(program, ValueId(at.b))) : name;
}

std::string seize_text(const Program& program, const Instruction& at) {
  return need_text(program, at.a) + (at.b == no_target ? "" : fmt::format(", refused: {}", at.b));
}

std::string booking_text(const Program& program, const Instruction& at) {
  return fmt::format("{}, until {} before", program.holds[at.a].name, value_listing(program, ValueId(at.b)));
}

std::string operands(const Program& program, const Instruction& at) {
  const auto value = [&](std::uint32_t index) { return value_listing(program, ValueId(index)); };
  switch (at.op) {
  case Opcode::delay: return value(at.a);
  case Opcode::join:
  case Opcode::settle:
  case Opcode::join_queue_now: return {};
  case Opcode::seize: return seize_text(program, at);
  case Opcode::take: return need_text(program, at.a);
  case Opcode::await_booking: return booking_text(program, at);
  case Opcode::release: return program.holds[at.a].name;
  case Opcode::set: return fmt::format("{} = {}", program.attributes[at.a].name, value(at.b));
  case Opcode::backdate: return fmt::format("entered {} ago, queued {} ago", value(at.a), value(at.b));
  case Opcode::jump: return target_text(at.a);
  case Opcode::branch_if: return fmt::format("{} to {}", value(at.a), target_text(at.b));
  case Opcode::route: return route_text(program, at);
  case Opcode::fork: return fmt::format("{} branches", at.b);
  case Opcode::start_timer:
  case Opcode::stop_timer: return program.timers[at.a].name;
  case Opcode::open_interval:
  case Opcode::close_interval:
  case Opcode::nullify_interval:
  case Opcode::reopen_interval:
  case Opcode::mark_interval: return interval_text(program, at);
  case Opcode::count:
  case Opcode::tally: return measure_text(program, at);
  case Opcode::arrive:
  case Opcode::start:
  case Opcode::finish:
  case Opcode::block:
  case Opcode::depart:
  case Opcode::enter_service:
  case Opcode::enter_service_anew:
  case Opcode::resume_work: return program.steps[at.a].name;
  case Opcode::end_service: return need_text(program, at.b);
  case Opcode::leave: return program.outcomes[at.a];
  }
  return {};
}

std::string source_text(const Program& program, const SourceRow& source) {
  const auto entry = target_text(source.entry);
  switch (source.kind) {
  case ArrivalKind::at_start:
    return fmt::format("{} at the start, from {}", value_listing(program, source.count), entry);
  case ArrivalKind::poisson: return fmt::format("at a rate that follows its profile, from {}", entry);
  case ArrivalKind::gaps:
    return fmt::format("with gaps of {}, from {}", value_listing(program, source.gap), entry);
  case ArrivalKind::counts:
    return fmt::format("{} every {} days, from {}", value_listing(program, source.count),
                       source.period.days(), entry);
  case ArrivalKind::listed: return fmt::format("{} listed, from {}", source.listed.size(), entry);
  }
  return {};
}

std::string capacity_text(const Program& program, const ProgramResource& resource) {
  if (resource.kind == ResourceKind::diary)
    return fmt::format("diary of {} sessions", resource.sessions.size());
  const auto& values = program.profiles[resource.capacity.value].values;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const auto text = [](double units) {
    return std::isinf(units) ? std::string("unlimited") : fmt::format("{}", units);
  };
  return *low == *high ? text(*low) : fmt::format("{} to {}", text(*low), text(*high));
}

template <class Rows, class Text>
void append_section(std::string& out, const char* title, const Rows& rows, Text text) {
  if (rows.empty()) return;
  out += fmt::format("{}\n", title);
  for (const auto& row : rows) out += fmt::format("  {:<24} {}\n", row.name, text(row));
  out += '\n';
}

void append_code(const Program& program, std::string& out) {
  out += "code\n";
  StepId before;
  for (std::size_t at = 0; at < program.code.size(); ++at) {
    const auto step = program.code_step[at];
    if (step != before && step.exists()) out += fmt::format("  {}:\n", program.steps[step.value].name);
    before = step;
    const auto& instruction = program.code[at];
    fmt::format_to(std::back_inserter(out), "{:6}  {:<17}", at, opcode_name(instruction.op));
    const auto words = operands(program, instruction);
    out += words.empty() ? words : " " + words;
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }
}

} // namespace

std::string program_listing(const Program& program) {
  std::string out;
  append_section(out, "sources", program.sources, [&](const auto& row) { return source_text(program, row); });
  append_section(out, "resources", program.resources,
                 [&](const auto& row) { return capacity_text(program, row); });
  append_section(out, "timers", program.timers, [&](const auto& row) {
    return fmt::format("after {} to {}", value_listing(program, row.after), target_text(row.target));
  });
  append_code(program, out);
  return out;
}

} // namespace carepath
