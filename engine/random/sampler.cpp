// Samplers: how a distribution is prepared for drawing, and how well that inverts its CDF.
#include "engine/random/prepared_draw.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace carepath {
namespace {

class FormSampler final : public Sampler {
public:
  FormSampler(PreparedDraw form, std::shared_ptr<const void> owner) : form_(form), owner_(std::move(owner)) {}
  [[nodiscard]] double draw(Uniform u) const override { return form_.draw(u); }
  [[nodiscard]] PreparedDraw prepared() const override { return form_; }

private:
  PreparedDraw form_;
  std::shared_ptr<const void> owner_;
};

} // namespace

PreparedDraw Sampler::prepared() const {
  PreparedDraw form;
  form.kind = PreparedDraw::Kind::other;
  form.sampler = this;
  return form;
}

std::optional<PreparedDraw> scaled(PreparedDraw draw, double times, double plus) {
  if (draw.kind == PreparedDraw::Kind::other) return std::nullopt;
  if (times < 0) draw.mirror = ~draw.mirror;
  draw.plus = plus + times * draw.plus;
  draw.times = times * draw.times;
  return draw;
}

std::shared_ptr<const Sampler> form_sampler(PreparedDraw form, std::shared_ptr<const void> owner) {
  return std::make_shared<FormSampler>(form, std::move(owner));
}

std::shared_ptr<const Sampler> table_sampler(std::shared_ptr<const InverseTable> table, double times,
                                             double plus) {
  PreparedDraw form;
  form.kind = PreparedDraw::Kind::table;
  form.plus = plus;
  form.times = times;
  form.table = table.get();
  return form_sampler(form, std::move(table));
}

std::shared_ptr<const Sampler> exp_table_sampler(std::shared_ptr<const InverseTable> table, double exponent,
                                                 double times) {
  PreparedDraw form;
  form.kind = PreparedDraw::Kind::exp_table;
  form.times = times;
  form.exponent = exponent;
  form.table = table.get();
  return form_sampler(form, std::move(table));
}

std::shared_ptr<const Sampler> make_sampler(const DistributionPtr& distribution) {
  if (auto own = distribution->own_sampler()) return own;
  return table_sampler(std::make_shared<InverseTable>(distribution));
}

double inversion_error(const Distribution& distribution, const Sampler& sampler) {
  double worst = 0;
  const auto look = [&](Uniform u) {
    worst = std::max(worst, inversion_gap(distribution, sampler.draw(u), tail_of(u)));
  };
  constexpr std::uint64_t grid = 4001; // odd, so that the grid does not fall on the cells of a table
  for (std::uint64_t i = 0; i < grid; ++i) look({(~std::uint64_t{0} / grid) * i + 12345});
  for (unsigned octave = 0; octave < 64; ++octave) // both tails, three places in every halving
    for (const std::uint64_t start : {0x8000000000000000ull, 0xAB5E3A1C94D20F77ull, 0xF0C6D1123456789Aull}) {
      look({start >> octave});
      look({~(start >> octave)});
    }
  return worst;
}

} // namespace carepath
