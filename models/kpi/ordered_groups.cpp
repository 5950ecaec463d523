#include "models/kpi/ordered_groups.hpp"

#include <charconv>
#include <optional>

namespace carepath {
namespace {

/// The first number in a name: 45 of "45-64".
std::optional<unsigned long> number_in(const std::string& name) {
  const auto first = name.find_first_of("0123456789");
  if (first == std::string::npos) return std::nullopt;
  unsigned long number = 0;
  const auto [end, error] = std::from_chars(name.data() + first, name.data() + name.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

bool rises(const std::vector<std::string>& names) {
  std::optional<unsigned long> last;
  for (const auto& name : names) {
    const auto number = number_in(name);
    if (!number || (last && *number <= *last)) return false;
    last = number;
  }
  return true;
}

} // namespace

bool has_ordered_groups(const AttributeRow& attribute, const CompileContext& context) {
  const auto* item = context.document.item("attribute", attribute.name);
  return (item && item->find("ordered")) || attribute.name.find("deprivation") != std::string::npos ||
         attribute.name.starts_with("imd") || rises(attribute.categories);
}

} // namespace carepath
