#include "models/study/run_warnings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace carepath {
namespace {

void warn_of_standstill(const Program& program, const std::vector<ReplicationResult>& replications,
                        VariantResult& out) {
  std::uint64_t people = 0;
  std::size_t stuck = 0;
  std::set<std::string> names;
  for (const auto& replication : replications) {
    people += replication.held_up;
    stuck += replication.held_up > 0 ? 1 : 0;
    for (const auto resource : replication.held_up_on) names.insert(program.resources[resource].name);
  }
  if (stuck == 0) return;
  out.warnings.push_back(fmt::format(
      "{} ({:.3g} on average at the end), waiting for {}", standstill_warning(stuck, out.replications),
      static_cast<double>(people) / static_cast<double>(stuck), fmt::join(names, ", ")));
}

void warn_of_impossible_chances(const Program& program, const std::vector<ReplicationResult>& replications,
                                VariantResult& out) {
  std::size_t with = 0;
  std::string place;
  for (const auto& replication : replications) {
    if (replication.impossible_chances.times == 0) continue;
    if (with++ == 0) place = impossible_place(program, replication);
  }
  if (with > 0) out.warnings.push_back(impossible_chance_warning(with, out.replications, place));
}

} // namespace

void add_run_warnings(const Program& program, const std::vector<ReplicationResult>& replications,
                      VariantResult& out) {
  warn_of_standstill(program, replications, out);
  warn_of_impossible_chances(program, replications, out);
}

std::string standstill_warning(std::size_t stuck, std::uint32_t replications) {
  return fmt::format("in {} of {} replications people held each other up for good", stuck, replications);
}

std::string impossible_chance_warning(std::size_t replications_with, std::uint32_t replications,
                                      const std::string& place) {
  return fmt::format(
      "in {} of {} replications the chance at {} came to more than 1 or less than 0 and was taken "
      "as certain or as never",
      replications_with, replications, place);
}

const std::string& impossible_place(const Program& program, const ReplicationResult& replication) {
  return program.chance_places.at(replication.impossible_chances.first);
}

} // namespace carepath
