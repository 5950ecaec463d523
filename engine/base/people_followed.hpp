// People followed through two variants, so that each is compared with themselves.
#pragma once

#include <cstddef>

namespace carepath {

/// Of each is kept in which groups they are, of so many attributes: the first by which KPIs are split.
inline constexpr std::size_t most_splits_followed = 4;

} // namespace carepath
