// Targets that read texts: scenarios, lists of people, RTT extracts.
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

#include "engine/base/text_hash.hpp"
#include "models/compile/compiler.hpp"
#include "models/scenario/document.hpp"

#include <fmt/format.h>

namespace carepath::test {
namespace {

const Scratch& scratch() {
  static const Scratch folder;
  return folder;
}

/// What reading and compiling a file says, and whether a scenario came of it.
std::string told(const std::filesystem::path& path) {
  SourceTexts texts;
  Diagnostics faults;
  const auto document = read_document(path, texts, faults);
  bool compiled = false;
  if (!faults.has_errors()) compiled = compile(document, texts, faults).has_value();
  require(compiled != faults.has_errors(), "a scenario is refused without a fault, or accepted with one");
  return faults.render(texts) + (compiled ? "compiled" : "");
}

/// Reads a file; one in eight, by what it holds, is read twice: what is said must not depend on what was read
/// before.
void read(const std::filesystem::path& path, std::string_view bytes) {
  const auto first = told(path);
  require(text_hash(bytes) % 8 != 0 || first == told(path), "one file is read in two ways");
  for (const char sign : first)
    require(sign == '\n' || sign == '\t' || static_cast<unsigned char>(sign) >= 0x20,
            "a message steers the terminal");
}

constexpr std::string_view people_of_a_file = R"([scenario]
title = "People of a file"
[run]
start = 2026-04-06
length = "4 weeks"
[attribute]
urgency = { choose = { soon = 0.3, routine = 0.7 }, ordered = ["soon", "routine"] }
[attribute.age]
is = 50
[source.there]
at = "start"
file = "people.csv"
columns = { waited = "waited", step = "step", count = "people", urgency = "urgency", age = "age" }
first = "clinic"
[step.clinic]
takes = "30 min"
next = "seen"
[outcome]
seen = "Seen"
[kpi]
seen = { count = "clinic.start" }
)";

constexpr std::string_view people_of_an_extract = R"([scenario]
title = "People of an extract"
[run]
start = 2026-04-06
length = "4 weeks"
[source.there]
at = "start"
rtt = { file = "people.csv", provider = "RXX", treatment_function = "110", minus = "Part_2A" }
first = "clinic"
[step.clinic]
takes = "30 min"
next = "seen"
[outcome]
seen = "Seen"
[kpi]
seen = { count = "clinic.start" }
)";

std::string extract_header() {
  std::string header = "Provider Org Code,RTT Part Type,Treatment Function Code";
  for (int week = 0; week < 104; ++week)
    header += fmt::format(",Gt {:02} To {:02} Weeks SUM 1", week, week + 1);
  return header + ",Gt 104 Weeks SUM 1\n";
}

/// Ten thousand people are as good as fifty million, and a hundred times quicker to make.
bool is_too_slow(std::string_view bytes) {
  std::size_t digits = 0;
  for (const char sign : bytes) {
    digits = sign >= '0' && sign <= '9' ? digits + 1 : 0;
    if (digits > 5 || sign == 'e' || sign == 'E') return true;
  }
  return false;
}

} // namespace

void fuzz_scenario(std::string_view bytes) {
  read(scratch().write("any.toml", bytes), bytes);
}

void fuzz_table(std::string_view bytes) {
  if (is_too_slow(bytes)) return;
  static const auto scenario = scratch().write("table.toml", people_of_a_file);
  static_cast<void>(scratch().write("people.csv", bytes));
  read(scenario, bytes);
}

void fuzz_extract(std::string_view bytes) {
  if (is_too_slow(bytes)) return;
  static const auto scenario = scratch().write("extract.toml", people_of_an_extract);
  static const auto header = extract_header();
  static_cast<void>(scratch().write("people.csv", header + std::string(bytes)));
  read(scenario, bytes);
}

} // namespace carepath::test
