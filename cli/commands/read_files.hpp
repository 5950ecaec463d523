// Keeping what a study reads from being replaced by what it writes.
#pragma once

#include "models/study/study.hpp"

#include <filesystem>
#include <vector>

namespace carepath {

/// Throws UsageError when an output is a file that the scenario reads: itself, one of its bases, or its data.
/// Outputs not asked for are empty.
void spare_read_files(const std::vector<std::filesystem::path>& outputs, const Document& document,
                      const SourceTexts& texts);
/// The same for every scenario of a study.
void spare_read_files(const std::vector<std::filesystem::path>& outputs, const Study& study);

} // namespace carepath
