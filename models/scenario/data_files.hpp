// The data files a scenario names: they belong to it as much as its text.
#pragma once

#include "models/scenario/document.hpp"

#include <filesystem>
#include <vector>

namespace carepath {

/// The file of the scenario that names the data in `node`: names are relative to it.
[[nodiscard]] std::filesystem::path naming_file(const Node& node, const Document& document,
                                                const SourceTexts& texts);

/// Every data file that the document names and that may be read, in the order named, each once.
[[nodiscard]] std::vector<std::filesystem::path> data_files(const Document& document,
                                                            const SourceTexts& texts);

/// Whether a setting may add to these: its value names a file, or has one in it.
[[nodiscard]] bool may_name_data(const Setting& setting);

} // namespace carepath
