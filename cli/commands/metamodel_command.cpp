// `carepath metamodel GATHERED.h5 --kpi NAME`: a surface through the points of a sweep, and where to try
// next.
#include "cli/command_line.hpp"
#include "cli/commands/answer_command.hpp"
#include "cli/output/json.hpp"
#include "cli/output_path.hpp"
#include "cli/terminal.hpp"
#include "engine/results/reader.hpp"
#include "models/study/metamodel.hpp"
#include "report/kpi_row.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace carepath {
namespace {

struct MetamodelCommandLine {
  MetamodelRequest model;
  std::string file;
  std::vector<std::string> where;
  AnswerOptions answer;
};

std::string place_text(const Metamodel& model, const std::vector<double>& place) {
  std::string out;
  for (std::size_t at = 0; at < model.inputs.size(); ++at)
    out += fmt::format("{}{} {}", at == 0 ? "" : ", ", model.inputs[at].name,
                       model.inputs[at].text_at(place[at]));
  return out;
}

AnswerTable profile_table(const Metamodel& model, std::size_t input) {
  AnswerTable table{fmt::format("Predicted along {}{}", model.inputs[input].name,
                                model.inputs.size() > 1 ? ", the others in the middle of their ranges" : ""),
                    {model.inputs[input].name, model.kpi.title},
                    {}};
  for (const auto& cell : model.profiles[input])
    table.rows.push_back({model.inputs[input].text_at(cell.place[input]), kpi_text(cell.figure, model.kpi)});
  return table;
}

AnswerTable grid_table(const Metamodel& model) {
  const auto& down = model.inputs[model.grid_down];
  const auto& across = model.inputs[model.grid_across];
  AnswerTable table{fmt::format("Predicted '{}': {} down, {} across{}", model.kpi.title, down.name,
                                across.name,
                                model.inputs.size() > 2 ? ", the others in the middle of their ranges" : ""),
                    {down.name},
                    {}};
  for (std::size_t at = 0; at < model.grid_columns; ++at)
    table.columns.push_back(across.text_at(model.grid[at].place[model.grid_across]));
  for (std::size_t row = 0; row < model.grid.size(); row += model.grid_columns) {
    std::vector<std::string> cells{down.text_at(model.grid[row].place[model.grid_down])};
    for (std::size_t at = 0; at < model.grid_columns; ++at)
      cells.push_back(kpi_text(model.grid[row + at].figure, model.kpi));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

AnswerTable next_table(const Metamodel& model) {
  AnswerTable table{"Points to try next, the most promising first", {"Point"}, {}};
  for (const auto& input : model.inputs) table.columns.push_back(input.name);
  for (std::size_t at = 0; at < model.next.size(); ++at) {
    std::vector<std::string> row{fmt::format("{}", at + 1)};
    for (std::size_t input = 0; input < model.inputs.size(); ++input)
      row.push_back(model.inputs[input].text_at(model.next[at][input]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

AnswerChart chart_of(const Metamodel& model, std::size_t input) {
  report::LineChart chart;
  chart.x = {model.inputs[input].name, false, false};
  chart.y = kpi_axis(model.kpi, model.kpi.title);
  const double scale = shown_scale(model.kpi);
  report::LineSeries series{"predicted", 1, {}, {}, {}};
  for (const auto& cell : model.profiles[input]) {
    chart.at.push_back(model.inputs[input].number_at(cell.place[input]));
    series.values.push_back(cell.figure.mean * scale);
    series.low.push_back(cell.figure.low * scale);
    series.high.push_back(cell.figure.high * scale);
  }
  chart.series = {series};
  return {fmt::format("'{}' along {}", model.kpi.title, model.inputs[input].name),
          "The surface with its 95% limits, the other inputs in the middle of their ranges.", chart};
}

Answer answer_of(const Metamodel& model) {
  Answer answer;
  answer.title = fmt::format("'{}' between the points of the sweep", model.kpi.title);
  answer.facts =
      fmt::format("{}, {}", counted(model.tried.size(), "point"), counted(model.inputs.size(), "input"));
  answer.sentences = {
      fmt::format("The {} predicted is {}, at {}.", model.largest ? "highest" : "lowest",
                  kpi_text(model.best.figure, model.kpi), place_text(model, model.best.place)),
      fmt::format(
          "Each point predicted from the others is wrong by {} (root mean square); {:.0f}% of the variance "
          "between points is predicted, and {:.0f}% of points lie inside their 95% limits.",
          kpi_text(model.error, model.kpi), 100 * std::max(model.explained, 0.0), 100 * model.covered)};
  if (model.explained < 0.8)
    answer.sentences.emplace_back(
        "That is not enough to rely on between the points: try the next points, or more "
        "replications of each.");
  for (std::size_t input = 0; input < model.inputs.size(); ++input)
    answer.charts.push_back(chart_of(model, input));
  if (model.grid.empty())
    answer.tables.push_back(profile_table(model, 0));
  else
    answer.tables.push_back(grid_table(model));
  if (model.next.empty()) {
    answer.sentences.emplace_back(
        "No point is left to try: all places of these whole numbers were simulated.");
    return answer;
  }
  answer.tables.push_back(next_table(model));
  answer.notes = {"The next points as the [sweep] of a file whose base is the scenario:"};
  answer.listing = next_sweep(model);
  return answer;
}

nlohmann::ordered_json json_of(const Metamodel& model) {
  nlohmann::ordered_json json;
  const double scale = days_per(model.kpi.unit);
  json["format"] = "carepath-metamodel/1";
  json["kpi"] = model.kpi.name;
  json["points"] = model.tried.size();
  json["error"] = number_json(model.error * scale);
  json["explained"] = number_json(model.explained);
  json["covered"] = number_json(model.covered);
  const auto place_json = [&](const std::vector<double>& place) {
    nlohmann::ordered_json out;
    for (std::size_t at = 0; at < model.inputs.size(); ++at)
      out[model.inputs[at].name] = model.inputs[at].number_at(place[at]);
    return out;
  };
  json["best"] = {{"at", place_json(model.best.place)},
                  {"figure", estimate_json(model.best.figure, model.kpi)}};
  for (const auto& input : model.inputs)
    json["inputs"].push_back(
        {{"name", input.name}, {"path", input.path}, {"reach", number_json(input.reach)}});
  for (const auto& point : model.tried)
    json["left_out"].push_back({{"point", point.name},
                                {"simulated", number_json(point.answer * scale)},
                                {"predicted", number_json(point.left_out.mean * scale)},
                                {"sd", number_json(point.left_out.sd * scale)}});
  for (const auto& profile : model.profiles)
    for (const auto& cell : profile)
      json["surface"].push_back(
          {{"at", place_json(cell.place)}, {"figure", estimate_json(cell.figure, model.kpi)}});
  for (const auto& cell : model.grid)
    json["surface"].push_back(
        {{"at", place_json(cell.place)}, {"figure", estimate_json(cell.figure, model.kpi)}});
  json["next"] = nlohmann::ordered_json::array();
  for (const auto& point : model.next) json["next"].push_back(place_json(point));
  json["next_sweep"] = next_sweep(model);
  return json;
}

ExitStatus metamodel(MetamodelCommandLine& request) {
  require_outputs({request.answer.report}, {request.file}, "the results file");
  for (const auto& text : request.where) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      throw UsageError(fmt::format("--where {}: expects COORDINATE=VALUE, such as site=hub", text));
    request.model.where.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  const auto model = fit_metamodel(read_results(request.file), request.model);
  give_answer(answer_of(model), json_of(model), request.answer);
  return ExitStatus::fine;
}

CommandAction add_metamodel(CLI::App& app) {
  const auto request = std::make_shared<MetamodelCommandLine>();
  app.add_option("FILE", request->file, "results of a sweep, as gather writes them")->required();
  add_kpi_option(app, request->model.kpi, "the figure, such as wait or wait.p95");
  app.add_option("--where", request->where, "only points with this coordinate; may be repeated")
      ->type_name("COORDINATE=VALUE")
      ->allow_extra_args(false);
  auto* most = app.add_flag_callback(
      "--maximise", [=] { request->model.largest = true; }, "look where the figure is high");
  app.add_flag_callback(
         "--minimise", [=] { request->model.largest = false; }, "look where it is low")
      ->excludes(most);
  add_whole_number(app, "--next", 1, 50, "how many points to propose (default: 5)",
                   [=](auto number) { request->model.next = static_cast<std::size_t>(number); });
  add_answer_options(app, request->answer);
  return [=] { return metamodel(*request); };
}

} // namespace

extern const CommandRow metamodel_command;
const CommandRow metamodel_command{
    "metamodel", "a surface through the points of a sweep, and where to try next", add_metamodel};

} // namespace carepath
