#include "engine/program/instruction.hpp"

#include <array>

namespace carepath {

const char* opcode_name(Opcode op) {
  static constexpr std::array names{"delay",
                                    "settle",
                                    "seize",
                                    "take",
                                    "await_booking",
                                    "release",
                                    "set",
                                    "backdate",
                                    "join_queue_now",
                                    "jump",
                                    "branch_if",
                                    "route",
                                    "fork",
                                    "start_timer",
                                    "stop_timer",
                                    "open_interval",
                                    "close_interval",
                                    "nullify_interval",
                                    "reopen_interval",
                                    "mark_interval",
                                    "count",
                                    "tally",
                                    "arrive",
                                    "start",
                                    "finish",
                                    "block",
                                    "depart",
                                    "resume_work",
                                    "join",
                                    "leave",
                                    "enter_service",
                                    "enter_service_anew",
                                    "end_service"};
  static_assert(names.size() == static_cast<std::size_t>(Opcode::end_service) + 1);
  return names[static_cast<std::size_t>(op)];
}

} // namespace carepath
