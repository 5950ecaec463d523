#include "models/study/traffic_overflow.hpp"

#include <algorithm>

namespace carepath {
namespace {

constexpr double too_few = 0.0005; // of the requests: not worth a word

class LossReport {
public:
  LossReport(const Program& program, const ProgramFormulas& formulas, const Losses& losses,
             TrafficReport& report)
      : program_(program), formulas_(formulas), losses_(losses), report_(report),
        refused_at_(program.needs.size(), no_target), can_be_left_(program.needs.size(), false) {
    const auto states = program.timers.empty() ? std::vector<PossibleState>{} : possible_states(program);
    for (std::size_t at = 0; at < program.code.size(); ++at) {
      const auto& instruction = program.code[at];
      if (instruction.op != Opcode::seize) continue;
      if (instruction.b != no_target) refused_at_[instruction.a] = instruction.b;
      if (instruction.b != no_target || (!states.empty() && !states[at].running.empty()))
        can_be_left_[instruction.a] = true;
    }
  }

  void fill(const std::vector<NeedRequests>& requests) {
    for (auto& row : report_.resources) row.can_be_left = true;
    for (std::uint32_t need = 0; need < requests.size(); ++need) {
      if (!can_be_left_[need] && requests[need].asked > 0)
        for (const auto& part : program_.needs[need].parts)
          report_.resources[part.resource.value].can_be_left = false;
      if (!losses_.needs.empty()) add_need(need, requests[need]);
    }
    if (!losses_.steps.empty())
      for (std::uint32_t step = 0; step < program_.steps.size(); ++step) add_step(step, requests);
  }

private:
  [[nodiscard]] std::string step_of(std::uint32_t need) const {
    const auto step = program_.needs[need].step;
    return step.exists() ? program_.steps[step.value].name : std::string();
  }

  void add_need(std::uint32_t need, const NeedRequests& requests) {
    const auto& losses = losses_.needs[need];
    LoadLoss loss{LossKind::turned_away, step_of(need), {}, 0, 0, {}};
    const auto add = [&](LossKind kind, double share, std::uint32_t target) {
      loss.kind = kind;
      loss.share = share;
      loss.per_week = requests.asked * share;
      loss.to = names_at(target);
      for (const auto& part : program_.needs[need].parts) tell(part.resource, loss);
    };
    if (refused_at_[need] != no_target) add(LossKind::turned_away, losses.refused, refused_at_[need]);
    for (std::uint32_t timer = 0; timer < losses.struck.size(); ++timer) {
      loss.risk = program_.timers[timer].name;
      add(LossKind::gave_up, losses.struck[timer], program_.timers[timer].target);
    }
  }

  /// Those at work are as many as were granted the last of the step's needs.
  void add_step(std::uint32_t step, const std::vector<NeedRequests>& requests) {
    const auto& ejections = losses_.steps[step];
    if (ejections.share == 0) return;
    double working = 0;
    std::vector<ResourceId> interruptible;
    for (std::uint32_t need = 0; need < requests.size(); ++need) {
      if (program_.needs[need].step != StepId(step)) continue;
      working = requests[need].granted;
      for (const auto& part : program_.needs[need].parts)
        if (program_.resources[part.resource.value].interruptible) interruptible.push_back(part.resource);
    }
    const LoadLoss loss{
        LossKind::ejected,         program_.steps[step].name, {},
        working * ejections.share, ejections.share,           names_at(program_.steps[step].ejected)};
    for (const auto resource : interruptible) tell(resource, loss);
  }

  void tell(ResourceId resource, const LoadLoss& loss) {
    if (loss.share >= too_few && loss.per_week > 0) report_.resources[resource.value].losses.push_back(loss);
  }

  /// The steps and outcomes that an instruction leads to, where no draw of a person's own decides.
  [[nodiscard]] std::vector<std::string> names_at(std::uint32_t target) const {
    std::vector<std::string> names;
    const auto nodes = formulas_.next_nodes(target);
    if (!nodes) return names;
    const auto sources = program_.sources.size();
    for (const auto& [node, share] : *nodes) {
      const auto step = node - sources;
      names.push_back(step < program_.steps.size() ? program_.steps[step].name
                                                   : program_.outcomes[step - program_.steps.size()]);
    }
    return names;
  }

  const Program& program_;
  const ProgramFormulas& formulas_;
  const Losses& losses_;
  TrafficReport& report_;
  std::vector<std::uint32_t> refused_at_; // per need
  std::vector<bool> can_be_left_;         // per need
};

} // namespace

void add_losses(const Program& program, const ProgramFormulas& formulas, const Losses& losses,
                const std::vector<NeedRequests>& requests, TrafficReport& report) {
  LossReport(program, formulas, losses, report).fill(requests);
}

} // namespace carepath
