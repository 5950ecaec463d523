// Mining in order: who comes, what they are, what there is, how long it takes, where they go.
#include "models/fit/mining_parts.hpp"
#include "models/scenario/units.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace carepath {
namespace {

constexpr std::size_t most_categories = 12;

void add_steps(const EventLog& log, MinedModel& model) {
  for (const auto& activity : log.activities) {
    MinedStep step;
    step.activity = activity;
    model.steps.push_back(std::move(step));
  }
  for (const auto& patient : log.patients)
    for (const auto& activity : patient.path) {
      auto& step = model.steps[activity.activity];
      ++step.visits;
      step.mean_wait += activity.start - activity.came;
      ++model.activities;
    }
  for (auto& step : model.steps) step.mean_wait /= static_cast<double>(std::max<std::size_t>(step.visits, 1));
}

/// What no log of this form can say.
void add_unknowns(const EventLog& log, MinedModel& model) {
  if (!log.has_came)
    model.unknown.emplace_back(
        "When people came for their first activity: the log has no column 'came', so its start "
        "was taken, and waits before it are nothing.");
  if (!log.has_came && log.has_resource)
    model.unknown.emplace_back("Whether people were ready for a later activity as soon as the one before had "
                               "ended: the log has no column 'came', so all the time between them was taken "
                               "for a wait for the resource, also where a review is due weeks later.");
  if (!log.has_resource)
    model.unknown.emplace_back(
        "What limits each activity: the log has no column 'resource', so waits are times of "
        "their own that do not change with demand.");
  for (const auto& name : log.changing)
    model.unknown.push_back(
        fmt::format("What '{}' says: it changes from one activity of a patient to the next, so it "
                    "is no fact about the patient and was left out.",
                    name));
  model.unknown.emplace_back(
      "Who was there already on the first day, and who was still to be seen after the last: "
      "the scenario starts empty.");
  model.unknown.emplace_back(
      "Whether where people go depends on what happened to them before the last activity: the "
      "routes look no further back.");
}

/// Names that none had before: "visit", then "visit_2".
class UniqueNames {
public:
  explicit UniqueNames(std::set<std::string> taken) : taken_(std::move(taken)) {}

  /// The first of `name`, `name`_2, ... that is free, and free behind each of the prefixes too.
  std::string of(const std::string& name, std::vector<std::string> prefixes = {}) {
    prefixes.emplace_back(); // the name itself
    auto free = name;
    const auto is_taken = [&](const std::string& prefix) { return taken_.contains(prefix + free); };
    for (int next = 2; std::any_of(prefixes.begin(), prefixes.end(), is_taken); ++next)
      free = fmt::format("{}{}{}", name, name.ends_with('_') ? "" : "_", next);
    for (const auto& prefix : prefixes) taken_.insert(prefix + free);
    return free;
  }

private:
  std::set<std::string> taken_;
};

/// A category stays as it is written where it can be a name.
std::string category_name(const std::string& text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char sign) {
    const auto letter = static_cast<unsigned char>(sign);
    return letter < 128 && (std::isalnum(letter) || sign == '-' || sign == '_');
  });
  return plain ? text : plain_name(text);
}

void add_names(MinedModel& model) {
  UniqueNames steps({"coming", "done", "join"}); // what the scenario itself calls by these names
  for (const auto& step : model.steps)
    model.names.steps[step.activity] =
        steps.of(plain_name(step.activity), {prefix_of(step), prefix_at_first(step)});
  UniqueNames attributes({});
  for (const auto& attribute : model.attributes) {
    model.names.attributes[attribute.name] = attributes.of(plain_name(attribute.name));
    UniqueNames categories({"by"}); // the key beside them that says by which attribute
    for (const auto& [value, share] : attribute.shares)
      model.names.categories[attribute.name][value] = categories.of(category_name(value));
  }
}

} // namespace

std::string prefix_of(const MinedStep& step) {
  return step.before ? "before_" : "";
}

std::string prefix_at_first(const MinedStep& step) {
  return step.before_first ? step.before ? "before_first_" : "before_" : "";
}

std::string plain_name(const std::string& text) {
  std::string out;
  for (const char sign : text) {
    const auto letter = static_cast<unsigned char>(sign);
    if (std::isalnum(letter) && letter < 128)
      out += static_cast<char>(std::tolower(letter));
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  if (out.empty() || std::isdigit(static_cast<unsigned char>(out.front()))) out = "a_" + out;
  return out;
}

std::string category_of(const LoggedPatient& patient, std::size_t attribute) {
  if (attribute >= patient.attributes.size()) return {};
  const auto& logged = patient.attributes[attribute];
  return logged.empty() ? "unknown" : logged;
}

std::size_t attribute_place(const EventLog& log, const std::string& name) {
  return static_cast<std::size_t>(std::find(log.attributes.begin(), log.attributes.end(), name) -
                                  log.attributes.begin());
}

void mine_attributes(const EventLog& log, MinedModel& model) {
  for (std::size_t at = 0; at < log.attributes.size(); ++at) {
    const auto& name = log.attributes[at];
    if (std::find(log.changing.begin(), log.changing.end(), name) != log.changing.end()) continue;
    MinedAttribute attribute{name, {}};
    std::size_t missing = 0;
    for (const auto& patient : log.patients) {
      if (patient.attributes[at].empty()) ++missing;
      attribute.shares[category_of(patient, at)] += 1;
    }
    if (attribute.shares.size() > most_categories || attribute.shares.size() < 2) {
      model.unknown.push_back(
          fmt::format("What '{}' does: it has {} different values, and an attribute needs 2 to {}; "
                      "group its values to use it.",
                      name, attribute.shares.size(), most_categories));
      continue;
    }
    if (missing > 0)
      model.unknown.push_back(
          fmt::format("'{}' of {} patients: they are the category 'unknown'.", name, missing));
    for (auto& [value, share] : attribute.shares) share /= static_cast<double>(log.patients.size());
    model.attributes.push_back(std::move(attribute));
  }
  if (model.attributes.size() > 1)
    model.unknown.emplace_back("How attributes go together: each is drawn by itself.");
}

MinedModel mine(const EventLog& log) {
  MinedModel model;
  model.file = log.file;
  model.start_day = log.start_day;
  model.weeks = std::max(1.0, std::floor(log.length / days_per_week));
  model.patients = log.patients.size();
  add_steps(log, model);
  mine_attributes(log, model);
  mine_arrivals(log, model);
  mine_resources(log, model);
  mine_durations(log, model);
  mine_routes(log, model);
  add_unknowns(log, model);
  add_names(model);
  return model;
}

} // namespace carepath
