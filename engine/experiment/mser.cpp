#include "engine/experiment/mser.hpp"

#include <algorithm>

namespace carepath {
namespace {

std::vector<double> means_of_five(std::span<const double> series) {
  std::vector<double> means;
  for (std::size_t at = 0; at + mser_batch <= series.size(); at += mser_batch) {
    double sum = 0;
    for (const double value : series.subspan(at, mser_batch)) sum += value;
    means.push_back(sum / mser_batch);
  }
  return means;
}

double error_of(std::span<const double> kept) {
  double sum = 0;
  for (const double value : kept) sum += value;
  const auto count = static_cast<double>(kept.size());
  const double mean = sum / count;
  double squares = 0;
  for (const double value : kept) squares += (value - mean) * (value - mean);
  return squares / (count * count);
}

} // namespace

Settling settle(std::span<const double> series) {
  const auto means = means_of_five(series);
  Settling out;
  const std::size_t most = means.size() / 2;
  for (std::size_t cut = 0; cut <= most && cut < means.size(); ++cut)
    out.errors.push_back(error_of(std::span(means).subspan(cut)));
  if (out.errors.empty()) return out;
  const auto least = std::min_element(out.errors.begin(), out.errors.end());
  const auto cut = static_cast<std::size_t>(least - out.errors.begin());
  out.cut = cut * mser_batch;
  out.found = cut < most || most == 0;
  return out;
}

} // namespace carepath
