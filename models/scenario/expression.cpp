// Expressions: or, and, not, comparisons, sums, products, signs, calls, in that order of binding.
#include "engine/base/text.hpp"
#include "models/scenario/expression_tokens.hpp"
#include "models/scenario/measures.hpp"
#include "models/scenario/toml_reader.hpp"
#include "models/scenario/value_reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace carepath {
namespace {

constexpr std::size_t longest_expression = 2000;

struct FunctionRow {
  std::string_view name;
  std::size_t least;
  std::size_t most;
  std::string_view argument; // what the one argument names; empty when arguments are values
};

constexpr std::array functions{
    FunctionRow{"min", 2, 32, ""},
    FunctionRow{"max", 2, 32, ""},
    FunctionRow{"abs", 1, 1, ""},
    FunctionRow{"floor", 1, 1, ""},
    FunctionRow{"round", 1, 2, ""},
    FunctionRow{"exp", 1, 1, ""},
    FunctionRow{"log", 1, 1, ""},
    FunctionRow{"sqrt", 1, 1, ""},
    FunctionRow{"if", 3, 3, ""},
    FunctionRow{"s_curve", 2, 2, ""},
    FunctionRow{"age", 1, 1, "a clock"},
    FunctionRow{"queue", 1, 1, "a resource"},
    FunctionRow{"busy", 1, 1, "a resource"},
    FunctionRow{"free", 1, 1, "a resource"},
    FunctionRow{"next_slot", 1, 1, "a resource"},
    FunctionRow{"capacity", 1, 1, "a resource"},
    FunctionRow{"holds", 1, 1, "a resource"},
};

/// Thrown inside this file to leave the parse at the first fault.
struct ParseFault {
  std::size_t at;
  std::string message;
  std::string hint;
};

/// Where the bytes of a text stand whose opening quote is at `where`. Columns count characters. A text of
/// several lines has one place, its beginning.
class Places {
public:
  Places(std::string_view text, SourceRef where) : text_(text), where_(where) {}

  [[nodiscard]] SourceRef at(std::size_t offset) const {
    auto place = where_;
    if (where_.line == 0 || text_.find('\n') != std::string_view::npos) return place;
    const auto before = text_.substr(0, offset);
    place.column += 1 + static_cast<std::uint32_t>(std::count_if(before.begin(), before.end(), [](char c) {
                      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
                    }));
    return place;
  }

private:
  std::string_view text_;
  SourceRef where_;
};

class Parser {
public:
  /// `skipped`: bytes of the text before the first token's.
  Parser(std::vector<Token> tokens, const Places& places, std::size_t skipped)
      : tokens_(std::move(tokens)), places_(places), skipped_(skipped) {}

  Value parse() {
    auto value = parse_or();
    if (is_name(peek(), "per"))
      throw ParseFault{
          peek().at, "'per' stands only in a quantity, such as 50 per week",
          "divide by a time: \"= invited / 1 week\"; or give the parameter its unit: is = \"50 per week\""};
    if (peek().kind != TokenKind::end) throw ParseFault{peek().at, unexpected(), list_hint()};
    return value;
  }

private:
  Value parse_or() {
    if (++depth_ > deepest_nesting)
      throw ParseFault{peek().at, fmt::format("the expression nests more than {} deep", deepest_nesting), ""};
    auto left = parse_and();
    while (accept(TokenKind::name, "or")) left = join_two("or", std::move(left), parse_and());
    --depth_;
    return left;
  }

  Value parse_and() {
    auto left = parse_not();
    while (accept(TokenKind::name, "and")) left = join_two("and", std::move(left), parse_not());
    return left;
  }

  Value parse_not() {
    std::size_t count = 0;
    while (accept(TokenKind::name, "not")) ++count;
    auto value = parse_comparison();
    // Two negations cancel; keeping one tests truth once.
    return count % 2 == 1 ? join_one("not", std::move(value)) : value;
  }

  Value parse_comparison() {
    auto left = parse_sum();
    if (is_name(peek(), "not") && is_name(peek(1), "in")) {
      at_ += 2;
      return join_one("not", join_two("in", std::move(left), parse_list()));
    }
    if (accept(TokenKind::name, "in")) return join_two("in", std::move(left), parse_list());
    static constexpr std::array<std::string_view, 7> comparisons{"<=", ">=", "==", "!=", "<", ">", "="};
    for (const auto sign : comparisons)
      if (accept(TokenKind::sign, sign))
        return join_two(sign == "=" ? "==" : std::string(sign), std::move(left), parse_sum());
    return left;
  }

  Value parse_sum() {
    auto left = parse_product();
    while (true) {
      if (accept(TokenKind::sign, "+"))
        left = join_two("+", std::move(left), parse_product());
      else if (accept(TokenKind::sign, "-"))
        left = join_two("-", std::move(left), parse_product());
      else
        return left;
    }
  }

  Value parse_product() {
    auto left = parse_signed();
    while (true) {
      if (accept(TokenKind::sign, "*"))
        left = join_two("*", std::move(left), parse_signed());
      else if (accept(TokenKind::sign, "/"))
        left = join_two("/", std::move(left), parse_signed());
      else
        return left;
    }
  }

  Value parse_signed() {
    bool negative = false;
    while (peek().kind == TokenKind::sign && (peek().text == "-" || peek().text == "+"))
      negative = (next().text == "-") != negative;
    auto value = parse_primary();
    if (negative && is_constant(value)) {
      value.number = -value.number;
      value.text = "-" + value.text;
    }
    return negative && !is_constant(value) ? join_one("neg", std::move(value)) : value;
  }

  Value parse_primary() {
    const auto kind = peek().kind;
    const bool opens = kind == TokenKind::sign && peek().text == "(";
    if (kind == TokenKind::end || (kind == TokenKind::sign && !opens) ||
        (kind == TokenKind::name && is_word(peek().text)))
      throw ParseFault{peek().at, unexpected(), list_hint()};
    const auto token = next();
    const auto where = place(token);
    if (token.kind == TokenKind::number) return quantity(token);
    if (token.kind == TokenKind::text) return name_value(token.text, where);
    if (opens) {
      auto inner = parse_or();
      expect(")");
      return inner;
    }
    if (token.text == "true" || token.text == "false") return truth_value(token.text == "true", where);
    if (accept(TokenKind::sign, "(")) return parse_call(token);
    if (token.text.starts_with("kpi.") && accept(TokenKind::sign, "[")) return parse_group(token);
    return attribute(token);
  }

  /// kpi.came[kind=primary]: a KPI of one group; the group and its value are the names.
  Value parse_group(const Token& kpi) {
    auto value = attribute(kpi);
    const auto word = [&] {
      const auto token = next();
      const bool is_word = token.kind == TokenKind::name || token.kind == TokenKind::text;
      if (is_word || (token.kind == TokenKind::number && token.dimension == Dimension::number))
        return token.text;
      throw ParseFault{token.at, "a group is written [kind=primary]", "names such as \"45-64\" need quotes"};
    };
    value.names.push_back(word());
    if (!accept(TokenKind::sign, "==")) expect("=");
    value.names.push_back(word());
    expect("]");
    return value;
  }

  Value parse_call(const Token& name) {
    const auto row = std::find_if(functions.begin(), functions.end(),
                                  [&](const auto& function) { return function.name == name.text; });
    if (row == functions.end())
      throw ParseFault{name.at, fmt::format("there is no function '{}'", name.text),
                       name_hint(name.text, function_names())};
    Value call = number_value(0, Dimension::number, place(name));
    call.form = ValueForm::call;
    call.text = name.text;
    if (!accept(TokenKind::sign, ")")) {
      do call.children.push_back(parse_or());
      while (accept(TokenKind::sign, ","));
      expect(")");
    }
    check_arguments(*row, call, name.at);
    return call;
  }

  static void check_arguments(const FunctionRow& row, const Value& call, std::size_t at) {
    const auto count = call.children.size();
    if (count < row.least || count > row.most)
      throw ParseFault{at,
                       fmt::format("'{}' takes {}{} argument{}, found {}", row.name,
                                   row.most > row.least ? "at least " : "", row.least,
                                   row.least == 1 ? "" : "s", count),
                       ""};
    if (row.argument.empty()) return;
    const auto form = call.children.front().form;
    if (form != ValueForm::attribute && form != ValueForm::name)
      throw ParseFault{at, fmt::format("'{}' takes the name of {}", row.name, row.argument), ""};
  }

  Value parse_list() {
    Value list = number_value(0, Dimension::number, place(peek()));
    list.form = ValueForm::list;
    expect("[");
    do {
      auto item = parse_signed();
      if (item.form == ValueForm::attribute) item.form = ValueForm::name;
      if (item.form != ValueForm::name && item.form != ValueForm::number)
        throw ParseFault{peek().at, "a list after 'in' holds names and numbers", ""};
      list.children.push_back(std::move(item));
    } while (accept(TokenKind::sign, ","));
    expect("]");
    return list;
  }

  [[nodiscard]] SourceRef place(const Token& token) const { return places_.at(skipped_ + token.at); }

  [[nodiscard]] Value quantity(const Token& token) const {
    auto value = number_value(token.number, token.dimension, place(token));
    value.text = token.text;
    return value;
  }

  [[nodiscard]] Value attribute(const Token& name) const {
    auto value = name_value(name.text, place(name));
    value.form = ValueForm::attribute;
    return value;
  }

  /// What is joined stands where it begins.
  [[nodiscard]] static Value join_one(std::string sign, Value child) {
    Value value = number_value(0, child.dimension, child.where);
    value.form = ValueForm::operation;
    value.text = std::move(sign);
    value.children.push_back(std::move(child));
    return value;
  }

  [[nodiscard]] static Value join_two(std::string sign, Value left, Value right) {
    auto value = join_one(std::move(sign), std::move(left));
    value.children.push_back(std::move(right));
    return value;
  }

  static bool is_name(const Token& token, std::string_view name) {
    return token.kind == TokenKind::name && token.text == name;
  }
  static bool is_word(std::string_view text) {
    return text == "and" || text == "or" || text == "not" || text == "in";
  }
  static std::vector<std::string> function_names() {
    std::vector<std::string> names;
    for (const auto& function : functions) names.emplace_back(function.name);
    return names;
  }

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  Token next() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }

  bool accept(TokenKind kind, std::string_view text) {
    if (peek().kind != kind || peek().text != text) return false;
    ++at_;
    return true;
  }

  void expect(std::string_view sign) {
    if (accept(TokenKind::sign, sign)) return;
    const bool in_list = sign == "[" || sign == "]";
    throw ParseFault{peek().at, fmt::format("expected '{}' {}", sign, found()),
                     in_list ? "such as urgency in [p2, p3]; names such as \"45-64\" need quotes" : ""};
  }

  [[nodiscard]] std::string found() const {
    const auto& token = peek();
    if (token.kind == TokenKind::end) return "but the expression ends";
    if (token.kind == TokenKind::number) return fmt::format("but found the number {}", token.number);
    return fmt::format("but found '{}'", token.text);
  }
  /// For a list where none may stand; else empty.
  [[nodiscard]] std::string list_hint() const {
    return peek().kind == TokenKind::sign && peek().text == "["
               ? "a list in [ ] stands only after 'in', such as urgency in [p2, p3]"
               : "";
  }
  [[nodiscard]] std::string unexpected() const {
    if (!list_hint().empty()) return "a list cannot stand here";
    return (peek().kind == TokenKind::end ? "expected a value " : "expected something else ") + found();
  }

  std::vector<Token> tokens_;
  const Places& places_;
  std::size_t skipped_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

} // namespace

Value read_condition(const Node& node, const ValueContext& context) {
  if (node.is_text()) return read_expression(node.text, node.where, context);
  if (node.kind != NodeKind::boolean)
    context.faults.error(node.where, "a condition is an expression, such as \"age(rtt) > 126 days\"");
  return truth_value(node.number != 0, node.where);
}

Value read_expression(std::string_view text, SourceRef where, const ValueContext& context, Dimension wanted) {
  std::size_t skipped = text.find_first_not_of(" \t");
  skipped = skipped == std::string_view::npos ? text.size() : skipped;
  if (text.substr(skipped).starts_with('=')) ++skipped;
  const auto body = text.substr(skipped);
  const Places places(text, where);
  const auto refuse = [&](std::size_t at, std::string message, std::string hint) {
    context.faults.error(places.at(skipped + at), std::move(message), std::move(hint));
    return number_value(0, Dimension::any, where);
  };
  if (body.size() > longest_expression)
    return refuse(0, fmt::format("an expression may have at most {} characters", longest_expression), "");
  if (trim(body).empty()) return refuse(0, "the expression is empty", "");
  std::vector<Token> tokens;
  std::size_t at = 0;
  std::string message;
  if (!read_tokens(body, tokens, at, message)) return refuse(at, message, "");
  try {
    auto value = Parser(std::move(tokens), places, skipped).parse();
    check_measures(value, wanted, context);
    return value;
  } catch (const ParseFault& fault) {
    return refuse(fault.at, fault.message, fault.hint);
  }
}

} // namespace carepath
