// The first requests of people present at the start, and arrivals that no formula counts.
#include "models/study/traffic_copy.hpp"
#include "models/study/traffic_pilot.hpp"

namespace carepath {
namespace {

/// Everyone present at the start leaves at the first request, or with the first step; everyone who arrives
/// leaves at once.
class FirstLook {
public:
  FirstLook(const Program& original, const std::vector<bool>& counted)
      : original_(original), counted_(counted), copy_(original) {}

  FirstRequests run() {
    copy_.program().steps.clear(); // no step is seen to the end, so none is recorded
    for (std::size_t need = 0; need < original_.needs.size(); ++need) {
      asked_.push_back(copy_.tally());
      copy_.output(FigureOp::tally_count, asked_.back());
    }
    for (std::uint32_t at = 0; at < original_.code.size(); ++at) {
      copy_.begin(at);
      emit(original_.code[at]);
    }
    const auto leaves = copy_.builder.label();
    copy_.builder.place(leaves);
    copy_.emit_leave();
    for (std::uint32_t at = 0; at < original_.sources.size(); ++at) adapt_source(at, leaves);
    const Program program = copy_.finish();
    return read(run_copy(program));
  }

private:
  void emit(const Instruction& instruction) {
    switch (instruction.op) {
    case Opcode::seize:
      copy_.builder.emit(Opcode::count, asked_[instruction.a].value);
      return copy_.emit_leave();
    case Opcode::resume_work: // they have what they need for the step
    case Opcode::depart: return copy_.emit_leave();
    case Opcode::arrive:
    case Opcode::start:
    case Opcode::finish:
    case Opcode::block:
    case Opcode::take:
    case Opcode::release:
    case Opcode::await_booking:
    case Opcode::count:
    case Opcode::tally: return;
    default: return copy_.emit_same(instruction);
    }
  }

  void adapt_source(std::uint32_t at, LabelId leaves) {
    auto& source = copy_.program().sources[at];
    const bool present = source.kind == ArrivalKind::at_start;
    if (!present && !counted_[at]) copy_.silence(at);
    copy_.builder.source_entry(at, present ? copy_.place_of(original_.sources[at].entry) : leaves);
  }

  [[nodiscard]] FirstRequests read(const ReplicationResult& result) const {
    FirstRequests requests{result.outputs, std::vector<double>(original_.sources.size(), 0.0)};
    for (const auto& edge : result.edges)
      if (edge.from < requests.arrivals.size() && counted_[edge.from])
        requests.arrivals[edge.from] += edge.arrivals;
    return requests;
  }

  const Program& original_;
  const std::vector<bool>& counted_;
  ProgramCopy copy_;
  std::vector<MeasureId> asked_;
};

} // namespace

FirstRequests first_requests(const Program& program, const std::vector<bool>& counted) {
  return FirstLook(program, counted).run();
}

} // namespace carepath
