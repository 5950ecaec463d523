#include "cli/validation/catalogue.hpp"

#include "cli/cluster/mpi_program.hpp"
#include "cli/exit_status.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace carepath {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;
constexpr std::string_view ending = ".expected.json";
constexpr double half_width_in_errors = 1.96; // of the 95% limits that others published
constexpr double usual_slack = 0.005;

double scale_of(const std::string& unit) {
  static const std::array<std::pair<std::string_view, double>, 6> units{
      {{"min", 1.0 / 1440}, {"h", 1.0 / 24}, {"day", 1}, {"week", 7}, {"per day", 1}, {"per week", 1.0 / 7}}};
  for (const auto& [name, scale] : units)
    if (name == unit) return scale;
  return 1;
}

AgreementRule rule_of(const std::string& name) {
  if (name == "theory") return AgreementRule::theory;
  return name == "published" ? AgreementRule::published : AgreementRule::exact;
}

/// What an expectation says, or else its case.
template <class T> T told(const Json& expectation, const Json& whole, const char* key, T otherwise) {
  if (expectation.contains(key)) return expectation.at(key).get<T>();
  return whole.contains(key) ? whole.at(key).get<T>() : otherwise;
}

ExpectedFigure figure_of(const std::string& address, const Json& told_as, const Json& whole) {
  const Json expectation = told_as.is_object() ? told_as : Json{{"value", told_as}};
  ExpectedFigure figure;
  figure.address = address;
  if (!expectation.value("plain", false)) figure.unit = told<std::string>(expectation, whole, "unit", "");
  figure.scale = scale_of(figure.unit);
  figure.theirs = expectation.at("value").get<double>() * figure.scale;
  figure.rule = rule_of(told<std::string>(expectation, whole, "rule", "exact"));
  if (expectation.contains("tolerance"))
    figure.tolerance = expectation.at("tolerance").get<double>() * figure.scale;
  else if (figure.rule == AgreementRule::exact)
    figure.tolerance = whole.value("tolerance", 1e-9) * figure.scale;
  figure.standard_error =
      expectation.value("se", expectation.value("hw95", 0.0) / half_width_in_errors) * figure.scale;
  figure.slack = told(expectation, whole, "slack", usual_slack);
  figure.floor = expectation.value("floor", 0.0);
  return figure;
}

ValidationRun run_of(const Json& json, const Json& whole, const fs::path& folder) {
  ValidationRun run;
  run.name = json.at("name");
  run.scenario = folder / told<std::string>(json, whole, "scenario", "");
  for (const auto* part : {&whole, &json})
    if (part->contains("set"))
      for (const auto& setting : part->at("set")) run.settings.push_back(setting);
  if (json.contains("replications")) run.replications = json.at("replications").get<std::uint32_t>();
  run.must_miss = json.value("must_fail", false);
  for (const auto& [address, expectation] : json.at("expect").items())
    run.figures.push_back(figure_of(address, expectation, whole));
  return run;
}

ValidationCase case_of(const fs::path& path) {
  const auto file = path.filename().string();
  try {
    const auto json = Json::parse(std::ifstream(path));
    ValidationCase out{
        file.substr(0, file.size() - ending.size()), json.at("title"), json.value("source", ""), {}};
    for (const auto& run : json.at("runs")) out.runs.push_back(run_of(run, json, path.parent_path()));
    return out;
  } catch (const nlohmann::json::exception& fault) {
    throw UsageError(fmt::format("'{}' is not understood: {}", path.string(), fault.what()));
  }
}

bool is_wanted(const std::string& file, const std::vector<std::string>& wanted) {
  return wanted.empty() ||
         std::any_of(wanted.begin(), wanted.end(), [&](const auto& name) { return file.starts_with(name); });
}

} // namespace

std::optional<fs::path> find_cases_folder() {
  std::error_code error;
  if (const char* given = std::getenv("CAREPATH_CASES"); given && *given != '\0')
    return fs::is_directory(given, error) ? std::optional<fs::path>(given) : std::nullopt;
  const auto program = own_program().parent_path();
  for (const auto& candidate :
       {program / "../../../tests/cases", fs::path("tests/cases"), program / "../share/carepath/cases"})
    if (fs::is_directory(candidate, error)) return fs::weakly_canonical(candidate, error);
  return std::nullopt;
}

std::vector<ValidationCase> read_cases(const fs::path& folder, const std::vector<std::string>& wanted) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto file = entry.path().filename().string();
    if (file.ends_with(ending) && is_wanted(file, wanted)) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  if (paths.empty())
    throw UsageError(fmt::format("there is no reference case {}in '{}'",
                                 wanted.empty() ? "" : "of that name ", folder.string()));
  std::vector<ValidationCase> cases;
  for (const auto& path : paths) cases.push_back(case_of(path));
  return cases;
}

} // namespace carepath
