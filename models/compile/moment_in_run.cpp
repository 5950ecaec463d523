#include "models/compile/moment_in_run.hpp"

#include "models/scenario/value.hpp"

#include <fmt/format.h>

namespace carepath {

double moment_in_run(const Node& node, CompileContext& context) {
  const double days = read_moment(node, context.run.end(), context.values());
  if (days < 0 || days > context.run.end())
    context.faults.error(node.where, fmt::format("'{}' lies outside the run", node.text),
                         fmt::format("the run ends on day {:.10g}", context.run.end()));
  return days;
}

} // namespace carepath
