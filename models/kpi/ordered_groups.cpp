#include "models/kpi/ordered_groups.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
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

/// Whether the numbers in the names rise from each to the next, or fall all along.
bool is_numbered(const std::vector<std::string>& names) {
  std::vector<unsigned long> numbers;
  for (const auto& name : names)
    if (const auto number = number_in(name)) numbers.push_back(*number);
  const auto goes = [&](auto past) {
    return std::adjacent_find(numbers.begin(), numbers.end(), past) == numbers.end();
  };
  return numbers.size() == names.size() && (goes(std::greater_equal{}) || goes(std::less_equal{}));
}

} // namespace

bool has_ordered_groups(const AttributeRow& attribute, const CompileContext& context) {
  const auto* item = context.document.item("attribute", attribute.name);
  const bool of_deprivation =
      attribute.name.find("deprivation") != std::string::npos || attribute.name.starts_with("imd");
  const bool as_written = item && !item->find("choose"); // names in a table are in the order of the alphabet
  return (item && item->find("ordered")) || (of_deprivation && as_written) ||
         is_numbered(attribute.categories);
}

} // namespace carepath
