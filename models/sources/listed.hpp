// Sources that come from files: recorded or waiting people, and the published RTT extract.
#pragma once

#include "models/compile/context.hpp"

#include <set>

namespace carepath {

/// Fills `row` from the CSV named by the source's `file` and `columns`. `steps`: the hidden attribute that
/// carries the step each person starts in, when the file has one.
void read_listed(const Item& source, SourceRow& row, CompileContext& context);

/// Fills `row` with one person per pathway of an NHS England RTT full extract.
void read_rtt_extract(const Item& source, SourceRow& row, CompileContext& context);

/// A warning when people come after the run, when nobody is simulated any more: at `times`, which are
/// `whose` ("people of the file"), told at `where`.
void tell_late(const std::vector<SimTime>& times, std::string_view whose, SourceRef where,
               CompileContext& context);

/// The steps in which people of a source start by its file's column 'step', each once; none without one.
[[nodiscard]] std::set<std::uint32_t> steps_of_rows(const SourceRow& row, const CompileContext& context);

/// A hidden attribute for what a file says of each person ("waited"); made when first asked for.
[[nodiscard]] AttributeId hidden_attribute(std::string_view name, CompileContext& context);

inline constexpr std::string_view waited_attribute = "(waited)";
inline constexpr std::string_view step_attribute = "(step)";

} // namespace carepath
