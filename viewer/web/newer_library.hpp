// Parts of the C++20 library that the page's compiler lacks (emscripten 3.1.6 has that of LLVM 14), with the
// meaning of the standard. Included before every file of the page, and empty for a library that has them.
#pragma once

#include <version>

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 16000

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace std {

template <class To, class From> constexpr To bit_cast(const From& from) noexcept {
  return __builtin_bit_cast(To, from);
}

template <class Array> unique_ptr<Array> make_unique_for_overwrite(size_t size) {
  return unique_ptr<Array>(new remove_extent_t<Array>[size]);
}

/// Numbers as the standard reads them: no white space, no plus sign, no hexadecimal digits.
template <class Number>
  requires is_floating_point_v<Number>
from_chars_result from_chars(const char* first, const char* last, Number& value) {
  const char* end = first;
  while (end != last && string_view("+-.0123456789eEinfatyNIFATY").find(*end) != string_view::npos) ++end;
  if (end == first || *first == '+') return {first, errc::invalid_argument};
  const string text(first, end);
  char* stop = nullptr;
  const double read = strtod(text.c_str(), &stop);
  if (stop == text.c_str()) return {first, errc::invalid_argument};
  const char* const after = first + (stop - text.c_str());
  if (read > 1.7976931348623157e308 || read < -1.7976931348623157e308)
    if (text.find_first_of("iI") == string::npos) return {after, errc::result_out_of_range};
  value = static_cast<Number>(read);
  return {after, errc{}};
}

namespace ranges {

template <class Range, class Value, class Order = std::less<>, class Part = std::identity>
auto lower_bound(Range&& range, const Value& value, Order order = {}, Part part = {}) {
  return std::lower_bound(std::begin(range), std::end(range), value,
                          [&](const auto& one, const auto& sought) {
                            return std::invoke(order, std::invoke(part, one), sought);
                          });
}

template <class Range, class Value, class Order = std::less<>, class Part = std::identity>
auto upper_bound(Range&& range, const Value& value, Order order = {}, Part part = {}) {
  return std::upper_bound(std::begin(range), std::end(range), value,
                          [&](const auto& sought, const auto& one) {
                            return std::invoke(order, sought, std::invoke(part, one));
                          });
}

template <class Range, class Order = std::less<>, class Part = std::identity>
void sort(Range&& range, Order order = {}, Part part = {}) {
  std::sort(std::begin(range), std::end(range), [&](const auto& one, const auto& other) {
    return std::invoke(order, std::invoke(part, one), std::invoke(part, other));
  });
}

template <class Range, class Order = std::less<>, class Part = std::identity>
void stable_sort(Range&& range, Order order = {}, Part part = {}) {
  std::stable_sort(std::begin(range), std::end(range), [&](const auto& one, const auto& other) {
    return std::invoke(order, std::invoke(part, one), std::invoke(part, other));
  });
}

template <class Range> bool is_sorted(Range&& range) {
  return std::is_sorted(std::begin(range), std::end(range));
}

template <class Range> auto unique(Range&& range) {
  return std::pair(std::unique(std::begin(range), std::end(range)), std::end(range));
}

template <class Range, class Value> auto find(Range&& range, const Value& value) {
  return std::find(std::begin(range), std::end(range), value);
}

template <class Range, class Condition> bool all_of(Range&& range, Condition condition) {
  return std::all_of(std::begin(range), std::end(range), condition);
}

template <class Range, class Out> auto copy(Range&& range, Out out) {
  return std::copy(std::begin(range), std::end(range), out);
}

} // namespace ranges

} // namespace std

#endif
