// Solves the traffic equations: by elimination, or by iteration where there are many steps.
#include "models/study/traffic_flows.hpp"

#include "engine/base/ensure.hpp"

#include <Eigen/Sparse>
#include <Eigen/SparseLU>

#include <algorithm>
#include <cmath>

namespace carepath {
namespace {

using Matrix = Eigen::SparseMatrix<double>;
using Vector = Eigen::VectorXd;

constexpr const char* endless = "the traffic equations have no solution: some flow never leaves";
constexpr Eigen::Index directly_solved = 1000; // steps; elimination of more may fill the matrix

Vector solve_directly(const Matrix& matrix, const Vector& known) {
  Eigen::SparseLU<Matrix> solver;
  solver.compute(matrix);
  ensure(solver.info() == Eigen::Success, endless);
  return solver.solve(known).cwiseMax(0.0); // rounding may leave a little below 0
}

/// True when it came to a solution as good as elimination's.
bool solve_by_iteration(const Matrix& matrix, const Vector& known, Vector& flows) {
  Eigen::BiCGSTAB<Matrix, Eigen::IncompleteLUT<double>> solver;
  solver.preconditioner().setDroptol(1e-2);
  solver.setTolerance(1e-14);
  solver.setMaxIterations(200);
  solver.compute(matrix);
  if (solver.info() != Eigen::Success) return false;
  flows = solver.solve(known);
  flows += solver.solve(known - matrix * flows); // one step of refinement
  const double error = (known - matrix * flows).norm();
  flows = flows.cwiseMax(0.0);
  return error <= 1e-12 * std::max(known.norm(), flows.norm());
}

} // namespace

std::optional<double> arrivals_over_run(const Program& program, std::size_t source,
                                        const ProgramFormulas& formulas) {
  const auto& row = program.sources[source];
  if (row.kind == ArrivalKind::at_start) return 0;
  const SimTime until = std::min(row.until, program.plan.end);
  const double days = std::max(0.0, (until - row.from).days());
  const auto batch = row.batch.exists() ? formulas.mean(row.batch) : std::optional(1.0);
  if (!batch) return {};
  switch (row.kind) {
  case ArrivalKind::poisson: return *batch * profile_integral(row.rate, row.from, until);
  case ArrivalKind::gaps:
    if (const auto gap = formulas.mean(row.gap); gap && *gap > 0) return *batch * days / *gap;
    return {};
  case ArrivalKind::counts:
    if (const auto count = formulas.mean(row.count)) return *batch * *count * days / row.period.days();
    return {};
  default: return {};
  }
}

double profile_integral(const Profile& profile, SimTime from, SimTime until) {
  double total = 0;
  for (std::size_t at = 0; at < profile.times.size(); ++at) {
    const SimTime begin = at == 0 ? from : std::max(from, profile.times[at]);
    const SimTime end = at + 1 < profile.times.size() ? std::min(until, profile.times[at + 1]) : until;
    if (begin < end) total += profile.values[at] * (end - begin).days();
  }
  return total;
}

std::vector<double> solve_flows(const std::vector<double>& external, const std::vector<StepLink>& links) {
  const auto size = static_cast<Eigen::Index>(external.size());
  if (size == 0) return {};
  std::vector<Eigen::Triplet<double>> entries;
  for (Eigen::Index at = 0; at < size; ++at) entries.emplace_back(at, at, 1.0);
  for (const auto& link : links)
    entries.emplace_back(static_cast<Eigen::Index>(link.to), static_cast<Eigen::Index>(link.from),
                         -link.share);
  Matrix matrix(size, size);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Vector known = Eigen::Map<const Vector>(external.data(), size);
  Vector flows;
  if (size < directly_solved || !solve_by_iteration(matrix, known, flows))
    flows = solve_directly(matrix, known);
  ensure(flows.allFinite(), endless);
  return {flows.begin(), flows.end()};
}

std::vector<NodeShares> routing(const Program& program, const ProgramFormulas& formulas,
                                const std::vector<FlowEdge>& edges, const std::vector<double>& visits) {
  const auto sources = program.sources.size();
  std::vector<NodeShares> result(sources + program.steps.size());
  std::vector<double> seen(sources, 0.0); // people of each source, then visits to each step
  for (const auto& edge : edges)
    if (edge.from < sources) seen[edge.from] += edge.arrivals;
  seen.insert(seen.end(), visits.begin(), visits.end());
  for (const auto& edge : edges)
    if (edge.arrivals > 0) result[edge.from][edge.to] += edge.arrivals / seen[edge.from];
  for (std::size_t node = 0; node < result.size(); ++node) {
    auto known = node < sources ? formulas.next_nodes(program.sources[node].entry)
                                : formulas.leads_to(StepId(node - sources));
    if (known) result[node] = std::move(*known);
  }
  return result;
}

} // namespace carepath
