#include "viewer/whatif/run_scenarios.hpp"

#include "models/study/study.hpp"

#include <stdexcept>

namespace carepath {

Results run_scenarios(const std::vector<std::filesystem::path>& files, const std::atomic<bool>* cancelled) {
  StudyOptions options;
  options.files = files;
  constexpr std::uint32_t people_followed = 40;
  options.follow = people_followed;
  const auto study = read_study(options);
  if (study.faults.has_errors()) throw std::runtime_error(study.faults.render(study.texts));
  RunHooks hooks;
  hooks.cancelled = cancelled;
  return run_study(study, hooks);
}

} // namespace carepath
