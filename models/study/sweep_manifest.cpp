// The manifest of a sweep as JSON, there and back.
#include "models/study/sweep_plan.hpp"

#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

using ManifestJson = nlohmann::ordered_json;
constexpr const char* format = "carepath-sweep/1";

std::vector<std::string> texts_in(const ManifestJson& json) {
  return json.get<std::vector<std::string>>();
}

SweepManifest manifest_in(const ManifestJson& json) {
  SweepManifest out;
  if (json.at("format") != format) throw std::runtime_error("another format");
  out.program_version = json.at("program_version");
  out.git_hash = json.at("git_hash");
  out.identity = {json.at("scenario_hash"), json.at("seed"), json.at("version")};
  out.file = json.at("scenario");
  out.settings = texts_in(json.at("overrides"));
  out.replications = json.at("replications");
  out.block = json.at("shard_replications");
  if (const auto goal = json.value("precision", ManifestJson()); !goal.is_null())
    out.precision = {goal.at("share").get<double>(), std::nullopt, goal.at("most").get<std::uint32_t>()};
  out.coordinates = texts_in(json.at("coordinates"));
  out.paths = texts_in(json.at("paths"));
  for (const auto& point : json.at("points")) {
    out.points.push_back(point.at("name"));
    out.point_coordinates.push_back(texts_in(point.at("coordinates")));
    if (out.point_coordinates.back().size() != out.coordinates.size())
      throw std::runtime_error("coordinates");
  }
  for (const auto& text : json.at("texts")) out.texts.push_back({text.at("name"), text.at("text")});
  if (out.block == 0 || out.replications == 0) throw std::runtime_error("no replications");
  return out;
}

} // namespace

std::string manifest_text(const SweepManifest& manifest) {
  ManifestJson json{{"format", format},
                    {"program_version", manifest.program_version},
                    {"git_hash", manifest.git_hash},
                    {"version", manifest.identity.version},
                    {"scenario", manifest.file},
                    {"scenario_hash", manifest.identity.scenario},
                    {"overrides", manifest.settings},
                    {"seed", manifest.identity.seed},
                    {"replications", manifest.replications},
                    {"shard_replications", manifest.block},
                    {"coordinates", manifest.coordinates},
                    {"paths", manifest.paths}};
  json["precision"] = nullptr;
  if (const auto& goal = manifest.precision)
    json["precision"] = {{"share", *goal->share}, {"most", goal->most}};
  json["points"] = ManifestJson::array();
  for (std::size_t at = 0; at < manifest.points.size(); ++at)
    json["points"].push_back(
        {{"name", manifest.points[at]}, {"coordinates", manifest.point_coordinates[at]}});
  json["texts"] = ManifestJson::array();
  for (const auto& text : manifest.texts) json["texts"].push_back({{"name", text.name}, {"text", text.text}});
  return json.dump(1) + "\n";
}

SweepManifest read_manifest(const std::filesystem::path& folder) {
  const auto path = folder / manifest_name;
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw InputError(
        fmt::format("'{}' holds no sweep: there is no {} in it", folder.string(), manifest_name));
  try {
    return manifest_in(ManifestJson::parse(std::string(std::istreambuf_iterator<char>(in), {})));
  } catch (const std::exception&) {
    throw InputError(
        fmt::format("'{}' is damaged; remove it and run the sweep again with --resume", path.string()));
  }
}

} // namespace carepath
