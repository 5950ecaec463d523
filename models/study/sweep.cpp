// Reading [sweep]: the grid, the lists that go together, the alternatives and the constraints.
#include "models/study/sweep_parts.hpp"

#include "engine/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr FieldRow sweep_rows[] = {
    {"grid", FieldKind::table, Dimension::any, false, "",
     "Paths, as after --set, each with the values to try: every value with every other.",
     "{ \"resource.room.capacity\" = [2, 3, 4], \"step.triage.drop\" = [false, true] }"},
    {"zip", FieldKind::list, Dimension::any, false, "",
     "Lists that go together: the first value of each, then the second of each. Several tables are crossed.",
     "[{ \"resource.room.capacity\" = [2, 3], \"parameter.rent.is\" = [\"£900\", \"£1300\"] }]"},
    {"alternatives", FieldKind::table, Dimension::any, false, "",
     "Whole alternatives by name: each choice is a table of settings as in [variant.NAME], the name of a "
     "[variant.NAME], or the file of a redesign.",
     "{ triage = { with = {}, without = { \"step.triage.drop\" = true } }, site = { here = {}, hub = "
     "\"hub.toml\" "
     "} }"},
    {"sample", FieldKind::table, Dimension::any, false, "",
     "Points spread over ranges: method (latin_hypercube or sobol), points, seed (1 when not said), and "
     "ranges of paths from a lowest to a highest value. Whole ends give whole numbers; points that fall "
     "together count once.",
     "{ method = \"sobol\", points = 64, ranges = { \"parameter.dna.is\" = [0.05, 0.15] } }"},
    {"constraints", FieldKind::table, Dimension::any, false, "",
     "Named conditions on paths, parameters and coordinates; points where one does not hold are left out.",
     "{ affordable = \"resource.room.capacity * 2 + resource.nurse.capacity <= 12\" }"},
};
constexpr KindRow sweep_row{
    "sweep", "Sweeps",
    "Many variants of the scenario, for 'carepath sweep': every combination of grid, zip, "
    "alternatives and sample.",
    sweep_rows};

void collect_paths(const Node& table, const std::string& before, std::vector<PathValues>& out) {
  for (std::size_t at = 0; at < table.keys.size(); ++at) {
    const bool inner_dot = !before.empty() && table.keys[at].find('.') != std::string::npos;
    const auto key = inner_dot ? "\"" + table.keys[at] + "\"" : table.keys[at];
    const auto path = before.empty() ? key : before + "." + key;
    if (table.values[at].is_table())
      collect_paths(table.values[at], path, out);
    else
      out.push_back({path, table.key_where[at], table.values[at]});
  }
}

SweepLevel level_of(const std::string& path, SourceRef where, const Node& value) {
  return {{level_text(value)}, {{path, where, value}}};
}

class FactorReader {
public:
  FactorReader(const Document& document, Sweep& sweep, Diagnostics& faults)
      : document_(document), sweep_(sweep), faults_(faults) {}

  void read(const Item& item) {
    // Whole alternatives come first: they change most between points, and so stand together in tables.
    if (const auto* field = table_field(item, "alternatives")) read_alternatives(field->value);
    if (const auto* field = table_field(item, "grid")) read_grid(field->value);
    if (const auto* field = item.find("zip"); field && field->value.is_array())
      for (const auto& entry : field->value.items) read_zip(entry);
    if (const auto* field = table_field(item, "sample"))
      read_sample(field->value, field->key_where, sweep_, faults_);
    if (const auto* field = table_field(item, "constraints")) read_constraints(field->value);
  }

private:
  static const Field* table_field(const Item& item, std::string_view key) {
    const auto* field = item.find(key);
    return field && field->value.is_table() ? field : nullptr;
  }

  /// A list with something in it; nullptr after a fault.
  const std::vector<Node>* values_of(const PathValues& entry) {
    if (entry.value.is_array() && !entry.value.items.empty()) return &entry.value.items;
    faults_.error(entry.value.where,
                  entry.value.is_array() ? fmt::format("'{}' has no value to try", entry.path)
                                         : fmt::format("'{}' must have a list of values to try, but is a {}",
                                                       entry.path, entry.value.kind_name()),
                  fmt::format("such as \"{}\" = [2, 3, 4]", entry.path));
    return nullptr;
  }

  void read_grid(const Node& grid) {
    for (const auto& entry : path_values(grid)) {
      const auto* values = values_of(entry);
      if (!values) continue;
      SweepFactor factor{{entry.path}, {}, {}, entry.where};
      for (const auto& value : *values) factor.levels.push_back(level_of(entry.path, entry.where, value));
      sweep_.factors.push_back(std::move(factor));
    }
  }

  void read_zip(const Node& zip) {
    if (!zip.is_table())
      return faults_.error(
          zip.where, fmt::format("an entry of 'zip' must be a table, but is a {}", zip.kind_name()),
          "such as { \"resource.room.capacity\" = [2, 3], \"resource.nurse.capacity\" = [4, 6] }");
    SweepFactor factor{{}, {}, {}, zip.where};
    for (const auto& entry : path_values(zip)) {
      const auto* values = values_of(entry);
      if (!values) return;
      if (factor.paths.empty()) factor.levels.resize(values->size());
      if (values->size() != factor.levels.size())
        return faults_.error(
            entry.value.where,
            fmt::format("'{}' has {} values and '{}' has {}; lists that go together are of one length",
                        factor.paths.front(), factor.levels.size(), entry.path, values->size()));
      factor.paths.push_back(entry.path);
      for (std::size_t at = 0; at < values->size(); ++at) {
        factor.levels[at].texts.push_back(level_text((*values)[at]));
        factor.levels[at].settings.push_back({entry.path, entry.where, (*values)[at]});
      }
    }
    if (!factor.paths.empty()) sweep_.factors.push_back(std::move(factor));
  }

  void read_alternatives(const Node& alternatives) {
    for (std::size_t at = 0; at < alternatives.keys.size(); ++at) {
      const auto& choices = alternatives.values[at];
      if (!choices.is_table() || choices.keys.empty()) {
        faults_.error(choices.where,
                      fmt::format("alternative '{}' must be a table of choices", alternatives.keys[at]),
                      "such as { with = {}, without = { \"step.triage.drop\" = true } }");
        continue;
      }
      SweepFactor factor{{alternatives.keys[at]}, {}, {}, alternatives.key_where[at]};
      for (std::size_t choice = 0; choice < choices.keys.size(); ++choice)
        read_choice(choices.keys[choice], choices.values[choice], factor);
      sweep_.factors.push_back(std::move(factor));
    }
  }

  void read_choice(const std::string& name, const Node& choice, SweepFactor& factor) {
    SweepLevel level{{name}, {}};
    if (choice.is_text() && choice.text.ends_with(".toml")) {
      level.file = choice;
    } else if (choice.is_text()) {
      if (!read_variant(choice, level)) return;
    } else if (choice.is_table()) {
      for (std::size_t at = 0; at < choice.keys.size(); ++at) {
        if (choice.keys[at].find('.') == std::string::npos)
          faults_.error(choice.key_where[at],
                        fmt::format("choice '{}' sets '{}', which is not a path", name, choice.keys[at]),
                        "write the whole path in quotes, such as \"resource.clinic.slots\" = 8");
        level.settings.push_back({choice.keys[at], choice.key_where[at], choice.values[at]});
      }
    } else {
      return faults_.error(choice.where,
                           fmt::format("choice '{}' must be a table of settings, the name of a variant or a "
                                       "file, but is a {}",
                                       name, choice.kind_name()));
    }
    factor.levels.push_back(std::move(level));
  }

  bool read_variant(const Node& name, SweepLevel& level) {
    std::vector<std::string> known;
    for (auto& variant : variants(document_)) {
      known.push_back(variant.name);
      if (variant.name == name.text) return level.settings = std::move(variant.settings), true;
    }
    faults_.error(name.where, fmt::format("there is no [variant.{}]", name.text),
                  known.empty() ? "the scenario has no variants" : name_hint(name.text, known));
    return false;
  }

  void read_constraints(const Node& constraints) {
    for (std::size_t at = 0; at < constraints.keys.size(); ++at) {
      if (constraints.values[at].is_text())
        sweep_.constraints.push_back({constraints.keys[at], constraints.values[at]});
      else
        faults_.error(constraints.values[at].where,
                      fmt::format("constraint '{}' must be a condition, but is a {}", constraints.keys[at],
                                  constraints.values[at].kind_name()),
                      "such as \"resource.room.capacity >= 3\"");
    }
  }

  const Document& document_;
  Sweep& sweep_;
  Diagnostics& faults_;
};

} // namespace

std::vector<PathValues> path_values(const Node& table) {
  std::vector<PathValues> out;
  collect_paths(table, "", out);
  return out;
}

std::string level_text(const Node& value) {
  return value.is_text() ? value.text : written_form(value);
}

const KindRow& sweep_kind() {
  return sweep_row;
}

Sweep read_factors(const Document& document, Diagnostics& faults) {
  Sweep sweep;
  sweep.base = document;
  std::erase_if(sweep.base.sections, [](const auto& section) { return section.kind == "sweep"; });
  const auto* item = document.item("sweep");
  if (!item) return sweep;
  check_fields(*item, sweep_row, faults);
  FactorReader(document, sweep, faults).read(*item);
  return sweep;
}

} // namespace carepath
