#include "models/study/shard.hpp"

#include "engine/base/text_hash.hpp"

#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

using Json = nlohmann::json;
constexpr std::string_view mark = "carepath-shard/1 ";
constexpr std::size_t longest_name = 160; // file names may have 255 bytes

/// JSON has no number for these; every other number is read back to the last bit.
Json number(double value) {
  if (std::isnan(value)) return nullptr;
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return value;
}

double number_in(const Json& json) {
  if (json.is_null()) return std::nan("");
  if (json.is_string()) return json == "inf" ? INFINITY : -INFINITY;
  return json.get<double>();
}

Json row_json(const KpiRow& row) {
  return {row.name,
          row.title,
          row.unit,
          row.shown_in,
          row.definition,
          row.group,
          row.group_value,
          row.has_target,
          number(row.target),
          row.target_at_most,
          number(row.target_high)};
}

KpiRow row_in(const Json& json) {
  KpiRow row;
  row.name = json.at(0);
  row.title = json.at(1);
  row.unit = json.at(2);
  row.shown_in = json.at(3);
  row.definition = json.at(4);
  row.group = json.at(5);
  row.group_value = json.at(6);
  row.has_target = json.at(7);
  row.target = number_in(json.at(8));
  row.target_at_most = json.at(9);
  row.target_high = number_in(json.at(10));
  return row;
}

Json shard_json(const Shard& shard) {
  Json rows = Json::array(), values = Json::array();
  for (const auto& row : shard.kpis) rows.push_back(row_json(row));
  for (const double value : shard.values) values.push_back(number(value));
  return {{"scenario", shard.identity.scenario},
          {"seed", shard.identity.seed},
          {"version", shard.identity.version},
          {"point", shard.point},
          {"first", shard.first},
          {"size", shard.size},
          {"fault", shard.fault},
          {"title", shard.title},
          {"question", shard.question},
          {"start_date", shard.start_date},
          {"warm_up_days", shard.warm_up_days},
          {"length_days", shard.length_days},
          {"headline", shard.headline},
          {"antithetic", shard.antithetic},
          {"kpis", std::move(rows)},
          {"values", std::move(values)},
          {"completed", shard.completed},
          {"failures", shard.failures},
          {"held_up", shard.held_up},
          {"impossible", shard.impossible},
          {"impossible_at", shard.impossible_at},
          {"events", shard.events},
          {"imprecise", shard.imprecise}};
}

Shard shard_in(const Json& json) {
  Shard shard;
  shard.identity = {json.at("scenario"), json.at("seed"), json.at("version")};
  shard.point = json.at("point");
  shard.first = json.at("first");
  shard.size = json.at("size");
  shard.fault = json.at("fault");
  shard.title = json.at("title");
  shard.question = json.at("question");
  shard.start_date = json.at("start_date");
  shard.warm_up_days = json.at("warm_up_days");
  shard.length_days = json.at("length_days");
  shard.headline = json.at("headline").get<std::vector<std::string>>();
  shard.antithetic = json.at("antithetic");
  for (const auto& row : json.at("kpis")) shard.kpis.push_back(row_in(row));
  for (const auto& value : json.at("values")) shard.values.push_back(number_in(value));
  shard.completed = json.at("completed");
  shard.failures = json.at("failures").get<std::vector<std::string>>();
  shard.held_up = json.at("held_up");
  shard.impossible = json.at("impossible");
  shard.impossible_at = json.at("impossible_at");
  shard.events = json.at("events");
  shard.imprecise = json.value("imprecise", "");
  return shard;
}

} // namespace

std::string checksum(std::string_view text) {
  return fmt::format("{:016x}", text_hash(text));
}

std::string shard_text(const Shard& shard) {
  const auto body = shard_json(shard).dump() + "\n";
  return fmt::format("{}{}\n{}", mark, checksum(body), body);
}

std::optional<Shard> parse_shard(const std::string& text) {
  const auto end = text.find('\n');
  if (!text.starts_with(mark) || end == std::string::npos) return std::nullopt;
  const auto body = std::string_view(text).substr(end + 1);
  if (std::string_view(text).substr(mark.size(), end - mark.size()) != checksum(body)) return std::nullopt;
  try {
    auto shard = shard_in(Json::parse(body));
    const bool whole = shard.values.size() == shard.kpis.size() * shard.size;
    return whole ? std::optional(std::move(shard)) : std::nullopt;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::optional<Shard> read_shard(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return parse_shard({std::istreambuf_iterator<char>(in), {}});
}

std::string point_file_name(const std::string& point) {
  std::string name;
  for (const char c : point) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '=' || c == ',' || c == '-' || c == '+';
    name += plain ? c : '_';
  }
  if (name != point || name.size() > longest_name || name.starts_with('.'))
    name = "p-" + name.substr(0, longest_name) + "-" + checksum(point);
  return name;
}

std::string shard_file_name(const std::string& point, std::uint32_t first) {
  return fmt::format("{}.r{:06}.shard", point_file_name(point), first + 1);
}

} // namespace carepath
