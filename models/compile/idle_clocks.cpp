#include "models/compile/idle_clocks.hpp"

#include "engine/program/operands.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

using Places = std::vector<std::uint32_t>; // instructions

class IdleClocks {
public:
  IdleClocks(CompileContext& context, const Program& program)
      : context_(context), program_(program), opens_(program.intervals.size()),
        closes_(program.intervals.size()) {
    Places entries;
    for (const auto& source : program.sources) entries.push_back(source.entry);
    const auto reached = from(entries);
    for (std::uint32_t at = 0; at < program.code.size(); ++at)
      if (reached[at]) note(at);
  }

  void warn() {
    for (const auto& item : context_.items("clock")) check(item, context_.clocks.find(item.name));
  }

private:
  void note(std::uint32_t at) {
    const auto& instruction = program_.code[at];
    if (instruction.op == Opcode::open_interval || instruction.op == Opcode::reopen_interval)
      opens_[instruction.a].push_back(at);
    if (instruction.op == Opcode::close_interval) closes_[instruction.a].push_back(at);
    if (instruction.op == Opcode::fork) forks_.push_back(at);
  }

  void check(const Item& item, std::uint32_t clock) {
    if (opens_[clock].empty() || closes_[clock].empty()) return;
    const auto& reasons = program_.intervals[clock].reasons;
    std::vector<bool> placed(reasons.size()), counts(reasons.size());
    const auto after = from(starts(clock));
    for (const auto at : closes_[clock]) {
      placed[program_.code[at].b] = true;
      if (after[at]) counts[program_.code[at].b] = true;
    }
    const auto& where = item.find("stops")->key_where;
    for (std::size_t reason = 0; reason < reasons.size(); ++reason)
      if (placed[reason] && !counts[reason])
        context_.faults.warning(
            where,
            fmt::format("stop '{}' of clock '{}' has no effect: nobody comes there after the clock has "
                        "started",
                        reasons[reason], item.name));
  }

  /// Where a clock starts; of one that starts in a branch also where the branches begin, for it may stop in
  /// another.
  [[nodiscard]] Places starts(std::uint32_t clock) const {
    Places out = opens_[clock];
    for (const auto fork : forks_) {
      const auto within = from({fork});
      if (std::any_of(opens_[clock].begin(), opens_[clock].end(), [&](auto at) { return within[at]; }))
        out.push_back(fork);
    }
    return out;
  }

  /// The instructions an entity at one of these places is at, or may be at later.
  [[nodiscard]] std::vector<bool> from(Places pending) const {
    std::vector<bool> seen(program_.code.size(), false);
    while (!pending.empty()) {
      const auto at = pending.back();
      pending.pop_back();
      if (at >= seen.size() || seen[at]) continue;
      seen[at] = true;
      each_successor(program_, at, [&](std::uint32_t next) { pending.push_back(next); });
    }
    return seen;
  }

  CompileContext& context_;
  const Program& program_;
  std::vector<Places> opens_, closes_; // of each clock
  Places forks_;
};

} // namespace

void warn_of_idle_clocks(CompileContext& context, const Program& program) {
  if (!program.intervals.empty()) IdleClocks(context, program).warn();
}

} // namespace carepath
