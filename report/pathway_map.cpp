// See pathway_map.hpp. The only file that speaks to Graphviz.
#include "report/pathway_map.hpp"

#include "engine/base/text.hpp"
#include "report/format.hpp"
#include "report/readable.hpp"
#include "report/report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <graphviz/gvc.h>
#include <map>
#include <memory>

namespace carepath::report {
namespace {

/// Numbers objects in the order they are made. Graphviz's own way is by address in memory, which would draw
/// frames in another order at every run.
void* open_numbering(Agraph_t*, Agdisc_t*) {
  return new IDTYPE{1};
}
void close_numbering(void* next) {
  delete static_cast<IDTYPE*>(next);
}
long next_number(void* next, int, char* name, IDTYPE* id, int) {
  if (name) return 0; // Graphviz keeps the names itself and then asks for a number
  *id = (*static_cast<IDTYPE*>(next))++;
  return 1;
}
long no_given_numbers(void*, int, IDTYPE) {
  return 0;
}
void forget_number(void*, int, IDTYPE) {}
char* no_name(void*, int, IDTYPE) {
  return nullptr;
}
void no_record(void*, int, void*) {}

struct GraphCloser {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
struct ContextCloser {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};
using Graph = std::unique_ptr<Agraph_t, GraphCloser>;
using Context = std::unique_ptr<GVC_t, ContextCloser>;

constexpr std::size_t words_per_line = 17; // characters before a title is wrapped
constexpr double widest_arrow = 8;         // points
constexpr double thinnest_arrow = 0.7;

/// Graphviz takes writable text but does not write to it.
char* writable(const std::string& text) {
  return const_cast<char*>(text.c_str());
}

template <class Object> void set(Object* object, const char* name, const std::string& value) {
  agsafeset(object, writable(name), writable(value), writable(""));
}

/// Text that Graphviz shows as it stands: no escapes, no entities, no control characters.
std::string literal(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\\\";
    else if (c == '&')
      out += "&amp;";
    else
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

std::string wrapped(const std::string& title) {
  std::string out;
  std::string line;
  for (std::size_t from = 0; from < title.size();) {
    const auto space = std::min(title.find(' ', from), title.size());
    const auto word = title.substr(from, space - from);
    if (!line.empty() && line.size() + word.size() + 1 > words_per_line) {
      out += literal(line) + "\\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    from = space + 1;
  }
  return out + literal(line);
}

std::string node_label(const GraphNode& node) {
  const bool titled = !node.title.empty() && node.title != node.name;
  auto label = wrapped(titled ? node.title : spoken(node.name));
  label += "\\n" + plain(node.per_week, node.per_week < 10 ? 1 : 0) + " a week";
  constexpr double shortest_told = 1.0 / 1440; // a minute
  if (node.kind == "step" && std::isfinite(node.mean_wait_days) && node.mean_wait_days >= shortest_told)
    label += "\\nwait " + wait_words(node.mean_wait_days);
  return label;
}

void style_graph(Agraph_t* graph) {
  const std::pair<const char*, const char*> settings[] = {
      {"rankdir", "LR"},   {"bgcolor", "transparent"}, {"fontname", "Arial"}, {"fontsize", "13"},
      {"ranksep", "0.42"}, {"nodesep", "0.22"},        {"pad", "0.05"},       {"charset", "UTF-8"},
      {"labeljust", "l"},  {"compound", "true"},       {"newrank", "false"}};
  for (const auto& [name, value] : settings) agattr(graph, AGRAPH, writable(name), writable(value));
  const std::pair<const char*, const char*> node_defaults[] = {
      {"shape", "box"},         {"style", "filled"}, {"fillcolor", "#FFFFFF"}, {"color", "#5C6670"},
      {"fontname", "Arial"},    {"fontsize", "13"},  {"margin", "0.13,0.07"},  {"height", "0.3"},
      {"fontcolor", "#1D2329"}, {"penwidth", "1.2"}};
  for (const auto& [name, value] : node_defaults) agattr(graph, AGNODE, writable(name), writable(value));
  const std::pair<const char*, const char*> edge_defaults[] = {{"color", "#5B7C99"},
                                                               {"fontname", "Arial"},
                                                               {"fontsize", "11"},
                                                               {"arrowsize", "0.6"},
                                                               {"fontcolor", "#A34700"}};
  for (const auto& [name, value] : edge_defaults) agattr(graph, AGEDGE, writable(name), writable(value));
}

/// The frame of a setting, made when its first node appears.
Agraph_t* setting_frame(Agraph_t* graph, std::map<std::string, Agraph_t*>& frames,
                        const std::string& setting) {
  if (setting.empty()) return graph;
  auto& frame = frames[setting];
  if (frame) return frame;
  frame = agsubg(graph, writable(fmt::format("cluster_{}", frames.size())), 1);
  set(frame, "label", literal(spoken(setting)));
  set(frame, "style", "filled,rounded");
  set(frame, "fillcolor", "#EFF3F6");
  set(frame, "color", "#C3CCD4");
  set(frame, "fontcolor", "#44505B");
  return frame;
}

/// Whether nobody comes to a node by any way: it would stand apart from all others and say nothing.
bool stands_apart(const VariantResult& variant, std::size_t node) {
  return std::none_of(variant.edges.begin(), variant.edges.end(),
                      [&](const auto& edge) { return edge.from == node || edge.to == node; });
}

std::vector<Agnode_t*> add_nodes(Agraph_t* graph, const VariantResult& variant) {
  std::map<std::string, Agraph_t*> frames;
  std::vector<Agnode_t*> nodes;
  for (std::size_t i = 0; i < variant.nodes.size(); ++i) {
    const auto& node = variant.nodes[i];
    if (stands_apart(variant, i)) {
      nodes.push_back(nullptr);
      continue;
    }
    auto* frame = setting_frame(graph, frames, node.setting);
    auto* drawn = agnode(frame, writable(fmt::format("n{}", i)), 1);
    set(drawn, "label", node_label(node));
    if (node.kind == "source") set(drawn, "shape", "cds");
    if (node.kind == "source") set(drawn, "margin", "0.3,0.08");
    if (node.kind == "outcome") set(drawn, "style", "filled,rounded");
    if (node.kind == "outcome") set(drawn, "fillcolor", "#E6E9EC");
    nodes.push_back(drawn);
  }
  return nodes;
}

void add_edges(Agraph_t* graph, const VariantResult& variant, const std::vector<Agnode_t*>& nodes,
               double busiest) {
  for (std::size_t i = 0; i < variant.edges.size(); ++i) {
    const auto& edge = variant.edges[i];
    if (edge.from >= nodes.size() || edge.to >= nodes.size()) continue;
    auto* drawn = agedge(graph, nodes[edge.from], nodes[edge.to], writable(fmt::format("e{}", i)), 1);
    const double share =
        busiest > 0 && std::isfinite(edge.per_week) ? std::max(edge.per_week, 0.0) / busiest : 0;
    set(drawn, "penwidth", fmt::format("{:.2f}", thinnest_arrow + (widest_arrow - thinnest_arrow) * share));
  }
}

/// Kept until the program ends: Graphviz's text plugin remembers a font's name that the context owns, and
/// would read it after a context made for one map was freed.
GVC_t* graphviz_context() {
  static const Context context(gvContext());
  return context.get();
}

} // namespace

std::string wait_words(double days) {
  const auto unit = readable_unit(days, "days");
  const double wait = days * unit_scale("days", unit);
  return plain(wait, wait > 0 && wait < 10 ? 1 : 0) + (std::isfinite(wait) ? " " + unit : "");
}

std::string pathway_map(const VariantResult& variant, double busiest_flow) {
  Agiddisc_t numbering{open_numbering, next_number,     no_given_numbers, forget_number,
                       no_name,        close_numbering, no_record};
  Agdisc_t habits{nullptr, &numbering, nullptr};
  auto* context = graphviz_context();
  const Graph graph(agopen(writable("pathway"), Agdirected, &habits));
  if (!context || !graph) throw ReportError("Graphviz could not be started to draw the pathways.");
  style_graph(graph.get());
  add_edges(graph.get(), variant, add_nodes(graph.get(), variant), busiest_flow);
  char* picture = nullptr;
  unsigned int length = 0;
  const bool laid_out = gvLayout(context, graph.get(), "dot") == 0;
  const bool drawn = laid_out && gvRenderData(context, graph.get(), "svg", &picture, &length) == 0;
  std::string svg = drawn ? std::string(picture, length) : std::string();
  if (drawn) gvFreeRenderData(picture);
  if (laid_out) gvFreeLayout(context, graph.get());
  if (svg.empty())
    throw ReportError("Graphviz could not draw the pathway of '" + variant.name +
                      "'. On Debian or Ubuntu install the package graphviz.");
  return svg;
}

} // namespace carepath::report
