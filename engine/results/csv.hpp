// Results as tidy CSV tables, one observation per row, for R, Python and spreadsheets.
#pragma once

#include <filesystem>

#include "engine/results/results.hpp"

namespace carepath {

/// Writes kpi.csv, kpi_values.csv, differences.csv, series.csv, census.csv, histograms.csv,
/// pathway_nodes.csv, pathway_edges.csv, resources.csv, paired.csv and assumptions.csv into `folder`, made
/// when missing. Each file is replaced in one step. Throws std::runtime_error with a sentence for people.
void export_csv(const Results& results, const std::filesystem::path& folder);

} // namespace carepath
