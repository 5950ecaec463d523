#include "viewer/panels/time_bar.hpp"

#include "viewer/figure_text.hpp"
#include "viewer/panels/parts.hpp"

#include <algorithm>

namespace carepath {

namespace {

constexpr float seconds_to_play = 20; // the whole run

void advance(Choices& choices, double low, double high) {
  if (!choices.playing) return;
  choices.moment += (high - low) * static_cast<double>(ImGui::GetIO().DeltaTime / seconds_to_play);
  if (choices.moment < high) return;
  choices.moment = high;
  choices.playing = false;
}

} // namespace

void time_bar(const PanelContext& context, const Results& results) {
  if (results.times.empty()) return;
  auto& choices = context.choices;
  choices.date_shown = true;
  const double low = results.times.front();
  const double high = results.times.back();
  advance(choices, low, high);
  choices.moment = std::clamp(choices.moment, low, high);
  const float em = ImGui::GetFontSize();
  if (ImGui::Button(choices.playing ? "Pause" : "Play", {4.5F * em, 0})) {
    choices.playing = !choices.playing;
    if (choices.playing && choices.moment >= high) choices.moment = low;
  }
  ImGui::SameLine();
  const auto label =
      format_date(results.start_date, choices.moment) + ", week " + grouped(choices.moment / 7, 0);
  const float slider = ImGui::GetCursorPosX() + 12 * em; // stays where it is as the date changes
  ImGui::TextUnformatted(label.c_str());
  ImGui::SameLine(slider);
  ImGui::SetNextItemWidth(std::max(10 * em, ImGui::GetContentRegionAvail().x - 0.5F * em));
  ImGui::SliderScalar("##moment", ImGuiDataType_Double, &choices.moment, &low, &high, "");
  if (ImGui::IsItemActive()) choices.playing = false;
}

} // namespace carepath
