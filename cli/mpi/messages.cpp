#include "cli/mpi/messages.hpp"

#include "cli/version.hpp"

#include <boost/serialization/string.hpp>

namespace carepath {

using Json = nlohmann::json;

namespace {

/// A path that means the same wherever a rank was started; nothing stays nothing.
std::string whole_path(const std::filesystem::path& path) {
  return path.empty() ? std::string() : std::filesystem::absolute(path).string();
}

} // namespace

Json order_json(const SweepOrder& order, const SweepManifest& manifest) {
  const auto& request = order.request;
  Json json{{"file", whole_path(request.file)},
            {"library", whole_path(request.library)},
            {"settings", request.settings},
            {"folder", whole_path(order.folder)},
            {"threads", order.threads},
            {"scenario", manifest.identity.scenario},
            {"version", manifest.identity.version},
            {"replications", manifest.replications},
            {"seed", manifest.identity.seed},
            {"trace", request.trace},
            {"precision", nullptr}};
  if (const auto& goal = request.precision)
    json["precision"] = {{"share", *goal->share}, {"most", goal->most}};
  return json;
}

SweepOrder order_in(const Json& json, SweepIdentity& identity) {
  SweepOrder order;
  order.request.file = json.at("file").get<std::string>();
  order.request.library = json.at("library").get<std::string>();
  order.request.settings = json.at("settings").get<std::vector<std::string>>();
  order.request.replications = json.at("replications").get<std::uint32_t>();
  order.request.seed = json.at("seed").get<std::uint64_t>();
  order.request.trace = json.at("trace").get<bool>();
  if (const auto& goal = json.at("precision"); !goal.is_null())
    order.request.precision = {goal.at("share").get<double>(), std::nullopt,
                               goal.at("most").get<std::uint32_t>()};
  order.request.version = version_and_commit(); // of this rank: another version is then told
  order.folder = json.at("folder").get<std::string>();
  order.threads = json.at("threads").get<std::uint32_t>();
  identity = {json.at("scenario").get<std::string>(), *order.request.seed,
              json.at("version").get<std::string>()};
  return order;
}

Json report_json(const RankReport& report) {
  return {{"replications", report.replications},
          {"done", report.outcome.done},
          {"failed_points", report.outcome.failed_points},
          {"imprecise_points", report.outcome.imprecise_points},
          {"failed_replications", report.outcome.failed_replications},
          {"error", report.error}};
}

RankReport report_in(const Json& json) {
  RankReport report;
  report.replications = json.at("replications").get<std::size_t>();
  report.outcome.done = json.at("done").get<std::size_t>();
  report.outcome.failed_points = json.at("failed_points").get<std::vector<std::string>>();
  report.outcome.imprecise_points = json.at("imprecise_points").get<std::vector<std::string>>();
  report.outcome.failed_replications = json.at("failed_replications").get<std::size_t>();
  report.error = json.at("error").get<std::string>();
  return report;
}

bool receive_if_there(const boost::mpi::communicator& world, Received& message) {
  const auto waiting = world.iprobe(boost::mpi::any_source, boost::mpi::any_tag);
  if (!waiting) return false;
  std::string text;
  world.recv(waiting->source(), waiting->tag(), text);
  message = {waiting->source(), static_cast<RankMessage>(waiting->tag()), Json::parse(text)};
  return true;
}

void send(const boost::mpi::communicator& world, int rank, RankMessage kind, const Json& text) {
  world.send(rank, static_cast<int>(kind), text.dump());
}

} // namespace carepath
