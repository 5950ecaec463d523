// Diaries: sessions laid out over the run, with their slots.
#pragma once

#include "models/compile/binder.hpp"

namespace carepath {

/// Fills in the sessions and booking rules of a diary.
void define_diary(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context);

/// `profile` where `open` is above 0, and 0 elsewhere.
[[nodiscard]] Profile open_only(const Profile& profile, const Profile& open);

} // namespace carepath
