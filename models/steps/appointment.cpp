// The appointment: did-not-attend with rebooking, and cancellation by either side.
#include "models/steps/presets.hpp"

#include "models/steps/step_fields.hpp"

#include <array>
#include <fmt/format.h>

namespace carepath {
namespace {

/// A field that only an appointment has, and the one without which it says nothing.
struct AppointmentField {
  std::string_view key;
  std::string_view is_of{};
};
constexpr std::array appointment_fields{AppointmentField{"did_not_attend"},
                                        AppointmentField{"rebooked", "did_not_attend"},
                                        AppointmentField{"discharged_to", "did_not_attend"},
                                        AppointmentField{"cancelled_by_patient"},
                                        AppointmentField{"cancelled_by_provider"},
                                        AppointmentField{"cancellation_notice", "cancelled_by_patient"}};

bool is_appointment(const StepFields& fields) {
  const auto* kind = fields.find("kind");
  return kind && kind->value.text == "appointment";
}

/// Of those who do not attend some are given another and the others leave: neither is said without the other.
void check_rebooking(const StepFields& fields, CompileContext& context) {
  const auto& item = fields.item();
  const auto tell = [&](const Field& field, std::string_view lacking, std::string hint) {
    context.faults.error(field.key_where,
                         fmt::format("'{}' of step '{}' has no effect without '{}': all who do not attend "
                                     "are given another",
                                     field.key, item.name, lacking),
                         std::move(hint));
  };
  const auto* rebooked = item.find("rebooked");
  const bool are_all = rebooked && rebooked->value.is_number() && rebooked->value.number == 1;
  if (rebooked && !are_all && !fields.find("discharged_to"))
    tell(*rebooked, "discharged_to", "say where the others go, such as discharged_to = \"discharged\"");
  if (const auto* discharged = item.find("discharged_to"); discharged && !fields.find("rebooked"))
    tell(*discharged, "rebooked", "say which share is given another: rebooked = 0 where nobody is");
}

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
  if (!is_appointment(fields)) return failures;
  const auto& step = fields.item().name;
  if (const auto* chance = fields.find("cancelled_by_patient"))
    failures.push_back(
        cancellation("cancelled_by_patient", *chance, step, fields.find("cancellation_notice")));
  if (const auto* chance = fields.find("cancelled_by_provider"))
    failures.push_back(cancellation("cancelled_by_provider", *chance, step, nullptr));
  if (const auto* chance = fields.find("did_not_attend")) failures.push_back(not_attending(*chance, fields));
  return failures;
}

void check_appointment(const StepFields& fields, CompileContext& context) {
  const auto& item = fields.item();
  for (const auto& [key, is_of] : appointment_fields) {
    const auto* field = item.find(key);
    if (!field) continue;
    if (!is_appointment(fields))
      context.faults.error(field->key_where,
                           fmt::format("step '{}' has '{}', which only an appointment has", item.name, key),
                           "write kind = \"appointment\", or remove it");
    else if (!is_of.empty() && !fields.find(is_of))
      context.faults.error(field->key_where,
                           fmt::format("'{}' of step '{}' has no effect without '{}'", key, item.name, is_of),
                           fmt::format("write {}, or remove it", is_of));
  }
  if (is_appointment(fields) && fields.find("did_not_attend")) check_rebooking(fields, context);
}

} // namespace carepath
