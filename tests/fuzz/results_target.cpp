// The target that reads results files.
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

#include "engine/results/reader.hpp"
#include "engine/results/writer.hpp"

namespace carepath::test {

/// A file that is accepted must be writable again, and then give the same bytes each time: nothing that was
/// read may be out of its own bounds.
void fuzz_results(std::string_view bytes) {
  static const Scratch folder;
  const auto path = folder.write("any.h5", bytes);
  try {
    const auto results = read_results(path);
    require(results_bytes(results) == results_bytes(results), "one study is written in two ways");
  } catch (const ResultsFileError&) {
    return;
  }
}

} // namespace carepath::test
