// Values as one line of text, so that a test can compare a whole structure at once.
#include "tests/scenario/reading.hpp"

#include <fmt/format.h>

namespace carepath::test {
namespace {

std::string children(const Value& value, std::string_view joint) {
  std::string out;
  for (std::size_t i = 0; i < value.children.size(); ++i) {
    const bool named = i < value.names.size();
    out +=
        fmt::format("{}{}{}", i ? joint : "", named ? value.names[i] + ": " : "", shown(value.children[i]));
  }
  return out;
}

std::string guarded(const Value& value) {
  std::string out;
  for (std::size_t i = 0; i < value.children.size(); ++i) {
    const auto& guard = value.guards[i];
    if (i) out += "; ";
    if (!guard.when.empty()) out += "when " + shown(guard.when.front()) + " ";
    if (!guard.during.empty()) out += "during " + guard.during + " ";
    if (guard.has_from) out += fmt::format("from {} ", guard.from);
    if (guard.has_until) out += fmt::format("until {} ", guard.until);
    out += "is " + shown(value.children[i]);
  }
  return out;
}

} // namespace

std::string shown(const Value& value) {
  switch (value.form) {
  case ValueForm::number: return fmt::format("{:.10g}", value.number);
  case ValueForm::name: return "'" + value.text + "'";
  case ValueForm::attribute: return value.text;
  case ValueForm::call: return fmt::format("{}({})", value.text, children(value, ", "));
  case ValueForm::operation:
    return value.children.size() == 1 ? fmt::format("({} {})", value.text, shown(value.children[0]))
                                      : fmt::format("({})", children(value, " " + value.text + " "));
  case ValueForm::list: return "[" + children(value, ", ") + "]";
  case ValueForm::distribution: return fmt::format("{}{{{}}}", value.text, children(value, ", "));
  case ValueForm::choose: return fmt::format("choose{{{}}}", children(value, ", "));
  case ValueForm::mix: return fmt::format("mix{{{}}}", children(value, ", "));
  case ValueForm::by: return fmt::format("by {}{{{}}}", value.text, children(value, ", "));
  case ValueForm::guards: return fmt::format("guards{{{}}}", guarded(value));
  case ValueForm::cycle: return fmt::format("cycle of {:.10g}{{{}}}", value.number, children(value, ", "));
  case ValueForm::unlimited: return "unlimited";
  }
  return {};
}

} // namespace carepath::test
