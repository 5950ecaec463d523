// The target that reads results files.
#include "tests/fuzz/first_reader.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

#include "engine/base/text_hash.hpp"
#include "engine/results/file_sum.hpp"
#include "engine/results/reader.hpp"
#include "engine/results/writer.hpp"

#include <utility>

#include <hdf5.h>

namespace carepath::test {
namespace {

/// HDF5 clears half a mebibyte for each file that it opens; what it may keep of it saves the system from
/// making and taking down those pages at every input.
bool keeps_memory() {
  constexpr int all = 16 << 20;
  constexpr int each = 4 << 20;
  return H5set_free_list_limits(all, each, all, each, all, each) >= 0;
}

void read_first(const std::filesystem::path& path) {
  static_cast<void>(read_results_at_once(path));
}

/// As the program reads; under libFuzzer without a process for each file, which would take ten times as long.
Results read_again(const std::filesystem::path& path) {
#ifdef CAREPATH_FUZZ_AT_LENGTH
  return read_results_at_once(path);
#else
  return read_results(path);
#endif
}

} // namespace

/// A file that is accepted must be writable again, and then give the same bytes each time: nothing that was
/// read may be out of its own bounds. HDF5 may crash on a file or never end: most files here have their sum
/// put right, and are read first by a process that lives on; the others are the program's reader's alone.
void fuzz_results(std::string_view bytes) {
  static const Scratch folder;
  static const bool quick = keeps_memory();
  require(quick, "HDF5 takes no limits of memory");
  const auto luck = text_hash(bytes);
  const bool has_sum = luck % 512 != 0;
  static std::string file; // keeps its memory from one input to the next
  file = bytes;
  if (has_sum) file = with_sum(std::move(file));
  const auto path = folder.write("any.h5", file);
  static FirstReader first([path] { read_first(path); });
  if (has_sum && !first.survives()) return;
  try {
    const auto results = has_sum ? read_again(path) : read_results(path);
    if (luck % 32 == 0)
      require(results_bytes(results) == results_bytes(results), "one study is written in two ways");
  } catch (const ResultsFileError&) {
    return;
  }
}

} // namespace carepath::test
