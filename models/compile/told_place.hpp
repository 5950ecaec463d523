// A place in a scenario, as words within a sentence.
#pragma once

#include "engine/base/diagnostic.hpp"

#include <fmt/format.h>
#include <string>

namespace carepath {

/// "ward.toml:12"; "--set" where it is of no file.
[[nodiscard]] inline std::string told_place(SourceRef where, const SourceTexts& texts) {
  return where.line == 0 ? "--set" : fmt::format("{}:{}", texts.name(where.file), where.line);
}

} // namespace carepath
