// The appointment: did-not-attend with rebooking, and cancellation by either side.
#include "models/steps/presets.hpp"

#include "models/steps/step_fields.hpp"

namespace carepath {
namespace {

PresetFailure cancellation(std::string name, const Field& chance, const std::string& step,
                           const Field* notice) {
  PresetFailure failure{std::move(name), make_table(chance.value.where)};
  failure.fields.set("chance", chance.key_where, chance.value);
  failure.fields.set("to", chance.key_where, make_text(step, chance.value.where));
  Node kept = make_number(1, chance.value.where);
  kept.kind = NodeKind::boolean;
  failure.fields.set("keeps_place", chance.key_where, kept);
  if (notice) failure.fields.set("notice", notice->key_where, notice->value);
  return failure;
}

/// Not attending: rebooked with a share, otherwise discharged.
PresetFailure not_attending(const Field& chance, const StepFields& fields) {
  PresetFailure failure{"dna", make_table(chance.value.where)};
  failure.fields.set("chance", chance.key_where, chance.value);
  const auto* rebooked = fields.find("rebooked");
  const auto* discharged = fields.find("discharged_to");
  Node to = make_text(fields.item().name, chance.value.where);
  if (rebooked && discharged) {
    to = make_table(rebooked->value.where);
    to.set(fields.item().name, rebooked->key_where, rebooked->value);
    to.set("else", discharged->key_where, discharged->value);
  }
  failure.fields.set("to", chance.key_where, to);
  return failure;
}

} // namespace

std::vector<PresetFailure> preset_failures(const StepFields& fields) {
  std::vector<PresetFailure> failures;
  const auto* kind = fields.find("kind");
  if (!kind || kind->value.text != "appointment") return failures;
  const auto& step = fields.item().name;
  if (const auto* chance = fields.find("cancelled_by_patient"))
    failures.push_back(
        cancellation("cancelled_by_patient", *chance, step, fields.find("cancellation_notice")));
  if (const auto* chance = fields.find("cancelled_by_provider"))
    failures.push_back(cancellation("cancelled_by_provider", *chance, step, nullptr));
  if (const auto* chance = fields.find("did_not_attend")) failures.push_back(not_attending(*chance, fields));
  return failures;
}

} // namespace carepath
