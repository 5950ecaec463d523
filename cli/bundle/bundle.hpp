// A bundle: a scenario with all it reads, how it was run, and by what its results can be known again.
//
// A zip archive of bundle.json, which lists everything else with its SHA-256, and the files below files/.
#pragma once

#include "models/study/study.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace carepath {

/// A file of a bundle; `path` is its place below files/.
struct BundledFile {
  std::string path;
  std::string bytes;
};

/// The results of a run, as far as they must come out the same.
struct ResultsSum {
  std::size_t bytes = 0;
  std::string sha256;  // of the results file
  std::string figures; // SHA-256 of the figures alone, which no version number enters
};

struct Bundle {
  std::string program_version;
  std::string git_hash;
  std::vector<std::string> scenarios; // among the files; the first is what the others are compared with
  std::vector<std::string> settings;
  bool with_variants = false;
  std::uint64_t seed = 1;
  std::uint32_t replications = 1;
  ResultsSum results;
  std::vector<BundledFile> files;
};

/// The files of a study, by their places below the deepest folder that holds them all. `scenarios` become
/// those of the bundle. Throws UsageError when a file's name cannot be kept in an archive.
void add_files(Bundle& bundle, const Study& study, const std::vector<std::filesystem::path>& scenarios);

[[nodiscard]] std::string packed(const Bundle& bundle);

/// Throws UsageError for what is no bundle, or one whose files are not those that were packed.
[[nodiscard]] Bundle read_bundle(const std::filesystem::path& path);

} // namespace carepath
