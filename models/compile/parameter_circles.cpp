#include "models/compile/parameter_circles.hpp"

#include "models/compile/referenced.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

/// Follows every name in a parameter's value to what it stands for: a parameter, or a field of the scenario.
class CircleSearch {
public:
  explicit CircleSearch(CompileContext& context) : context_(context) {}

  void visit(const std::string& path) {
    if (done_.contains(path)) return;
    if (const auto begin = std::find(path_.begin(), path_.end(), path); begin != path_.end())
      return circles_.push_back({begin, path_.end()});
    const auto value = referenced(path, context_);
    if (!value) return;
    path_.push_back(path);
    visit_names(*value);
    path_.pop_back();
    done_.insert(path);
  }

  /// All that was found; told at the end, since a parameter in a circle must keep its value for others.
  void tell() {
    for (auto& circle : circles_) {
      std::sort(circle.begin(), circle.end());
      tell(circle);
    }
  }

private:
  void visit_names(const Value& value) {
    if (value.form == ValueForm::attribute || value.form == ValueForm::name) visit(own_name(value.text));
    for (const auto& guard : value.guards)
      for (const auto& when : guard.when) visit_names(when);
    for (const auto& child : value.children) visit_names(child);
  }

  /// A parameter goes by its bare name, also where it is written "parameter.NAME".
  [[nodiscard]] std::string own_name(const std::string& path) const {
    const bool bare = path.starts_with("parameter.") && context_.parameters.contains(path.substr(10));
    return bare ? path.substr(10) : path;
  }

  void tell(const std::vector<std::string>& circle) {
    const auto is_parameter = [&](const auto& name) { return context_.parameters.contains(name); };
    const auto is_told = [&](const auto& name) { return told_.contains(name); };
    const auto parameter = std::find_if(circle.begin(), circle.end(), is_parameter);
    if (parameter == circle.end() || std::all_of(circle.begin(), circle.end(), is_told)) return;
    told_.insert(circle.begin(), circle.end());
    const bool all = std::all_of(circle.begin(), circle.end(), is_parameter);
    const auto* kind = !all ? "" : circle.size() == 1 ? "parameter " : "parameters ";
    std::string names;
    for (std::size_t at = 0; at < circle.size(); ++at)
      names += fmt::format("{}'{}'", at == 0 ? "" : at + 1 < circle.size() ? ", " : " and ", circle[at]);
    context_.faults.error(context_.parameters.find(*parameter)->second.where,
                          fmt::format("{}{} {} worked out from {}", kind, names,
                                      circle.size() == 1 ? "is" : "are",
                                      circle.size() == 1 ? "itself" : "each other"),
                          "one of them must be a value of its own, such as is = 1");
    for (const auto& name : circle) settle(name);
  }

  void settle(const std::string& name) {
    const auto found = context_.parameters.find(name);
    if (found == context_.parameters.end()) return;
    Value one;
    one.where = found->second.where;
    one.number = 1;
    found->second = one;
  }

  CompileContext& context_;
  std::set<std::string> done_;
  std::vector<std::string> path_; // being looked at, each named by the one before
  std::vector<std::vector<std::string>> circles_;
  std::set<std::string> told_;
};

} // namespace

void tell_parameter_circles(CompileContext& context) {
  CircleSearch search(context);
  for (const auto& item : context.items("parameter"))
    if (context.parameters.contains(item.name)) search.visit(item.name);
  search.tell();
}

} // namespace carepath
