// Scenarios written for a measurement, as text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace carepath::benchmark {

/// A pathway of `steps` steps; one in ten leads to two places, and there is a resource for every ten steps.
[[nodiscard]] std::string chain_of_steps(std::uint32_t steps);

/// `people` on a pathway of ten steps for ten days each, with four attributes and two clocks. They come
/// within half a day, so that for days all of them are there.
[[nodiscard]] std::string standing_population(std::uint32_t people);

/// A file in the system's folder for such things, removed at the end.
class TemporaryFile {
public:
  TemporaryFile(const std::string& name, const std::string& text);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace carepath::benchmark
