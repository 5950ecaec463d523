// Diaries: sessions laid out over the run, with their slots.
#pragma once

#include "models/compile/binder.hpp"

namespace carepath {

/// Fills in the sessions and booking rules of a diary.
void define_diary(const Item& item, ProgramResource& row, Binder& binder, CompileContext& context);

/// `profile` where `open` is above 0, and 0 elsewhere.
[[nodiscard]] Profile open_only(const Profile& profile, const Profile& open);

/// Worked-out numbers of units or slots: 100 * 0.29 falls a little short of 29 and is 29.
[[nodiscard]] double whole_where_meant(double number);
[[nodiscard]] Profile whole_where_meant(Profile profile);

} // namespace carepath
