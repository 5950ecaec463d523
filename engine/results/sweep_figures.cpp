#include "engine/results/sweep_figures.hpp"

#include "engine/results/coordinate_number.hpp"

namespace carepath {

void write_sweep(const GroupWriter& root, const Results& results) {
  if (results.coordinates.empty()) return;
  std::vector<std::string> variants, names, texts;
  std::vector<double> numbers;
  for (const auto& coordinate : results.coordinates) names.push_back(coordinate.name);
  for (const auto& variant : results.variants) {
    variants.push_back(variant.name);
    for (std::size_t at = 0; at < names.size(); ++at) {
      texts.push_back(at < variant.coordinates.size() ? variant.coordinates[at] : "");
      numbers.push_back(coordinate_number(texts.back()));
    }
  }
  GroupWriter group = root.group(schema::group::sweep);
  group.axis(schema::axis::variant, variants);
  group.axis(schema::axis::coordinate, names);
  group.columns(schema::axis::coordinate, schema::coordinate_columns(), results.coordinates);
  const GroupWriter::Axes axes{schema::axis::variant, schema::axis::coordinate};
  group.array(schema::data::text, axes, texts, {"Coordinate as written", ""});
  group.array(schema::data::number, axes, numbers, {"Number of the coordinate", ""});
}

void read_sweep_group(const GroupReader& root, Results& results) {
  if (!root.has(schema::group::sweep)) return;
  const GroupReader group = root.group(schema::group::sweep);
  const auto names = group.texts(schema::axis::coordinate);
  results.coordinates.resize(names.size());
  for (std::size_t at = 0; at < names.size(); ++at) results.coordinates[at].name = names[at];
  group.columns(schema::coordinate_columns(), results.coordinates);
  const auto texts = group.texts(schema::data::text, results.variants.size() * names.size());
  for (std::size_t at = 0; at < texts.size(); ++at)
    results.variants[at / names.size()].coordinates.push_back(texts[at]);
}

} // namespace carepath
