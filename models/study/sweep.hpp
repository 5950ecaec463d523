// A sweep: many variants of one scenario, from the factors that [sweep] names. Every combination of their
// levels that the constraints allow is a point, named after its coordinates: "rooms=3,dna=0.07".
#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/field.hpp"

#include <memory>
#include <string>
#include <vector>

namespace carepath {

/// One level of a factor: what it sets, and how each of the factor's coordinates is written in it.
struct SweepLevel {
  std::vector<std::string> texts; // parallel to the factor's coordinates
  std::vector<Setting> settings;
  Node file{}; // of an alternative that is a scenario file of its own: its name; otherwise an empty text
  std::shared_ptr<const Document> document{}; // that file, once read
};

/// What varies together: a path of a grid, the paths of one zip, a whole sample, or an alternative.
struct SweepFactor {
  std::vector<std::string> paths;       // of each coordinate; of an alternative its name
  std::vector<std::string> coordinates; // the short names
  std::vector<SweepLevel> levels;
  SourceRef where;
};

/// A named condition that every point must fulfil.
struct SweepConstraint {
  std::string name;
  Node condition;
  std::size_t excluded = 0; // points
};

struct SweepPoint {
  std::string name;
  std::vector<std::string> coordinates; // as written, in the order of Sweep::coordinates
  std::vector<std::size_t> levels;      // of each factor
};

struct Sweep {
  Document base; // the scenario, without its [sweep]
  std::vector<SweepFactor> factors;
  std::vector<SweepConstraint> constraints;
  std::vector<std::string> coordinates; // of all factors, in their order
  std::vector<std::string> paths;       // what each coordinate sets
  std::vector<SweepPoint> points;
};

/// The most points a sweep may have.
inline constexpr std::size_t most_sweep_points = 100'000;

/// The field rows of [sweep].
[[nodiscard]] const KindRow& sweep_kind();

/// Reads the factors and constraints of [sweep]; adds every fault of its form. Nothing is expanded.
[[nodiscard]] Sweep read_factors(const Document& document, Diagnostics& faults);

/// Reads [sweep] and lists its points. Faults: none there, paths that lead nowhere, constraints that cannot
/// be worked out, no point left.
[[nodiscard]] Sweep read_sweep(const Document& document, SourceTexts& texts, Diagnostics& faults);

/// The scenario with what one level says alone, as far as it can be set; for what levels name.
[[nodiscard]] Document document_of(const Sweep& sweep, const SweepLevel& level);
/// The scenario at one point; adds a fault for what cannot be set there.
[[nodiscard]] Document document_at(const Sweep& sweep, const SweepPoint& point, Diagnostics& faults);

/// Whether a constraint holds in the scenario of a point; adds a fault when that cannot be worked out.
[[nodiscard]] bool constraint_holds(const SweepConstraint& constraint, const Document& document,
                                    const Sweep& sweep, const SweepPoint& point, Diagnostics& faults);

} // namespace carepath
