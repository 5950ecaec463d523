#include "engine/base/diagnostic.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace carepath {

std::uint32_t SourceTexts::add(std::string name, std::string text) {
  // A base shared by several scenarios is one text, so a fault in it is one fault.
  for (std::size_t at = 1; at < names_.size(); ++at)
    if (names_[at] == name && texts_[at] == text) return static_cast<std::uint32_t>(at);
  names_.push_back(std::move(name));
  texts_.push_back(std::move(text));
  return static_cast<std::uint32_t>(names_.size() - 1);
}

const std::string& SourceTexts::name(std::uint32_t file) const {
  return names_.at(file);
}
const std::string& SourceTexts::text(std::uint32_t file) const {
  return texts_.at(file);
}

std::string_view SourceTexts::line(std::uint32_t file, std::uint32_t number) const {
  std::string_view rest = texts_.at(file);
  for (std::uint32_t at = 1; at < number; ++at) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  auto found = rest.substr(0, rest.find('\n'));
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

namespace {

/// Nobody reads more, and looking for the nearest names of a hundred thousand would take hours.
constexpr std::size_t most_kept = 500;

[[noreturn]] void stop_reading() {
  throw InputError(fmt::format("there are more than {} faults", most_kept));
}

bool same_place(const SourceRef& a, const SourceRef& b) {
  return a.file == b.file && a.line == b.line && a.column == b.column;
}

} // namespace

/// Of several errors at one place the first is the fault; the others follow from it.
void Diagnostics::error(SourceRef where, std::string message, std::string hint) {
  ++met_;
  if (errors_ >= most_kept) stop_reading();
  const bool told = std::any_of(all_.begin(), all_.end(), [&](const auto& earlier) {
    return earlier.severity == Severity::error && same_place(earlier.where, where) &&
           (where.line != 0 || earlier.message == message);
  });
  if (told) return;
  all_.push_back({Severity::error, where, std::move(message), std::move(hint)});
  if (++errors_ >= most_kept) stop_reading();
}

void Diagnostics::warning(SourceRef where, std::string message, std::string hint) {
  if (all_.size() - errors_ >= most_kept) return;
  const bool told = std::any_of(all_.begin(), all_.end(), [&](const auto& earlier) {
    return same_place(earlier.where, where) && earlier.message == message;
  });
  if (told) return;
  all_.push_back({Severity::warning, where, std::move(message), std::move(hint)});
}

namespace {

constexpr std::size_t longest_line_shown = 120;

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

/// Byte at which character `number` (from 0) of a line begins; its length when there are fewer.
std::size_t byte_of(std::string_view line, std::size_t number) {
  std::size_t at = 0;
  for (; at < line.size(); ++at)
    if (begins_character(line[at]) && number-- == 0) break;
  return at;
}

/// The part of a long line around the fault, and the caret's place in it. Columns count characters.
std::pair<std::string, std::size_t> excerpt(std::string_view line, std::uint32_t column) {
  const std::size_t at = column > 0 ? column - 1 : 0;
  const auto characters = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), begins_character));
  if (characters <= longest_line_shown) return {std::string(line), at};
  const std::size_t from = at > longest_line_shown / 2 ? at - longest_line_shown / 2 : 0;
  const auto first = byte_of(line, from);
  return {std::string(line.substr(first, byte_of(line, from + longest_line_shown) - first)), at - from};
}

void render_one(std::string& out, const Diagnostic& fault, const SourceTexts& texts) {
  const auto kind = fault.severity == Severity::error ? "error" : "warning";
  const auto& where = fault.where;
  if (where.line == 0) {
    out += fmt::format("{}: {}: {}\n", texts.name(where.file), kind, fault.message);
  } else {
    const auto [line, caret] = excerpt(texts.line(where.file, where.line), where.column);
    const auto number = std::to_string(where.line);
    const std::string gutter(number.size(), ' ');
    out += fmt::format("{}:{}:{}: {}: {}\n", texts.name(where.file), where.line, where.column, kind,
                       fault.message);
    out += fmt::format("  {} | {}\n  {} | {}^\n", number, line, gutter, std::string(caret, ' '));
  }
  if (!fault.hint.empty()) out += fmt::format("    = {}\n", fault.hint);
}

/// What a file holds must not steer the terminal it is shown on.
std::string without_controls(std::string text) {
  for (char& sign : text) {
    const auto code = static_cast<unsigned char>(sign);
    if ((code < 0x20 && sign != '\n' && sign != '\t') || code == 0x7F) sign = '?';
  }
  return text;
}

} // namespace

std::string Diagnostics::render(const SourceTexts& texts) const {
  auto sorted = all_;
  const auto order = [](const Diagnostic& a) { return std::tie(a.where.file, a.where.line, a.where.column); };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const auto& a, const auto& b) { return order(a) < order(b); });
  std::string out;
  for (const auto& fault : sorted) render_one(out, fault, texts);
  if (errors_ == most_kept) out += "... the rest is not looked at before these are mended\n";
  if (all_.size() - errors_ == most_kept)
    out += fmt::format("... only the first {} warnings are shown\n", most_kept);
  return without_controls(std::move(out));
}

} // namespace carepath
