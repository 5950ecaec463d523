#include "models/words/change_words.hpp"

#include "engine/base/text.hpp"
#include "models/scenario/sections.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/words/clock_words.hpp"
#include "models/words/need_words.hpp"
#include "models/words/resource_words.hpp"
#include "models/words/source_words.hpp"
#include "models/words/step_words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace carepath {
namespace {

/// A path in its parts: what kind of item, which one, and which place inside it.
struct ChangedPlace {
  std::string kind;
  std::string item;  // empty for [run] and its like
  std::string inner; // "next.listed"; empty for a whole item
};

/// One part of a path; a quoted one may hold dots.
std::string take_part(std::string_view& path) {
  std::string part;
  if (path.starts_with('"')) {
    const auto end = path.find('"', 1);
    part = path.substr(1, end == std::string_view::npos ? end : end - 1);
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
  } else {
    part = path.substr(0, path.find('.'));
    path.remove_prefix(part.size());
  }
  if (!path.empty()) path.remove_prefix(1);
  return part;
}

ChangedPlace place_of(std::string_view path) {
  ChangedPlace place;
  place.kind = take_part(path);
  const auto* row = find_section_row(place.kind);
  if (!row || !row->single) place.item = take_part(path);
  place.inner = path;
  return place;
}

/// "resource 'clinic'", or "the run".
std::string subject(const ChangedPlace& place, const PlaceNames& names) {
  if (place.item.empty()) return "the " + place.kind;
  if (place.kind != "step" && place.kind != "outcome") return fmt::format("{} '{}'", place.kind, place.item);
  return fmt::format("{} '{}'", place.kind, names.title(place.item));
}

using ItemWords = std::string (*)(const Item&, const PlaceNames&);

constexpr std::array kinds_with_words{
    std::pair{"source", ItemWords(source_words)},
    std::pair{"resource", ItemWords(resource_words)},
    std::pair{"risk", ItemWords(risk_words)},
    std::pair{"clock", ItemWords(clock_words)},
};

std::string item_words(const ChangedPlace& place, const std::string& written, const Document& document) {
  const auto table = read_typed_value(written);
  Item item{place.item, {}, {}, {}};
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    item.fields.push_back({table.keys[i], {}, table.values[i]});
  for (const auto& [kind, words] : kinds_with_words)
    if (place.kind == kind)
      return words(item, PlaceNames(document)).substr(item.name.size() + std::string_view(": ").size());
  return place.kind == "step" ? step_words(item, document) : field_list_words(item, document) + ".";
}

/// Fields that are tables of entries, and no weights.
constexpr std::array<std::string_view, 7> tables{"pattern", "season",       "columns",   "rtt",
                                                 "set",     "set_at_start", "set_at_end"};

std::string words_of(const ChangedPlace& place, const std::string& written, const PlaceNames& names) {
  const auto node = read_typed_value(written);
  const bool route = place.inner == "next" || place.inner == "first" || place.inner == "to";
  if (route) return route_words(node, names);
  if (std::find(tables.begin(), tables.end(), place.inner) != tables.end()) return pairs_words(node, names);
  if (place.inner.starts_with("release")) return release_rules(node);
  return place.inner == "needs" ? needs_words(node, names) : value_words(node, names);
}

std::string sentence(const Change& change, const Document& before, const Document& after) {
  const auto place = place_of(change.path);
  const PlaceNames old_names(before);
  const PlaceNames names(after);
  if (place.inner.empty()) {
    if (change.after.empty()) return fmt::format("{} is gone.", subject(place, old_names));
    return fmt::format("new {}: {}", subject(place, names), item_words(place, change.after, after));
  }
  const auto where = fmt::format("{}, {}", subject(place, names), place.inner);
  if (change.before.empty()) return fmt::format("{}: now {}.", where, words_of(place, change.after, names));
  const auto was = words_of(place, change.before, old_names);
  if (change.after.empty()) return fmt::format("{}: no longer given; it was {}.", where, was);
  return fmt::format("{}: {} instead of {}.", where, words_of(place, change.after, names), was);
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

} // namespace

std::vector<std::string> change_sentences(const Document& before, const Document& after) {
  std::vector<std::string> sentences;
  for (const auto& change : difference(before, after))
    sentences.push_back(capitalised(sentence(change, before, after)));
  return sentences;
}

} // namespace carepath
