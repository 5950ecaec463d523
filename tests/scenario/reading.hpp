// What tests of the reader share: a scenario library in a temporary folder, and faults as text.
#pragma once

#include "models/scenario/document.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/scenario/value.hpp"
#include "models/working_time/date.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace carepath::test {

/// A folder of scenario files that is removed in the end.
class Library {
public:
  Library() {
    static std::atomic<int> count{0};
    folder_ = std::filesystem::temp_directory_path() /
              ("carepath_reader_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(folder_);
  }
  ~Library() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  void write(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }

  Document read(const std::string& name) { return read_document(path(name), texts, faults); }

  /// All faults as printed, with the temporary folder left out of file names.
  [[nodiscard]] std::string printed() const {
    auto text = faults.render(texts);
    const auto prefix = folder_.string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
      text.erase(at, prefix.size());
    return text;
  }

  SourceTexts texts;
  Diagnostics faults;

private:
  std::filesystem::path folder_;
};

/// The node written after `v = `; the reading must succeed.
inline Node node_of(const std::string& written) {
  Diagnostics faults;
  Node table;
  if (!read_toml_text("v = " + written, 1, faults, table)) throw std::runtime_error("not TOML: " + written);
  return table.values.front();
}

/// A context whose run starts on Monday 6 April 2026.
inline ValueContext context_of(Diagnostics& faults) {
  return {faults, {}, day_number({2026, 4, 6}), 0};
}

/// The first fault of a list, with its hint: "message | hint".
inline std::string first_fault(const Diagnostics& faults) {
  if (faults.all().empty()) return "no fault";
  const auto& fault = faults.all().front();
  return fault.message + (fault.hint.empty() ? "" : " | " + fault.hint);
}

inline Value value_of(const std::string& written, Dimension dimension, Diagnostics& faults) {
  return read_value(node_of(written), dimension, context_of(faults));
}

/// The first fault found on reading a value.
inline std::string value_fault(const std::string& written, Dimension dimension) {
  Diagnostics faults;
  static_cast<void>(value_of(written, dimension, faults));
  return first_fault(faults);
}

inline std::string route_fault(const std::string& written) {
  Diagnostics faults;
  static_cast<void>(read_route(node_of(written), context_of(faults)));
  return first_fault(faults);
}

inline std::string expression_fault(const std::string& text) {
  Diagnostics faults;
  static_cast<void>(read_expression(text, {}, context_of(faults)));
  return first_fault(faults);
}

/// A value in one line, such as "(a + 2)" or "by kind{x: 1, else: 2}": for comparing structures.
std::string shown(const Value& value);

} // namespace carepath::test
