// A draw as plain data, so that the interpreter's inner loop makes no virtual call for the common
// kinds: a constant, a uniform, a table, the exponential of a table, finitely many values.
#pragma once

#include "engine/random/inverse_table.hpp"
#include "engine/random/portable_math.hpp"
#include "engine/random/step_table.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace carepath {

/// What a sampler does, as data. The sampler it came from must outlive it.
struct PreparedDraw {
  enum class Kind : std::uint8_t { constant, uniform, table, exp_table, steps, other };

  Kind kind = Kind::constant;
  double plus = 0;
  double times = 1;
  double exponent = 1;      // exp_table: plus + times * exp(exponent * table)
  std::uint64_t mirror = 0; // all ones when u is read from the other end (a negative multiple)
  const InverseTable* table = nullptr;
  const StepTable* steps = nullptr;
  const Sampler* sampler = nullptr;

  /// The value at u; never decreasing in u.
  [[nodiscard]] double draw(Uniform u) const {
    if (kind == Kind::steps) return plus + times * steps->at(seen(u));
    if (kind == Kind::table) return plus + times * table->at(seen(u));
    if (kind == Kind::exp_table) return plus + times * portable::exp(exponent * table->at(seen(u)));
    if (kind == Kind::uniform) return plus + times * seen(u).value();
    return kind == Kind::constant ? plus : sampler->draw(u);
  }

private:
  [[nodiscard]] Uniform seen(Uniform u) const { return {u.bits ^ mirror}; }
};

/// The sampler's draw as data; the caller keeps the sampler alive.
[[nodiscard]] inline PreparedDraw prepare(const std::shared_ptr<const Sampler>& sampler) {
  return sampler->prepared();
}

/// times * draw + plus as data, where the kind allows it.
[[nodiscard]] std::optional<PreparedDraw> scaled(PreparedDraw draw, double times, double plus);

/// A sampler that does what `form` says and keeps `owner` (the table, say) alive.
[[nodiscard]] std::shared_ptr<const Sampler> form_sampler(PreparedDraw form,
                                                          std::shared_ptr<const void> owner = nullptr);
/// plus + times * table.
[[nodiscard]] std::shared_ptr<const Sampler> table_sampler(std::shared_ptr<const InverseTable> table,
                                                           double times = 1, double plus = 0);
/// times * exp(exponent * table).
[[nodiscard]] std::shared_ptr<const Sampler> exp_table_sampler(std::shared_ptr<const InverseTable> table,
                                                               double exponent, double times);

} // namespace carepath
