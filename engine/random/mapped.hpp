// A sampler that draws from another and then maps the value, for maps that never decrease.
#pragma once

#include "engine/random/prepared_draw.hpp"

#include <memory>
#include <utility>

namespace carepath {

/// `Map` is a small copyable function object from double to double.
template <class Map> class MappedSampler final : public Sampler {
public:
  MappedSampler(std::shared_ptr<const Sampler> inner, Map map)
      : inner_(std::move(inner)), draw_(inner_->prepared()), map_(map) {}
  [[nodiscard]] double draw(Uniform u) const override { return map_(draw_.draw(u)); }

private:
  std::shared_ptr<const Sampler> inner_;
  PreparedDraw draw_;
  Map map_;
};

} // namespace carepath
