// Files for readers that take a path: in memory where the system has a place for that, one folder a process.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace carepath::test {

class Scratch {
public:
  Scratch() {
    std::error_code error;
    const std::filesystem::path memory = "/dev/shm";
    const auto above =
        std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
    std::string name = (above / "carepath-fuzz-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for fuzzing");
    folder_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  /// Over what is there of this name, so that the system need not find memory for it at each input.
  [[nodiscard]] std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    const auto path = folder_ / name;
    const auto size = static_cast<std::streamsize>(bytes.size());
    std::ofstream(path, std::ios::binary | std::ios::app); // makes it
    std::ofstream(path, std::ios::binary | std::ios::in).write(bytes.data(), size);
    if (std::filesystem::file_size(path) != bytes.size()) std::filesystem::resize_file(path, bytes.size());
    return path;
  }

private:
  std::filesystem::path folder_;
};

/// What must hold of every input; ends the program, as a fuzzer expects of a fault.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzzing: %s\n", what);
  std::abort();
}

} // namespace carepath::test
