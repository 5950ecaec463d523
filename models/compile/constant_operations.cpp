#include "models/compile/constant_operations.hpp"

#include "engine/base/whole.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace carepath {
namespace {

using Sides = std::vector<double>;

double rounded_to(const Sides& sides) {
  const double unit = sides.size() > 1 && sides[1] > 0 ? sides[1] : 1;
  return std::round(sides[0] / unit) * unit;
}

constexpr ConstantOperation operations[] = {
    {"neg", 1, [](const Sides& s) { return -s[0]; }},
    {"not", 1, [](const Sides& s) { return s[0] == 0 ? 1.0 : 0.0; }},
    {"abs", 1, [](const Sides& s) { return std::abs(s[0]); }},
    {"floor", 1, [](const Sides& s) { return floor_of(s[0]); }},
    {"sqrt", 1, [](const Sides& s) { return std::sqrt(s[0]); }},
    {"exp", 1, [](const Sides& s) { return std::exp(s[0]); }},
    {"log", 1, [](const Sides& s) { return std::log(s[0]); }},
    {"round", 1, rounded_to},
    {"min", 1, [](const Sides& s) { return *std::min_element(s.begin(), s.end()); }},
    {"max", 1, [](const Sides& s) { return *std::max_element(s.begin(), s.end()); }},
    {"if", 3, [](const Sides& s) { return s[0] != 0 ? s[1] : s[2]; }},
    {"+", 2, [](const Sides& s) { return s[0] + s[1]; }},
    {"-", 2, [](const Sides& s) { return s[0] - s[1]; }},
    {"*", 2, [](const Sides& s) { return s[0] * s[1]; }},
    {"/", 2, [](const Sides& s) { return quotient_of(s[0], s[1]); }},
    {"<", 2, [](const Sides& s) { return s[0] < s[1] ? 1.0 : 0.0; }},
    {"<=", 2, [](const Sides& s) { return s[0] <= s[1] ? 1.0 : 0.0; }},
    {">", 2, [](const Sides& s) { return s[0] > s[1] ? 1.0 : 0.0; }},
    {">=", 2, [](const Sides& s) { return s[0] >= s[1] ? 1.0 : 0.0; }},
    {"==", 2, [](const Sides& s) { return s[0] == s[1] ? 1.0 : 0.0; }},
    {"=", 2, [](const Sides& s) { return s[0] == s[1] ? 1.0 : 0.0; }},
    {"!=", 2, [](const Sides& s) { return s[0] != s[1] ? 1.0 : 0.0; }},
    {"and", 2, [](const Sides& s) { return s[0] != 0 && s[1] != 0 ? 1.0 : 0.0; }},
    {"or", 2, [](const Sides& s) { return s[0] != 0 || s[1] != 0 ? 1.0 : 0.0; }},
};

} // namespace

const ConstantOperation* find_constant_operation(std::string_view name) {
  const auto* row = std::find_if(std::begin(operations), std::end(operations),
                                 [&](const ConstantOperation& operation) { return operation.name == name; });
  return row == std::end(operations) ? nullptr : row;
}

} // namespace carepath
