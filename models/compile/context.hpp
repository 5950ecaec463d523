// What the parts of the scenario compiler share: the document, the names declared so far, the faults.
#pragma once

#include "engine/program/program_builder.hpp"
#include "models/scenario/document.hpp"
#include "models/scenario/measures.hpp"
#include "models/scenario/value.hpp"
#include "models/working_time/calendar.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace carepath {

/// Timing of the run, in days since the start.
struct RunSettings {
  std::int64_t start_day = 0;
  double start_time_of_day = 0;
  std::string start_text;
  double warm_up = 0;
  double length = 0;
  std::uint32_t replications = 30;
  std::uint32_t replications_per_draw = 2; // of the uncertain inputs
  bool antithetic = false;                 // replications in pairs, the second with the first's luck mirrored
  std::uint64_t seed = 1;
  double series_step = 7;
  bool by_calendar_month = false; // series, in place of a step
  std::vector<double> census;     // days
  std::vector<std::string> census_labels;
  [[nodiscard]] double end() const { return warm_up + length; }
};

/// Names in the order declared, with the index of each.
class NameTable {
public:
  std::uint32_t add(std::string name);
  /// The index of `name`, or none_value.
  [[nodiscard]] std::uint32_t find(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  static constexpr std::uint32_t none_value = 0xFFFF'FFFFu;

private:
  std::vector<std::string> names_;
  NameIndex<std::uint32_t> index_;
};

/// Something to do when an entity passes a point of the pathway ("ward.start").
using PointAction = std::function<void()>; // emits instructions

struct CompileContext {
  const Document& document;
  const SourceTexts& texts;
  Diagnostics& faults;
  RunSettings run{};
  ProgramBuilder builder{};
  NamedMeasures measures{document};

  NameTable attributes{}, steps{}, resources{}, clocks{}, outcomes{}, sources{}, risks{}, calendars{}, kpis{};
  std::map<std::string, Value, std::less<>> parameters{};
  /// Paths of fields that lead back to themselves or to too much; whatever names one has been told so.
  std::set<std::string, std::less<>> refused_fields{};
  std::map<std::string, Calendar, std::less<>> calendar_of{};
  std::map<std::string, ProfileId, std::less<>> calendar_profile{};

  /// What happens at each point, in the order declared; and the points that exist.
  NameIndex<std::vector<PointAction>> points{};
  std::map<std::string, SourceRef, std::less<>> known_points{};
  std::set<std::uint32_t> restarting_clocks{}; // clocks that reopen on rebooking
  /// What ends at each point, after all that is read there.
  NameIndex<std::vector<PointAction>> endings{};

  [[nodiscard]] ValueContext values() { return values(faults); }
  /// The same, with faults told to another list.
  [[nodiscard]] ValueContext values(Diagnostics& told);
  [[nodiscard]] Program& program() { return builder.program(); }

  /// Adds a fault with the nearest known name.
  void unknown(SourceRef where, std::string_view kind, std::string_view name,
               const std::vector<std::string>& known);
  /// A fault when the name is that of an item an overlay dropped; false when it is not.
  bool tell_dropped(std::string_view name, SourceRef where);
  /// The index of a name used at `where`, or none_value after a fault.
  [[nodiscard]] std::uint32_t require(const NameTable& table, std::string_view kind, std::string_view name,
                                      SourceRef where);
  /// All items of a section; empty when the scenario has none.
  [[nodiscard]] const std::vector<Item>& items(std::string_view section) const;
  /// Emits the instructions of everything attached to a point.
  void emit_point(const std::string& point);
  /// Checks that a point used at `where` exists ("gp.arrive", "ward.start", "first_clinic.dna",
  /// "discharged").
  bool require_point(const std::string& point, SourceRef where);
};

/// Points named by a field: a text or a list of texts, "*" allowed at the end ("outcome.*").
[[nodiscard]] std::vector<std::pair<std::string, SourceRef>> texts_of(const Node& node,
                                                                      CompileContext& context);

} // namespace carepath
