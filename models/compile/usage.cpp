#include "models/compile/usage.hpp"

#include "models/compile/idle_resources.hpp"
#include "models/scenario/value_reader.hpp"
#include "models/scenario/written.hpp"
#include "models/sources/listed.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>

namespace carepath {
namespace {

/// They lie in the document, or in the pathway read from it.
using Words = std::unordered_set<std::string_view>;

/// Letters of any language are letters of names too.
bool is_word_letter(char c) {
  return is_name_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

template <class IsLetter> void collect_parts(std::string_view text, const IsLetter& is_letter, Words& words) {
  std::size_t from = 0;
  const auto flush = [&](std::size_t end) {
    if (end > from) words.insert(text.substr(from, end - from));
    from = end + 1;
  };
  for (std::size_t at = 0; at < text.size(); ++at)
    if (!is_letter(text[at])) flush(at);
  flush(text.size());
}

/// Everything in a text that may be a name: its words, words joined by dots, and the whole text, for a name
/// in quotes may hold anything.
void collect_words(std::string_view text, Words& words) {
  words.insert(text);
  collect_parts(text, is_word_letter, words);
  collect_parts(text, [](char c) { return is_word_letter(c) || c == '.'; }, words);
}

void collect(const Node& node, Words& words) {
  if (node.is_text()) collect_words(node.text, words);
  for (const auto& key : node.keys) collect_words(key, words);
  for (const auto& item : node.items) collect(item, words);
  for (const auto& value : node.values) collect(value, words);
}

bool is_prose(const std::string& key) {
  return key == "title" || key == "source" || key == "definition" || key == "owner" || key == "label";
}

/// The fields whose values may name things, of all sections but descriptions.
template <class Visit>
void visit_fields(const CompileContext& context, std::string_view except_section, const Visit& visit) {
  for (const auto& section : context.document.sections) {
    if (section.kind == "scenario" || section.kind == "variant" || section.kind == "sweep") continue;
    if (section.kind == except_section && section.kind != "parameter" && section.kind != "attribute")
      continue;
    for (const auto& item : section.items)
      for (const auto& field : item.fields)
        if (!is_prose(field.key)) visit(field);
  }
}

Words words_used(const CompileContext& context, std::string_view except_section) {
  Words words;
  visit_fields(context, except_section, [&](const Field& field) { collect(field.value, words); });
  return words;
}

void warn_section(std::string_view section, std::string_view what, CompileContext& context) {
  if (context.items(section).empty()) return;
  const auto used = words_used(context, section);
  for (const auto& item : context.items(section))
    if (!used.contains(item.name))
      context.faults.warning(
          item.where, fmt::format("{} '{}' is never used, so it cannot affect the result", what, item.name));
}

/// Words beside the places where an attribute is only given a value: what is read.
Words words_read(const CompileContext& context) {
  Words words;
  visit_fields(context, "", [&](const Field& field) {
    const bool sets = field.key == "set" || field.key == "set_at_start" || field.key == "set_at_end" ||
                      field.key == "columns";
    if (!sets || !field.value.is_table()) return collect(field.value, words);
    for (std::size_t at = 0; at < field.value.keys.size(); ++at) {
      Words own;
      collect(field.value.values[at], own);
      own.erase(field.value.keys[at]); // "visits + 1" counts visits and reads nothing else
      words.insert(own.begin(), own.end());
    }
  });
  return words;
}

void warn_of_unread_attributes(CompileContext& context) {
  if (context.items("attribute").empty()) return;
  const auto used = words_used(context, "attribute");
  const auto read = words_read(context);
  for (const auto& item : context.items("attribute"))
    if (used.contains(item.name) && !read.contains(item.name))
      context.faults.warning(
          item.where,
          fmt::format("attribute '{}' is set but never read, so it cannot affect the result", item.name));
}

/// Names of a route that somebody may take; a weight of 0 leads nowhere.
void names_taken(const Value& route, std::vector<std::string>& names) {
  if (route.form == ValueForm::name) names.push_back(route.text);
  if (route.form == ValueForm::choose)
    for (std::size_t at = 0; at < route.names.size(); ++at) {
      const auto& weight = route.children[at];
      if (route.names[at] != "else" && !(is_constant(weight) && weight.number == 0))
        names.push_back(route.names[at]);
    }
  for (const auto& child : route.children) names_taken(child, names);
}

/// Every step and outcome that people may come to.
class Reach {
public:
  Reach(CompileContext& context, const Pathway& pathway, const Program& program)
      : context_(context), pathway_(pathway) {
    for (const auto& item : context.items("source"))
      if (const auto* first = item.find("first")) take(read_route(first->value, context.values()));
    for (const auto& source : program.sources)
      for (const auto step : steps_of_rows(source, context))
        take(name_value(context.steps.names()[step], {}));
    while (!pending_.empty()) {
      const auto name = pending_.back();
      pending_.pop_back();
      if (const auto step = context.steps.find(name); step != NameTable::none_value) leave(step);
    }
  }
  [[nodiscard]] bool has(const std::string& name) const { return reached_.contains(name); }

private:
  void take(const Value& route) {
    std::vector<std::string> names;
    names_taken(route, names);
    for (const auto& name : names)
      if (reached_.insert(name).second) pending_.push_back(name);
  }
  void leave(std::uint32_t step) {
    const auto& spec = pathway_.steps[step];
    if (spec.next) take(*spec.next);
    if (spec.ejected) take(*spec.ejected);
    for (const auto& failure : spec.failures) take(failure.to);
    for (const auto& need : spec.needs)
      if (need.refused) take(*need.refused);
    for (const auto& [name, where] : spec.parallel) take(name_value(name, where));
    for (const auto risk : spec.risks) take(pathway_.risks[risk].to);
  }

  CompileContext& context_;
  const Pathway& pathway_;
  std::unordered_set<std::string> reached_;
  std::vector<std::string> pending_;
};

void warn_of_unreached(CompileContext& context, const Pathway& pathway, const Program& program) {
  const Reach reach(context, pathway, program);
  for (const auto* section : {"step", "outcome"})
    for (const auto& item : context.items(section))
      if (!reach.has(item.name))
        context.faults.warning(
            item.where,
            fmt::format("{} '{}' is never reached, so it cannot affect the result", section, item.name));
}

/// Weights of 0 in the choices of a node: { choose = { a = 0 } } and routes.
void warn_of_zero_weights(const Value& value, CompileContext& context) {
  if (value.form == ValueForm::choose)
    for (std::size_t at = 0; at < value.names.size(); ++at)
      if (is_constant(value.children[at]) && value.children[at].number == 0 && value.names[at] != "else")
        context.faults.warning(
            value.children[at].where,
            fmt::format("the weight of '{}' is 0, so it is never chosen", value.names[at]));
  for (const auto& child : value.children) warn_of_zero_weights(child, context);
}

void warn_of_weights(CompileContext& context, const Pathway& pathway) {
  for (const auto& item : context.items("source"))
    if (const auto* first = item.find("first"))
      warn_of_zero_weights(read_route(first->value, context.values()), context);
  for (const auto& step : pathway.steps) {
    if (step.next && step.item->find("next")) warn_of_zero_weights(*step.next, context);
    for (const auto& failure : step.failures) warn_of_zero_weights(failure.to, context);
  }
  for (const auto& risk : pathway.risks) warn_of_zero_weights(risk.to, context);
}

} // namespace

void warn_of_unused(CompileContext& context, const Pathway& pathway, const Program& program) {
  warn_section("parameter", "parameter", context);
  warn_section("calendar", "calendar", context);
  warn_section("attribute", "attribute", context);
  warn_of_unread_attributes(context);
  warn_of_idle_resources(context, pathway);
  warn_of_unreached(context, pathway, program);
  warn_of_weights(context, pathway);
}

} // namespace carepath
