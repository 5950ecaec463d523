// `carepath explain FILE`: a scenario in plain English, and what a redesign changes.
#include "cli/commands/pathway_words.hpp"
#include "cli/commands/study_request.hpp"
#include "cli/output/text_grid.hpp"
#include "cli/terminal.hpp"
#include "engine/base/text.hpp"
#include "engine/program/program_listing.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/scenario/written.hpp"
#include "models/words/change_words.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <optional>

namespace carepath {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t page_width = 100;

struct Request {
  std::string file;
  std::string against;
  std::vector<std::string> settings;
  bool program = false;
};

Study read_alone(const std::string& file, const std::vector<std::string>& settings) {
  return read_study({.files = {file},
                     .settings = settings,
                     .replications = {},
                     .seed = {},
                     .threads = 0,
                     .only = {},
                     .with_variants = false});
}

/// The first base that the file itself names.
std::optional<fs::path> first_base(const fs::path& path) {
  SourceTexts texts;
  Diagnostics faults;
  Node table;
  if (!read_toml(path, texts, faults, table)) return std::nullopt;
  const auto* scenario = table.find("scenario");
  const auto* base = scenario ? scenario->find("base") : nullptr;
  if (base && base->is_array() && !base->items.empty()) base = &base->items.front();
  if (!base || !base->is_text()) return std::nullopt;
  return (path.parent_path() / base->text).lexically_normal();
}

std::string scenario_text(const Document& document, std::string_view key) {
  const auto* scenario = document.item("scenario");
  const auto* field = scenario ? scenario->find(key) : nullptr;
  return field && field->value.is_text() ? field->value.text : std::string();
}

std::string indented(const std::string& text, std::size_t indent) {
  return join(wrap_words(std::string(indent, ' ') + text, page_width), "\n") + "\n";
}

/// "  - first line", and the lines after it under its first word.
std::string bullet(const std::string& sentence) {
  auto text = indented(sentence, 4);
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
    out += indented(fmt::format("{}: {}", variant.name, join(settings, "; ")), 2);
  }
  return out.empty() ? out : "\nVariants in the file\n" + out;
}

/// What `against` names, or the file's base, as read from its file.
std::string differences_text(const Request& request, const Document& document) {
  std::optional<fs::path> other;
  if (!request.against.empty())
    other = request.against;
  else
    other = first_base(request.file);
  if (!other) return {};
  SourceTexts texts;
  Diagnostics faults;
  const auto before = read_document(*other, texts, faults);
  if (faults.has_errors())
    throw UsageError(fmt::format("'{}' has faults:\n{}", other->string(), faults.render(texts)));
  return changes_text(before, other->string(), document);
}

ExitStatus explain(const Request& request) {
  const auto study = read_alone(request.file, request.settings);
  if (!faults_allow_running(study, false)) return ExitStatus::wrong_input;
  if (request.program) return write_out(program_listing(*study.variants.front().program)), ExitStatus::fine;
  const auto& document = study.documents.front();
  const auto changes = differences_text(request, document);
  std::string out = scenario_text(document, "title") + "\n";
  if (const auto question = scenario_text(document, "question"); !question.empty())
    out += indented(question, 0);
  write_out(out + changes +
            (request.against.empty() ? pathway_words(document) + variants_text(document) : ""));
  return ExitStatus::fine;
}

CommandAction add(CLI::App& app) {
  const auto request = std::make_shared<Request>();
  app.add_option("FILE", request->file, "scenario")->required();
  add_settings_option(app, request->settings);
  auto* against = app.add_option("--against", request->against, "say only what differs from this scenario");
  against->type_name("OTHER");
  app.add_flag("--program", request->program, "the compiled program, one line an instruction")
      ->excludes(against);
  return [=] { return explain(*request); };
}

} // namespace

extern const CommandRow explain_command;
const CommandRow explain_command{"explain", "a scenario in plain English, and what a redesign changes", add};

} // namespace carepath
