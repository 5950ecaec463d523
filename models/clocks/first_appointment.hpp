// Only a missed first appointment nullifies a clock of the national rules: once someone has been seen, a
// later one that they miss does not. Seen is who has begun work, since the clock started, at any of the steps
// whose failures nullify it.
#pragma once

#include "models/compile/context.hpp"

namespace carepath {

/// Adds the events that a field of a clock names, at whatever depth: "ward.start", or the `at` of a table.
void add_events(const Node& node, std::vector<std::string>& events);

class FirstAppointment {
public:
  /// Of an item of the section `clock`. Plain clocks, and those that no failure of a step nullifies, need
  /// none.
  FirstAppointment(const Item& clock, CompileContext& context);

  /// Whether the event is a failure or refusal of one of the steps.
  [[nodiscard]] bool is_missed_at(const std::string& point) const;
  /// 1 for those who have been seen; not to be asked where no event is such a failure.
  [[nodiscard]] ValueId seen() const;
  /// Emits that nobody has been seen yet, where the clock is about to start.
  void emit_start(std::uint32_t clock) const;
  /// Emits the same where the clock has been wiped out.
  void emit_nullified() const;
  /// From here on those who are seen are marked, also those found at work. After the clock's starts: who is
  /// seen where it starts has been seen. While it does not run, nobody is.
  void attach(std::uint32_t clock) const;

private:
  void attach_at(const std::string& point, std::uint32_t clock) const;

  CompileContext& context_;
  std::vector<std::string> steps_;
  AttributeId mark_;
};

} // namespace carepath
