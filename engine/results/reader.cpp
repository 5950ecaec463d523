// From a results file to `Results`: first what kind of file it is, then each group in turn.
#include "engine/results/reader.hpp"

#include <charconv>
#include <fstream>

#include "engine/results/file_sum.hpp"
#include "engine/results/first_reading.hpp"
#include "engine/results/group_reader.hpp"
#include "engine/results/read_figures.hpp"
#include "engine/results/sweep_figures.hpp"
#include "engine/results/through_time.hpp"

namespace carepath {

namespace {

namespace fs = std::filesystem;
namespace attribute = schema::attribute;
namespace axis = schema::axis;
namespace data = schema::data;

[[noreturn]] void fail(ResultsFault fault, const fs::path& path, const std::string& what) {
  throw ResultsFileError(fault, "'" + path.string() + "' " + what);
}

void check_readable(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored))
    throw ResultsFileError(ResultsFault::unreadable, "there is no file '" + path.string() + "'");
  if (fs::is_directory(path, ignored))
    fail(ResultsFault::unreadable, path, "is a folder, not a results file");
  if (!std::ifstream(path)) fail(ResultsFault::unreadable, path, "cannot be opened: permission denied");
}

Hdf5Handle open_file(const fs::path& path) {
  if (H5Fis_hdf5(path.c_str()) <= 0)
    fail(ResultsFault::not_hdf5, path, "is not a results file: it is not HDF5");
  const hid_t id = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id < 0)
    fail(ResultsFault::damaged, path, "is damaged: it cannot be opened (was it copied completely?)");
  return {id, H5Fclose, "open the file"};
}

/// The version in "carepath-results/1", or 0 for any other text.
int format_version(const std::string& format) {
  const std::string prefix = schema::format_prefix;
  if (!format.starts_with(prefix)) return 0;
  int number = 0;
  const char* last = format.data() + format.size();
  const auto parsed = std::from_chars(format.data() + prefix.size(), last, number);
  return parsed.ec == std::errc{} && parsed.ptr == last ? number : 0;
}

void check_format(const GroupReader& root, const fs::path& path) {
  std::string format;
  try {
    if (root.has_attribute(attribute::format)) format = root.text_attribute(attribute::format);
  } catch (const DamagedPart&) {
    format.clear(); // an attribute of this name that is no text: another program's file
  }
  const int number = format_version(format);
  if (number < 1) fail(ResultsFault::not_results, path, "is HDF5, but not a Carepath results file");
  if (number > schema::version)
    fail(ResultsFault::newer, path,
         "was made by a newer Carepath: its format is " + format + ", this version reads up to " +
             results_format);
}

void read_root(const GroupReader& root, Results& results) {
  results.program_version = root.text_attribute(attribute::program_version);
  results.git_hash = root.text_attribute(attribute::git_hash);
  results.title = root.text_attribute(attribute::title);
  results.question = root.text_attribute(attribute::question);
  results.start_date = root.text_attribute(attribute::start_date);
  results.warm_up_days = root.number_attribute(attribute::warm_up_days);
  results.length_days = root.number_attribute(attribute::length_days);
  results.seed = root.unsigned_attribute(attribute::seed);
  results.replications = static_cast<std::uint32_t>(root.integer_attribute(attribute::replications));
  if (root.has_attribute(attribute::first_replication))
    results.first_replication =
        static_cast<std::uint32_t>(root.integer_attribute(attribute::first_replication));
  results.cancelled = root.integer_attribute(attribute::cancelled) != 0;
  results.antithetic =
      root.has_attribute(attribute::antithetic) && root.integer_attribute(attribute::antithetic) != 0;
  results.overrides = root.text_list_attribute(attribute::overrides);
  results.headline = root.text_list_attribute(attribute::headline);
}

template <class Row>
std::vector<Row> read_table(const GroupReader& root, const char* name,
                            const std::vector<schema::Column<Row>>& columns) {
  return read_rows(root.group(name), columns);
}

VariantResult& variant_named(Results& results, const std::string& name, const char* group) {
  for (VariantResult& variant : results.variants)
    if (variant.name == name) return variant;
  throw DamagedPart(std::string("part '/") + group + "' names an unknown variant '" + name + "'");
}

/// Hands each row of a table of all variants to `add`, with the variant it belongs to.
template <class Row, class Add>
void read_variant_table(const GroupReader& root, const char* name,
                        const std::vector<schema::Column<Row>>& columns, Results& results, Add add) {
  std::vector<Row> rows = read_table(root, name, columns);
  const std::vector<std::string> owners = root.group(name).texts(data::variant, rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at)
    add(variant_named(results, owners[at], name), std::move(rows[at]));
}

void read_variants(const GroupReader& root, Results& results) {
  const GroupReader group = root.group(schema::group::variants);
  const std::vector<std::string> names = group.texts(axis::variant);
  results.variants.resize(names.size());
  for (std::size_t at = 0; at < names.size(); ++at) results.variants[at].name = names[at];
  group.columns(schema::variant_columns(), results.variants);
  for (schema::Note& note : read_table(root, schema::group::notes, schema::note_columns())) {
    VariantResult& variant = variant_named(results, note.variant, schema::group::notes);
    if (note.kind == schema::note_failure) variant.failures.push_back(note.text);
    if (note.kind == schema::note_warning) variant.warnings.push_back(note.text);
    if (note.kind == schema::note_change) variant.what_changes.push_back(note.text);
    if (note.kind == schema::note_need_check) variant.need_checks.push_back(note.text);
  }
}

void add_node_resource(VariantResult& variant, schema::NodeResource row) {
  if (row.node >= variant.nodes.size()) throw DamagedPart("a resource names a node that is not there");
  variant.nodes[row.node].resources.push_back(std::move(row.resource));
}

void add_edge(VariantResult& variant, GraphEdge edge) {
  if (edge.from >= variant.nodes.size() || edge.to >= variant.nodes.size())
    throw DamagedPart("part '/pathway_edges' names a node that is not there");
  variant.edges.push_back(std::move(edge));
}

void read_tables(const GroupReader& root, Results& results) {
  read_variant_table(root, schema::group::nodes, schema::node_columns(), results,
                     [](VariantResult& variant, GraphNode row) { variant.nodes.push_back(std::move(row)); });
  read_variant_table(root, schema::group::edges, schema::edge_columns(), results, add_edge);
  read_variant_table(root, schema::group::node_resources, schema::node_resource_columns(), results,
                     add_node_resource);
  read_variant_table(
      root, schema::group::resources, schema::resource_columns(), results,
      [](VariantResult& variant, ResourceRow row) { variant.resources.push_back(std::move(row)); });
  if (root.has(schema::group::capacity)) {
    results.capacity = read_table(root, schema::group::capacity, schema::capacity_columns());
    results.shifts = read_table(root, schema::group::shifts, schema::shift_columns());
  }
  if (root.has(schema::group::worths))
    results.worths = read_table(root, schema::group::worths, schema::worth_columns());
  if (root.has(schema::group::paybacks)) {
    results.paybacks = read_table(root, schema::group::paybacks, schema::payback_columns());
    results.money_months = read_table(root, schema::group::money_months, schema::money_month_columns());
  }
  if (root.has(schema::group::uncertain)) {
    results.uncertain = read_table(root, schema::group::uncertain, schema::uncertain_columns());
    results.draws = read_table(root, schema::group::draws, schema::draw_columns());
    results.spreads = read_table(root, schema::group::spreads, schema::spread_columns());
  }
  if (root.has(schema::group::controlled))
    results.controlled = read_table(root, schema::group::controlled, schema::controlled_columns());
  results.assumptions = read_table(root, schema::group::assumptions, schema::assumption_columns());
  results.stress = read_table(root, schema::group::stress, schema::stress_columns());
  if (root.has(schema::group::about))
    results.about = read_table(root, schema::group::about, schema::about_columns());
  results.scenario_texts = read_table(root, schema::group::scenario, schema::scenario_columns());
}

Results read_whole(const fs::path& path) {
  const QuietHdf5 quiet;
  const Hdf5Handle file = open_file(path);
  try {
    const GroupReader root(file.id());
    check_format(root, path);
    Results results;
    read_root(root, results);
    read_variants(root, results);
    read_sweep_group(root, results);
    read_figures(root, results);
    read_tables(root, results);
    read_through_time(root, results);
    return results;
  } catch (const ResultsFileError&) {
    throw;
  } catch (const std::exception& fault) { // a missing part, a failed call, a size no memory can hold
    fail(ResultsFault::damaged, path, std::string("is damaged: ") + fault.what());
  }
}

} // namespace

Results read_results(const fs::path& path) {
  check_readable(path);
  const auto sum = check_sum(path);
  const auto packing = sum == SumState::none ? Packing::loose : Packing::tight;
  const auto read = [&] { static_cast<void>(read_whole(path)); };
  if (sum == SumState::wrong || !read_in_another_process(path, packing, read))
    fail(ResultsFault::damaged, path,
         "is damaged: its bytes are not those that were written (was it copied completely?)");
  return read_whole(path);
}

Results read_results_at_once(const fs::path& path) {
  check_readable(path);
  if (check_sum(path) == SumState::wrong) fail(ResultsFault::damaged, path, "is damaged: its sum is another");
  return read_whole(path);
}

} // namespace carepath
