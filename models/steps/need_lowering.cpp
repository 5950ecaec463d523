#include "models/steps/need_lowering.hpp"

#include "models/compile/categories.hpp"
#include "models/compile/negative_lengths.hpp"
#include "models/resources/whole.hpp"

#include <utility>

namespace carepath {
namespace {

void check_whole_units(const NeedSpec& need, CompileContext& context) {
  for (const auto& part : need.parts) check_whole_units("amount", part.second, context);
  if (need.leave_free) check_whole_units("leave_free", *need.leave_free, context);
}

/// One need bound at its place.
class NeedLowering {
public:
  NeedLowering(const NeedSpec& need, const BindPlace& place, CompileContext& context)
      : need_(need), place_(place), context_(context), binder_(context) {}

  NeedRow row() {
    check_whole_units(need_, context_);
    for (const auto& [resource, amount] : need_.parts)
      row_.parts.push_back({resource, binder_.bind(amount, part("amount"))});
    row_.mode = need_.mode;
    add_limits();
    add_dates();
    add_scores();
    add_ejection();
    row_.where = need_.where;
    return std::move(row_);
  }

private:
  [[nodiscard]] BindPlace part(const char* name) const {
    BindPlace of_part = place_;
    of_part.path += std::string(".") + name;
    return of_part;
  }

  void add_limits() {
    if (need_.wait) {
      row_.wait_limit = binder_.bind(*need_.wait, part("wait"));
      tell_negative_length(*need_.wait, context_, "counts as no wait then");
    }
    if (need_.queue_limit) row_.queue_limit = binder_.bind(*need_.queue_limit, part("queue_limit"));
    if (need_.leave_free) row_.leave_free = binder_.bind(*need_.leave_free, part("leave_free"));
  }

  void add_dates() {
    if (need_.span) row_.span = binder_.bind(*need_.span, part("sessions"));
    if (!need_.give_back) return;
    const auto before = binder_.constant(*need_.give_back);
    if (!before)
      context_.faults.error(need_.give_back->where,
                            "'give_back' must be a plain length of time or a parameter",
                            known_before_the_run);
    row_.give_back = SimTime::from_days(before.value_or(0));
  }

  void add_scores() {
    for (std::size_t at = 0; at < need_.scores.size(); ++at) {
      auto score = part("pick");
      score.it = context_.program().resources[need_.parts[at].first.value].name;
      row_.scores.push_back(binder_.bind(need_.scores[at], score));
    }
  }

  void add_ejection() {
    row_.ejection.then = need_.eject_then;
    if (need_.eject_then == Interruption::none) return;
    context_.program().resources[need_.parts[0].first.value].interruptible = true;
    BindPlace eject = part("eject");
    eject.has_holder = true;
    if (need_.eject_when) row_.ejection.when = binder_.bind(*need_.eject_when, eject);
    if (need_.eject_pick) row_.ejection.pick = bind_rank(*need_.eject_pick, eject, context_);
    if (need_.eject_at_random) row_.ejection.at_random = context_.builder.purpose(eject.path + ".pick");
  }

  const NeedSpec& need_;
  const BindPlace& place_;
  CompileContext& context_;
  Binder binder_;
  NeedRow row_;
};

} // namespace

std::uint32_t lower_need(const NeedSpec& need, StepId step, const BindPlace& place, CompileContext& context) {
  NeedRow row = NeedLowering(need, place, context).row();
  row.hold = context.builder.hold(need.resources());
  row.step = step;
  context.program().needs.push_back(std::move(row));
  return static_cast<std::uint32_t>(context.program().needs.size() - 1);
}

} // namespace carepath
