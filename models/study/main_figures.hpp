// Which KPIs a study is about: those the scenario calls its headline, else those with a target, else all.
#pragma once

#include "models/study/study.hpp"

#include <string>
#include <vector>

namespace carepath {

/// The headline of the first scenario that has any.
[[nodiscard]] std::vector<std::string> headline_of(const Study& study);

class MainFigures {
public:
  explicit MainFigures(const Study& study);

  /// Whether a row, for everyone, is one of them.
  [[nodiscard]] bool has(const KpiRow& row) const;
  /// "headline KPIs", "KPIs with a target" or "all KPIs".
  [[nodiscard]] const char* words() const;

private:
  std::vector<std::string> headline_;
  bool targets_ = false;
};

} // namespace carepath
