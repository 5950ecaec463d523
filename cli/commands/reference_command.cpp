// `carepath reference [TOPIC]`: every field of a scenario and every distribution, printed from their tables.
#include "cli/commands/command.hpp"
#include "cli/commands/reference_pages.hpp"
#include "cli/output/text_grid.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"
#include "engine/random/distribution.hpp"
#include "engine/random/inversion_report.hpp"
#include "models/compile/compiler.hpp"
#include "models/scenario/field.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace {

constexpr const char* distributions_topic = "distributions";

std::string parameter_words(const DistributionRow& row) {
  std::string out;
  for (const auto& parameter : row.parameters)
    out += paragraph(fmt::format("      {}: {}", parameter.key, parameter.help));
  return out;
}

std::string distribution_text(const DistributionRow& row) {
  std::vector<std::string> forms(row.forms.begin(), row.forms.end());
  auto out = fmt::format("{}  {}\n", row.key, row.title) + paragraph("  " + std::string(row.help));
  if (!forms.empty()) out += paragraph("  give: " + join(forms, ", or "));
  return out + parameter_words(row) + fmt::format("      example: {}\n\n", row.example);
}

std::string distributions_text() {
  std::string out = "Distributions: { dist = \"NAME\", ... } in any field that takes a value\n\n";
  for (const auto* row : distribution_catalogue()) out += distribution_text(*row);
  return out +
         "Every draw inverts the distribution function: the last column is the largest error found.\n\n" +
         inversion_report();
}

std::string topics_text() {
  std::string out = "Topics: carepath reference TOPIC\n\n";
  for (const auto* kind : kind_catalogue()) out += fmt::format("  {:<14} {}\n", kind->section, kind->title);
  for (const auto& page : reference_pages()) out += fmt::format("  {:<14} {}\n", page.topic, page.title);
  out += fmt::format("  {:<14} Distributions, their parameters, and how exactly they are drawn\n",
                     distributions_topic);
  return out + "\nA JSON Schema for editors: carepath reference --schema\n";
}

std::string everything() {
  auto out = topics_text();
  for (const auto* kind : kind_catalogue()) out += "\n" + reference_text(*kind);
  for (const auto& page : reference_pages()) out += "\n" + std::string(page.text);
  return out;
}

std::string schema_text() {
  std::vector<KindRow> kinds;
  for (const auto* kind : kind_catalogue()) kinds.push_back(*kind);
  return json_schema(kinds);
}

std::string topic_text(const std::string& topic) {
  if (topic == distributions_topic) return distributions_text();
  std::vector<std::string> known{distributions_topic};
  std::string found;
  for (const auto& page : reference_pages()) {
    const bool also = (topic == "variant" && page.topic == "overlays") ||
                      (topic == "need" && page.topic == "needs"); // what people mean by the word
    if (page.topic == topic || also) found = page.text;
    known.emplace_back(page.topic);
  }
  for (const auto* kind : kind_catalogue()) {
    if (kind->section == topic) found += (found.empty() ? "" : "\n") + reference_text(*kind);
    known.emplace_back(kind->section);
  }
  if (found.empty())
    throw UsageError(fmt::format("there is no topic '{}'; {}", topic, name_hint(topic, known)));
  return found;
}

CommandAction add_reference(CLI::App& app) {
  const auto topic = std::make_shared<std::string>();
  const auto schema = std::make_shared<bool>(false);
  auto* option =
      app.add_option("TOPIC", *topic, "a section such as step, or distributions (default: all sections)");
  app.add_flag("--schema", *schema, "a JSON Schema, for completion and checking in editors")
      ->excludes(option);
  return [=] {
    write_out(*schema ? schema_text() : topic->empty() ? everything() : topic_text(*topic));
    return ExitStatus::fine;
  };
}

} // namespace

extern const CommandRow reference_command;
const CommandRow reference_command{"reference", "every field of a scenario, and every distribution",
                                   add_reference};

} // namespace carepath
