#include "cli/commands/read_files.hpp"

#include "cli/output_path.hpp"
#include "models/scenario/data_files.hpp"

namespace carepath {
namespace fs = std::filesystem;

void spare_read_files(const std::vector<fs::path>& outputs, const Document& document,
                      const SourceTexts& texts) {
  auto read = data_files(document, texts);
  for (const auto file : document.files) read.emplace_back(texts.name(file));
  refuse_to_replace(outputs, read, "a file that the scenario reads");
}

void spare_read_files(const std::vector<fs::path>& outputs, const Study& study) {
  for (const auto& document : study.documents) spare_read_files(outputs, document, study.texts);
}

} // namespace carepath
