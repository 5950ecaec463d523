// The points of a sweep: files of alternatives, short names, every allowed combination, and its scenario.
#include "models/study/sweep.hpp"

#include "engine/base/text.hpp"
#include "engine/experiment/design.hpp"
#include "models/scenario/library.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace carepath {
namespace {

/// "rooms" of parameter.rooms.is, "clinic.slots" of resource.clinic.slots, others as they are.
std::string short_name(const std::string& path) {
  const auto first = path.find('.');
  const auto last = path.rfind('.');
  if (first == last) return path;
  if (path.starts_with("parameter.") && path.ends_with(".is"))
    return path.substr(first + 1, last - first - 1);
  return path.substr(first + 1);
}

/// Short names where they are unique, whole paths where not; a path that varies twice is a fault.
void name_coordinates(Sweep& sweep, Diagnostics& faults) {
  std::map<std::string, std::size_t> times;
  std::set<std::string> seen;
  for (const auto& factor : sweep.factors)
    for (const auto& path : factor.paths) {
      ++times[short_name(path)];
      if (!seen.insert(path).second)
        faults.error(factor.where, fmt::format("'{}' varies twice in [sweep]", path),
                     "leave one of them out");
    }
  for (auto& factor : sweep.factors)
    for (const auto& path : factor.paths) {
      factor.coordinates.push_back(times[short_name(path)] > 1 ? path : short_name(path));
      sweep.coordinates.push_back(factor.coordinates.back());
      sweep.paths.push_back(path);
    }
}

/// What all points share cannot vary, and what two factors set could be had one way only.
void check_paths(const Sweep& sweep, Diagnostics& faults) {
  std::map<std::string, const SweepFactor*> set_by;
  for (const auto& factor : sweep.factors)
    for (const auto& level : factor.levels)
      for (const auto& setting : level.settings) {
        if (setting.path == "run.seed" || setting.path == "run.replications")
          faults.error(factor.where,
                       fmt::format("'{}' cannot vary: every point has the same people", setting.path),
                       "set it in [run], or use --seed and --replications");
        if (setting.path == "run.start" || setting.path == "run.warm_up" || setting.path == "run.length")
          faults.error(factor.where,
                       fmt::format("'{}' cannot vary: every point runs over the same period", setting.path),
                       "set it in [run], or run a scenario for each");
        const auto* other = set_by.try_emplace(setting.path, &factor).first->second;
        if (other != &factor)
          faults.error(factor.where, fmt::format("'{}' is set by two parts of [sweep]", setting.path),
                       "a point can have it one way only; put both in one table of alternatives");
      }
}

/// Reads the scenario files that alternatives name.
void read_files(Sweep& sweep, SourceTexts& texts, Diagnostics& faults) {
  for (auto& factor : sweep.factors)
    for (auto& level : factor.levels) {
      if (level.file.text.empty()) continue;
      const auto path = resolve_in_library(sweep.base.library, texts.name(level.file.where.file),
                                           level.file.text, level.file.where, faults);
      if (!path) continue;
      auto document = read_document(*path, texts, faults, sweep.base.library);
      std::erase_if(document.sections, [](const auto& section) { return section.kind == "sweep"; });
      level.document = std::make_shared<const Document>(std::move(document));
    }
}

/// A point begins with one file.
void check_files(const Sweep& sweep, Diagnostics& faults) {
  const SweepFactor* first = nullptr;
  for (const auto& factor : sweep.factors) {
    if (std::none_of(factor.levels.begin(), factor.levels.end(),
                     [](const auto& level) { return level.document; }))
      continue;
    if (first)
      faults.error(factor.where,
                   "two sets of alternatives name files, and a point can begin with one file only",
                   "write one of them as tables of settings, or files that lie over each other by 'base'");
    first = &factor;
  }
}

/// Where a file says something of an item: its first field of that file.
SourceRef place_in(const Item& item, std::uint32_t file) {
  const auto field = std::find_if(item.fields.begin(), item.fields.end(),
                                  [&](const auto& one) { return one.key_where.file == file; });
  return field == item.fields.end() ? item.where : field->key_where;
}

bool holds(const std::vector<std::uint32_t>& files, std::uint32_t file) {
  return std::find(files.begin(), files.end(), file) != files.end();
}

/// The first level that begins with a file of which `own` is no part; null when none does.
const SweepLevel* level_without(const Sweep& sweep, std::uint32_t own) {
  for (const auto& factor : sweep.factors)
    for (const auto& level : factor.levels)
      if (level.document && !holds(level.document->files, own)) return &level;
  return nullptr;
}

/// What a sweep in a file of its own changes of its base would be lost at points that begin with another
/// file. A file that stands alone is one of those that points begin with.
void check_own_changes(const Sweep& sweep, Diagnostics& faults) {
  if (sweep.base.files.size() < 2) return;
  const auto own = sweep.base.files.back();
  const auto* level = level_without(sweep, own);
  if (!level) return;
  for (const auto& section : sweep.base.sections) {
    if (is_one_of(section.kind, {"scenario", "run", "sweep", "variant"})) continue; // of all points
    for (const auto& item : section.items)
      if (holds(item.files, own))
        faults.error(
            place_in(item, own),
            fmt::format("what is changed here of '{}.{}' would be lost where the sweep begins with '{}'",
                        section.kind, item.name, level->file.text),
            "write it in that file too, and here in a table of alternatives, or in the base");
  }
}

/// Sets what a level says. "drop = false" keeps the item, so that a grid may have it both ways.
void apply_level(Document& document, const SweepLevel& level, Diagnostics& faults) {
  for (const auto& [path, where, value] : level.settings) {
    const bool keeps = path.ends_with(".drop") && value.kind == NodeKind::boolean && value.number == 0;
    if (!keeps) set_path(document, path, value, where, NewPaths::allowed, faults);
  }
}

/// A level must fit the scenario or one of its alternatives: otherwise its paths are misspelt.
void check_levels(const Sweep& sweep, Diagnostics& faults) {
  std::vector<Document> scenarios{sweep.base};
  for (const auto& factor : sweep.factors)
    for (const auto& level : factor.levels) {
      if (level.document) scenarios.push_back(*level.document);
      if (level.settings.size() < 2 && factor.paths.front().find('.') != std::string::npos) continue;
      auto changed = sweep.base;
      Diagnostics ignored;
      apply_level(changed, level, ignored);
      if (scenarios.size() < 16) scenarios.push_back(std::move(changed));
    }
  for (const auto& factor : sweep.factors) {
    for (const auto& level : factor.levels) {
      Diagnostics first;
      const bool fits = std::any_of(scenarios.begin(), scenarios.end(), [&](auto scenario) {
        Diagnostics found;
        apply_level(scenario, level, found);
        if (!first.has_errors()) first = found;
        return !found.has_errors();
      });
      if (fits) continue;
      for (const auto& fault : first.all()) faults.error(fault.where, fault.message, fault.hint);
      break; // the other levels have the same paths, or are as wrong
    }
  }
}

SweepPoint point_at(const Sweep& sweep, std::vector<std::size_t> levels) {
  SweepPoint point;
  std::vector<std::string> parts;
  for (std::size_t factor = 0; factor < levels.size(); ++factor) {
    const auto& level = sweep.factors[factor].levels[levels[factor]];
    for (std::size_t at = 0; at < level.texts.size(); ++at) {
      point.coordinates.push_back(level.texts[at]);
      parts.push_back(sweep.factors[factor].coordinates[at] + "=" + level.texts[at]);
    }
  }
  point.name = join(parts, ",");
  point.levels = std::move(levels);
  return point;
}

/// Whether every constraint holds; each that does not counts the point.
bool allowed(Sweep& sweep, const SweepPoint& point, Diagnostics& faults) {
  if (sweep.constraints.empty()) return true;
  Diagnostics ignored; // a point that cannot be set fails by itself later
  const auto document = document_at(sweep, point, ignored);
  bool all = true;
  for (auto& constraint : sweep.constraints) {
    if (constraint_holds(constraint, document, sweep, point, faults)) continue;
    ++constraint.excluded;
    all = false;
  }
  return all;
}

void expand(Sweep& sweep, SourceRef where, Diagnostics& faults) {
  std::vector<std::size_t> sizes;
  double total = 1;
  for (const auto& factor : sweep.factors) {
    sizes.push_back(factor.levels.size());
    total *= static_cast<double>(factor.levels.size());
  }
  if (total > static_cast<double>(most_sweep_points))
    return faults.error(where,
                        fmt::format("the sweep has {:.0f} points; the most is {}", total, most_sweep_points),
                        "a sample of so many points covers as much with far fewer runs");
  std::set<std::string> names;
  for (std::size_t index = 0; index < static_cast<std::size_t>(total) && !faults.has_errors(); ++index) {
    auto point = point_at(sweep, factorial_levels(index, sizes));
    if (!names.insert(point.name).second) {
      faults.error(where, fmt::format("two points are called '{}'", point.name),
                   "leave out one of two equal values");
    } else if (allowed(sweep, point, faults)) {
      sweep.points.push_back(std::move(point));
    }
  }
  if (sweep.points.empty() && !faults.has_errors())
    faults.error(where, "the constraints leave no point of the sweep");
}

} // namespace

Document document_of(const Sweep& sweep, const SweepLevel& level) {
  auto document = level.document ? *level.document : sweep.base;
  Diagnostics ignored;
  apply_level(document, level, ignored);
  return document;
}

Document document_at(const Sweep& sweep, const SweepPoint& point, Diagnostics& faults) {
  const Document* start = &sweep.base;
  for (std::size_t at = 0; at < point.levels.size(); ++at)
    if (const auto& own = sweep.factors[at].levels[point.levels[at]].document) start = own.get();
  auto document = *start;
  for (std::size_t at = 0; at < point.levels.size(); ++at)
    apply_level(document, sweep.factors[at].levels[point.levels[at]], faults);
  return document;
}

Sweep read_sweep(const Document& document, SourceTexts& texts, Diagnostics& faults) {
  auto sweep = read_factors(document, faults);
  const auto* item = document.item("sweep");
  const SourceRef where =
      item ? item->where : SourceRef{document.files.empty() ? 0 : document.files.back(), 0, 0};
  if (sweep.factors.empty() && !faults.has_errors())
    faults.error(where, "there is nothing to vary: no [sweep] with grid, zip, alternatives or sample",
                 "such as [sweep] grid = { \"resource.room.capacity\" = [2, 3, 4] }; 'carepath reference "
                 "sweep' lists all");
  name_coordinates(sweep, faults);
  check_paths(sweep, faults);
  if (faults.has_errors()) return sweep;
  read_files(sweep, texts, faults);
  check_files(sweep, faults);
  check_own_changes(sweep, faults);
  if (!faults.has_errors()) check_levels(sweep, faults);
  if (!faults.has_errors()) expand(sweep, where, faults);
  return sweep;
}

} // namespace carepath
