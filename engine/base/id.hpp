// Strong index types: a `StepId` cannot be passed where a `ResourceId` is meant.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace carepath {

template <class Tag> struct Id {
  static constexpr std::uint32_t none_value = 0xFFFF'FFFFu;
  std::uint32_t value = none_value;

  constexpr Id() = default;
  constexpr explicit Id(std::uint64_t index) : value(static_cast<std::uint32_t>(index)) {}
  [[nodiscard]] constexpr bool exists() const { return value != none_value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

/// A number of rows as the indices that programs are made of.
[[nodiscard]] constexpr std::uint32_t size32(std::size_t size) {
  return static_cast<std::uint32_t>(size);
}

using AttributeId = Id<struct AttributeTag>;
using StepId = Id<struct StepTag>;
using ResourceId = Id<struct ResourceTag>;
using NeedId = Id<struct NeedTag>;
using HoldId = Id<struct HoldTag>;
using IntervalId = Id<struct IntervalTag>;
using TimerId = Id<struct TimerTag>;
using SourceId = Id<struct SourceTag>;
using OutcomeId = Id<struct OutcomeTag>;
using DistributionId = Id<struct DistributionTag>;
using ValueId = Id<struct ValueTag>;
using MeasureId = Id<struct MeasureTag>;
using ProfileId = Id<struct ProfileTag>;
using LabelId = Id<struct LabelTag>;

} // namespace carepath
