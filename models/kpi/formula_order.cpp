#include "models/kpi/formula_order.hpp"

#include "models/kpi/formula_measure.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace carepath {
namespace {

/// A formula, and places of the formulas it names.
struct Formula {
  const Item* item = nullptr;
  std::set<std::size_t> needs{};
};

/// What stands after "kpi." in a formula.
void add_names(const Value& value, std::set<std::string>& names) {
  if (is_kpi(value)) names.insert(value.text.substr(kpi_prefix.size()));
  for (const auto& child : value.children) add_names(child, names);
}

std::set<std::string> names_in(const Item& item, CompileContext& context) {
  std::set<std::string> names;
  Diagnostics untold; // faults are told when the formula itself is read
  const auto& value = item.find("value")->value;
  if (value.is_text()) add_names(read_expression(value.text, value.where, context.values(untold)), names);
  return names;
}

bool is_formula(const Item& item) {
  const auto forms = kpi_forms();
  return item.find("value") &&
         std::none_of(forms.begin(), forms.end(), [&](const KpiForm& form) { return item.find(form.key); });
}

std::vector<Formula> read_formulas(CompileContext& context) {
  std::vector<Formula> formulas;
  std::map<std::string, std::size_t> places;
  for (const auto& item : context.items("kpi"))
    if (is_formula(item)) {
      places.emplace(item.name, formulas.size());
      formulas.push_back({&item});
    }
  for (auto& formula : formulas)
    for (const auto& name : names_in(*formula.item, context))
      if (const auto found = places.find(name); found != places.end()) formula.needs.insert(found->second);
  return formulas;
}

/// Formulas in the order of what they need, the first of the file first; those in a circle and what needs
/// them are left.
class Ordering {
public:
  explicit Ordering(std::vector<Formula> formulas)
      : formulas_(std::move(formulas)), users_(formulas_.size()), waits_for_(formulas_.size()) {
    for (std::size_t at = 0; at < formulas_.size(); ++at) {
      waits_for_[at] = formulas_[at].needs.size();
      for (const auto need : formulas_[at].needs) users_[need].push_back(at);
      if (waits_for_[at] == 0) ready_.insert(at);
    }
  }

  std::vector<const Item*> take() {
    std::vector<const Item*> order;
    while (!ready_.empty()) {
      const auto next = *ready_.begin();
      ready_.erase(ready_.begin());
      order.push_back(formulas_[next].item);
      for (const auto user : users_[next])
        if (--waits_for_[user] == 0) ready_.insert(user);
    }
    return order;
  }

  /// The circles among what is left: each formula needs the next, and the last the first, which is the first
  /// of them in the file.
  [[nodiscard]] std::vector<std::vector<const Item*>> circles() const {
    std::vector<std::vector<const Item*>> found;
    std::set<std::size_t> seen;
    for (std::size_t first = 0; first < formulas_.size(); ++first) {
      std::vector<std::size_t> path;
      auto at = first;
      for (; waits_for_[at] > 0 && seen.insert(at).second; at = left_need(at)) path.push_back(at);
      path.erase(path.begin(), std::find(path.begin(), path.end(), at));
      if (path.empty()) continue;
      std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
      auto& circle = found.emplace_back();
      for (const auto place : path) circle.push_back(formulas_[place].item);
    }
    return found;
  }

private:
  /// The first that a formula that is left still waits for.
  [[nodiscard]] std::size_t left_need(std::size_t at) const {
    const auto& needs = formulas_[at].needs;
    return *std::find_if(needs.begin(), needs.end(), [&](std::size_t need) { return waits_for_[need] > 0; });
  }

  std::vector<Formula> formulas_;
  std::vector<std::vector<std::size_t>> users_;
  std::vector<std::size_t> waits_for_; // how many it needs that are not in the order yet
  std::set<std::size_t> ready_;
};

void tell_circle(const std::vector<const Item*>& circle, CompileContext& context) {
  const auto& where = circle.front()->find("value")->value.where;
  const auto first = fmt::format("'{}'", circle.front()->name);
  if (circle.size() == 1)
    return context.faults.error(where, fmt::format("kpi {} is worked out from itself", first),
                                "a formula is worked out from other KPIs");
  auto needs = first + " needs ";
  for (std::size_t at = 1; at < circle.size(); ++at)
    needs += fmt::format("'{}', which needs ", circle[at]->name);
  context.faults.error(where, "these KPIs are worked out from each other: " + needs + first,
                       "one of them must be worked out without the others");
}

} // namespace

std::vector<const Item*> formulas_in_order(CompileContext& context) {
  Ordering ordering(read_formulas(context));
  auto order = ordering.take();
  for (const auto& circle : ordering.circles()) tell_circle(circle, context);
  return order;
}

} // namespace carepath
