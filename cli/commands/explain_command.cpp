// `carepath explain FILE`: a scenario in plain English, and what a redesign changes.
#include "cli/commands/pathway_words.hpp"
#include "cli/commands/study_request.hpp"
#include "cli/output/text_grid.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"
#include "engine/program/program_listing.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/scenario/written.hpp"
#include "models/study/stress.hpp"
#include "models/words/change_words.hpp"
#include "models/words/value_words.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace carepath {
namespace fs = std::filesystem;
namespace {

struct ExplainCommandLine {
  std::string file;
  std::string against;
  std::vector<std::string> settings;
  fs::path library;
  bool program = false;
};

Study read_alone(const ExplainCommandLine& request) {
  return read_study({.files = {request.file},
                     .settings = request.settings,
                     .replications = {},
                     .seed = {},
                     .threads = 0,
                     .only = {},
                     .with_variants = false,
                     .library = request.library});
}

/// The bases that the file itself names, in the order they are laid.
std::vector<fs::path> bases_of(const fs::path& path) {
  SourceTexts texts;
  Diagnostics faults;
  Node table;
  std::vector<fs::path> bases;
  if (!read_toml(path, texts, faults, table)) return bases;
  const auto* scenario = table.find("scenario");
  const auto* base = scenario ? scenario->find("base") : nullptr;
  if (!base) return bases;
  for (const auto& item : base->is_array() ? base->items : std::vector<Node>{*base})
    if (item.is_text()) bases.push_back((path.parent_path() / item.text).lexically_normal());
  return bases;
}

std::string scenario_text(const Document& document, std::string_view key) {
  const auto* scenario = document.item("scenario");
  const auto* field = scenario ? scenario->find(key) : nullptr;
  return field && field->value.is_text() ? field->value.text : std::string();
}

/// "  - first line", and the lines after it under its first word.
std::string bullet(const std::string& sentence) {
  auto text = paragraph(sentence, 4);
  return text.replace(2, 1, "-");
}

std::string changes_text(const Document& before, const std::string& before_name, const Document& after) {
  const auto title = scenario_text(before, "title");
  auto out = fmt::format("\nWhat changes from {}{}\n", before_name, title.empty() ? "" : " (" + title + ")");
  const auto sentences = change_sentences(before, after);
  for (const auto& sentence : sentences) out += bullet(sentence);
  return sentences.empty() ? out + "  Nothing that the run depends on.\n" : out;
}

std::string variants_text(const Document& document) {
  std::string out;
  for (const auto& variant : variants(document)) {
    std::vector<std::string> settings;
    for (const auto& setting : variant.settings)
      settings.push_back(setting.path + " = " + written_form(setting.value));
    const auto title = variant.title.empty() ? "" : fmt::format(" ({})", variant.title);
    out += paragraph(fmt::format("{}{}: {}", variant.name, title, join(settings, "; ")), 2);
  }
  return out.empty() ? out : "\nVariants in the file\n" + out;
}

Document read_sound(const fs::path& path, const fs::path& library) {
  SourceTexts texts;
  Diagnostics faults;
  auto document = read_document(path, texts, faults, library);
  if (faults.has_errors())
    throw UsageError(fmt::format("'{}' has faults:\n{}", path.string(), faults.render(texts)));
  return document;
}

/// Every base, where there are several: the changes below are from the first.
std::string bases_text(const std::vector<fs::path>& bases, const fs::path& library) {
  std::string out = "\nBases, each laid over those before\n";
  for (const auto& base : bases) {
    const auto title = scenario_text(read_sound(base, library), "title");
    out += paragraph(base.string() + (title.empty() ? "" : " (" + title + ")"), 2);
  }
  return out;
}

/// What changes from what `against` names, or from the file's first base.
std::string differences_text(const ExplainCommandLine& request, const Document& document) {
  if (!request.against.empty())
    return changes_text(read_sound(request.against, request.library), request.against, document);
  const auto bases = bases_of(request.file);
  if (bases.empty()) return {};
  return (bases.size() > 1 ? bases_text(bases, request.library) : "") +
         changes_text(read_sound(bases.front(), request.library), bases.front().string(), document);
}

/// What the scenario says of itself beside its title and question.
std::string about_text(const Document& document) {
  std::string out;
  for (const auto& [title, text] : about_scenario(document)) out += paragraph(title + ": " + text, 2);
  return out.empty() ? out : "\nAbout this model\n" + out;
}

/// Named numbers with their evidence.
std::string parameters_text(const Document& document) {
  const auto* section = document.section("parameter");
  if (!section || section->items.empty()) return {};
  const PlaceNames names(document);
  std::string out = "\nParameters\n";
  for (const auto& item : section->items) {
    const auto* is = item.find("is");
    const auto* source = item.find("source");
    const auto evidence = source && source->value.is_text() ? " " + source->value.text : std::string();
    const auto* spread = item.find("uncertain");
    const auto open = spread ? ", uncertain: " + value_words(spread->value, names) : std::string();
    out += paragraph(
        fmt::format("{}: {}{}{}", item.name, is ? value_words(is->value, names) : "", open, evidence), 2);
  }
  return out;
}

ExitStatus explain(const ExplainCommandLine& request) {
  const auto study = read_alone(request);
  if (!faults_allow_running(study, false)) return ExitStatus::wrong_input;
  if (request.program) return write_out(program_listing(*study.variants.front().program)), ExitStatus::fine;
  const auto& document = study.documents.front();
  const auto changes = differences_text(request, document);
  std::string out = scenario_text(document, "title") + "\n";
  if (const auto question = scenario_text(document, "question"); !question.empty())
    out += paragraph(question, 0);
  if (request.against.empty()) out += about_text(document);
  write_out(out + changes +
            (request.against.empty()
                 ? pathway_words(document) + parameters_text(document) + variants_text(document)
                 : ""));
  return ExitStatus::fine;
}

CommandAction add_explain(CLI::App& app) {
  const auto request = std::make_shared<ExplainCommandLine>();
  app.add_option("FILE", request->file, "scenario")->required();
  add_settings_option(app, request->settings);
  add_library_option(app, request->library);
  auto* against = app.add_option("--against", request->against, "say only what differs from this scenario");
  against->type_name("OTHER");
  app.add_flag("--program", request->program, "the compiled program, one line an instruction")
      ->excludes(against);
  return [=] { return explain(*request); };
}

} // namespace

extern const CommandRow explain_command;
const CommandRow explain_command{"explain", "a scenario in plain English, and what a redesign changes",
                                 add_explain};

} // namespace carepath
