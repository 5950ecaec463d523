#include "models/compile/endless_references.hpp"

#include "models/compile/referenced.hpp"
#include "models/scenario/value_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr double most_terms = 10'000;
constexpr std::size_t deepest = 32;      // names that lead to names
constexpr std::size_t given_up_at = 100; // where looking further could exhaust the stack

/// What a value comes to when every name in it is written out.
struct Extent {
  double terms = 1;
  std::size_t depth = 0;
  bool refused = false; // it, or what it names
};

/// Follows every name in a value to what it stands for: a parameter, or a field of the scenario.
class ReferenceSearch {
public:
  explicit ReferenceSearch(CompileContext& context) : context_(context) {}

  Extent visit(const std::string& path) {
    if (const auto known = done_.find(path); known != done_.end()) return known->second;
    if (const auto begin = std::find(path_.begin(), path_.end(), path); begin != path_.end()) {
      circles_.push_back({begin, path_.end()});
      return {};
    }
    const auto value = referenced(path, context_);
    if (!value) return {};
    if (path_.size() == given_up_at) {
      tell_too_deep(path_.front(), given_up_at);
      return done_[path] = refused(path);
    }
    path_.push_back(path);
    auto extent = names_in(*value);
    path_.pop_back();
    if (extent.refused || tell_too_much(path, *value, extent)) extent = refused(path);
    return done_[path] = extent;
  }

  /// The circles found; told at the end, since a parameter in a circle must keep its value for others.
  void tell_circles() {
    for (auto& circle : circles_) {
      std::sort(circle.begin(), circle.end());
      tell(circle);
    }
  }

private:
  Extent names_in(const Value& value) {
    Extent out;
    if (value.form == ValueForm::attribute || value.form == ValueForm::name) {
      const auto path = own_name(value.text, context_);
      out = visit(path);
      if (referenced(path, context_)) ++out.depth;
    }
    double parts = 0;
    const auto add = [&](const Value& part) {
      const auto of_part = names_in(part);
      parts += of_part.terms;
      out.depth = std::max(out.depth, of_part.depth);
      out.refused = out.refused || of_part.refused;
    };
    for (const auto& guard : value.guards)
      for (const auto& when : guard.when) add(when);
    for (const auto& child : value.children) add(child);
    out.terms = std::max(out.terms, parts);
    return out;
  }

  void tell_too_deep(const std::string& path, std::size_t depth) {
    context_.faults.error(
        referenced(path, context_)->where,
        fmt::format("{} is worked out from names that lead to names {} deep: the most is {}", called({path}),
                    depth, deepest),
        "let it name one that is nearer to the end of them");
  }

  /// A list that names no more than plain values is as long as it was written, which is not too much.
  bool tell_too_much(const std::string& path, const Value& value, const Extent& extent) {
    if (extent.depth > deepest) {
      tell_too_deep(path, extent.depth);
      return true;
    }
    if (extent.depth < 2 || extent.terms <= most_terms) return false;
    context_.faults.error(
        value.where,
        fmt::format("{} comes to {:.0f} terms when every name is written out as what it stands for: the most "
                    "is {:.0f}",
                    called({path}), extent.terms, most_terms),
        "what names another twice is twice as long: multiply instead, such as = 2 * NAME");
    return true;
  }

  void tell(const std::vector<std::string>& circle) {
    const auto is_told = [&](const auto& name) { return told_.contains(name); };
    if (std::all_of(circle.begin(), circle.end(), is_told)) return;
    told_.insert(circle.begin(), circle.end());
    const auto parameter =
        std::find_if(circle.begin(), circle.end(), [&](const auto& name) { return is_parameter(name); });
    const auto& shown = parameter == circle.end() ? circle.front() : *parameter;
    const bool one = circle.size() == 1;
    context_.faults.error(referenced(shown, context_)->where,
                          fmt::format("{} {} worked out from {}", called(circle), one ? "is" : "are",
                                      one ? "itself" : "each other"),
                          parameter == circle.end()
                              ? "one of them must be a value of its own, such as a number"
                              : "one of them must be a value of its own, such as is = 1");
    for (const auto& name : circle) settle(name);
  }

  [[nodiscard]] bool is_parameter(const std::string& name) const {
    return context_.parameters.contains(name);
  }

  /// "parameters 'a' and 'b'"; where fields are among them, their paths say what they are.
  [[nodiscard]] std::string called(const std::vector<std::string>& names) const {
    const bool all =
        std::all_of(names.begin(), names.end(), [&](const auto& name) { return is_parameter(name); });
    std::string out = !all ? "" : names.size() == 1 ? "parameter " : "parameters ";
    for (std::size_t at = 0; at < names.size(); ++at)
      out += fmt::format("{}'{}'", at == 0 ? "" : at + 1 < names.size() ? ", " : " and ", names[at]);
    return out;
  }

  Extent refused(const std::string& name) {
    settle(name);
    return {1, 0, true};
  }

  void settle(const std::string& name) {
    const auto found = context_.parameters.find(name);
    if (found == context_.parameters.end())
      context_.refused_fields.insert(name);
    else
      found->second = number_value(1, Dimension::number, found->second.where);
  }

  CompileContext& context_;
  std::map<std::string, Extent, std::less<>> done_;
  std::vector<std::string> path_; // being looked at, each named by the one before
  std::vector<std::vector<std::string>> circles_;
  std::set<std::string> told_;
};

/// Sections whose fields are words for people, or are read as documents of their own.
bool holds_values(const Section& section) {
  return section.kind != "scenario" && section.kind != "run" && section.kind != "sweep";
}

/// Whether a field may name another: "= ..." or a path. Most do not, and need not be read for it.
bool may_name(const Node& node) {
  if (node.is_text()) return node.text.find_first_of("=.") != std::string::npos;
  return std::any_of(node.items.begin(), node.items.end(), may_name) ||
         std::any_of(node.values.begin(), node.values.end(), may_name);
}

} // namespace

void tell_endless_references(CompileContext& context) {
  ReferenceSearch search(context);
  for (const auto& item : context.items("parameter"))
    if (context.parameters.contains(item.name)) search.visit(item.name);
  for (const auto& section : context.document.sections)
    for (const auto& item : section.items)
      for (const auto& field : item.fields)
        if (holds_values(section) && may_name(field.value))
          search.visit(own_name(fmt::format("{}.{}.{}", section.kind, item.name, field.key), context));
  search.tell_circles();
}

} // namespace carepath
