// Reading the rows' examples and printing how well each is inverted.
#include "engine/random/inversion_report.hpp"

#include "engine/base/ensure.hpp"

#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

namespace carepath {
namespace {

/// The numbers in `text`, each from its digits on; units and quotes are skipped.
std::vector<double> numbers_in(std::string_view text) {
  std::vector<double> numbers;
  bool in_word = false; // the 2 of "days^2" or "mean_2" is no value
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const bool digit = c >= '0' && c <= '9';
    const bool starts = digit || (c == '-' && i + 1 < text.size() && text[i + 1] != ' ');
    if (!starts || in_word) {
      in_word = c != ' ' && c != '"' && c != ',' && c != '[';
      ++i;
      continue;
    }
    const std::string rest(text.substr(i));
    char* end = nullptr;
    numbers.push_back(std::strtod(rest.c_str(), &end));
    i += static_cast<std::size_t>(end - rest.c_str());
  }
  return numbers;
}

bool form_is_given(std::string_view form, const Parameters& given) {
  std::size_t keys = 0;
  while (!form.empty()) {
    const std::size_t space = form.find(' ');
    if (!given.has(form.substr(0, space))) return false;
    ++keys;
    form = space == std::string_view::npos ? std::string_view{} : form.substr(space + 1);
  }
  return keys == given.keys.size();
}

} // namespace

Parameters example_parameters(const DistributionRow& row) {
  Parameters given;
  for (const ParameterRow& parameter : row.parameters) {
    const std::string opening = fmt::format(" {} = ", parameter.key);
    const std::size_t at = row.example.find(opening);
    if (at == std::string_view::npos) continue;
    const std::string_view value = row.example.substr(at + opening.size());
    const bool list = value.front() == '[';
    given.keys.emplace_back(parameter.key);
    given.numbers.push_back(numbers_in(value.substr(0, value.find(list ? ']' : ','))));
  }
  for (const std::string_view form : row.forms)
    if (form_is_given(form, given)) return given;
  throw EnsureError(fmt::format("the example of distribution '{}' fits none of its forms", row.key));
}

DistributionPtr example_distribution(const DistributionRow& row) {
  return row.make(example_parameters(row));
}

std::string inversion_report() {
  std::string report =
      fmt::format("{:<18} {:>10} {:>10} {:>12}  {}\n", "distribution", "mean", "sd", "u-error", "example");
  for (const DistributionRow* row : distribution_catalogue()) {
    const DistributionPtr example = example_distribution(*row);
    const double error = inversion_error(*example, *make_sampler(example));
    report += fmt::format("{:<18} {:>10.4f} {:>10.4f} {:>12.1e}  {}\n", row->key, example->mean(),
                          std::sqrt(example->variance()), error, row->example);
  }
  return report;
}

} // namespace carepath
