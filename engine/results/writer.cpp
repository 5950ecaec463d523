// From `Results` to the groups of a results file, in the order of docs/results-format.md.
//
// The file is put together in memory and written in one go: a full disk is then told by the operating
// system in its own words, and no half-written HDF5 structure has to be taken apart.
#include "engine/results/writer.hpp"

#include <functional>

#include "engine/results/file_replace.hpp"
#include "engine/results/file_sum.hpp"
#include "engine/results/group_writer.hpp"
#include "engine/results/sweep_figures.hpp"
#include "engine/results/through_time.hpp"
#include "engine/results/write_figures.hpp"

namespace carepath {

namespace {

namespace attribute = schema::attribute;
namespace axis = schema::axis;
namespace data = schema::data;

std::string status_sentence(const Results& results) {
  if (!results.cancelled) return "All replications were run.";
  std::string sentence = "Cancelled before all replications were done; figures are over those completed:";
  for (const VariantResult& variant : results.variants)
    sentence += (&variant == results.variants.data() ? " " : ", ") + variant.name + " " +
                std::to_string(variant.replications) + " of " + std::to_string(results.replications);
  return sentence + ".";
}

void write_root(GroupWriter& root, const Results& results) {
  root.attribute(attribute::format, std::string(results_format));
  root.attribute(attribute::program_version, results.program_version);
  root.attribute(attribute::git_hash, results.git_hash);
  root.attribute(attribute::title, results.title);
  root.attribute(attribute::question, results.question);
  root.attribute(attribute::start_date, results.start_date);
  root.attribute(attribute::warm_up_days, results.warm_up_days);
  root.attribute(attribute::length_days, results.length_days);
  root.attribute(attribute::seed, results.seed);
  root.attribute(attribute::replications, static_cast<std::int64_t>(results.replications));
  if (results.first_replication > 0)
    root.attribute(attribute::first_replication, static_cast<std::int64_t>(results.first_replication));
  root.attribute(attribute::cancelled, static_cast<std::int64_t>(results.cancelled));
  if (results.antithetic) root.attribute(attribute::antithetic, std::int64_t{1});
  root.attribute(attribute::status, status_sentence(results));
  root.attribute(attribute::overrides, results.overrides);
  root.attribute(attribute::headline, results.headline);
}

/// The rows of all variants in one table, with a column saying whose each is.
template <class Row, class Member>
void write_variant_table(const GroupWriter& root, const char* name,
                         const std::vector<schema::Column<Row>>& columns, const Results& results,
                         Member rows_of) {
  std::vector<Row> rows;
  std::vector<std::string> owners;
  for (const VariantResult& variant : results.variants) {
    const std::vector<Row>& own = rows_of(variant); // a list made on the spot lives as long
    rows.insert(rows.end(), own.begin(), own.end());
    owners.insert(owners.end(), own.size(), variant.name);
  }
  GroupWriter group = root.group(name);
  group.counting_axis(axis::row, rows.size(), 0);
  group.array(data::variant, {axis::row}, owners, {"Variant", ""});
  group.columns(axis::row, columns, rows);
}

void write_variants(const GroupWriter& root, const Results& results) {
  GroupWriter group = root.group(schema::group::variants);
  group.axis(axis::variant, variant_names(results));
  group.columns(axis::variant, schema::variant_columns(), results.variants);
  std::vector<schema::Note> notes;
  for (const VariantResult& variant : results.variants) {
    for (const auto& text : variant.failures) notes.push_back({variant.name, schema::note_failure, text});
    for (const auto& text : variant.warnings) notes.push_back({variant.name, schema::note_warning, text});
    for (const auto& text : variant.what_changes) notes.push_back({variant.name, schema::note_change, text});
    for (const auto& text : variant.need_checks)
      notes.push_back({variant.name, schema::note_need_check, text});
  }
  write_table(root, schema::group::notes, schema::note_columns(), notes);
}

std::vector<schema::NodeResource> node_resources(const VariantResult& variant) {
  std::vector<schema::NodeResource> rows;
  for (std::uint32_t node = 0; node < variant.nodes.size(); ++node)
    for (const std::string& resource : variant.nodes[node].resources) rows.push_back({node, resource});
  return rows;
}

void write_tables(const GroupWriter& root, const Results& results) {
  using Variant = VariantResult;
  write_table(root, schema::group::capacity, schema::capacity_columns(), results.capacity);
  write_table(root, schema::group::shifts, schema::shift_columns(), results.shifts);
  if (!results.worths.empty())
    write_table(root, schema::group::worths, schema::worth_columns(), results.worths);
  if (!results.paybacks.empty()) {
    write_table(root, schema::group::paybacks, schema::payback_columns(), results.paybacks);
    write_table(root, schema::group::money_months, schema::money_month_columns(), results.money_months);
  }
  if (!results.uncertain.empty()) {
    write_table(root, schema::group::uncertain, schema::uncertain_columns(), results.uncertain);
    write_table(root, schema::group::draws, schema::draw_columns(), results.draws);
    write_table(root, schema::group::spreads, schema::spread_columns(), results.spreads);
  }
  if (!results.controlled.empty())
    write_table(root, schema::group::controlled, schema::controlled_columns(), results.controlled);
  write_variant_table(root, schema::group::nodes, schema::node_columns(), results,
                      std::mem_fn(&Variant::nodes));
  write_variant_table(root, schema::group::edges, schema::edge_columns(), results,
                      std::mem_fn(&Variant::edges));
  write_variant_table(root, schema::group::node_resources, schema::node_resource_columns(), results,
                      node_resources);
  write_variant_table(root, schema::group::resources, schema::resource_columns(), results,
                      std::mem_fn(&Variant::resources));
  write_table(root, schema::group::assumptions, schema::assumption_columns(), results.assumptions);
  write_table(root, schema::group::stress, schema::stress_columns(), results.stress);
  if (!results.about.empty()) write_table(root, schema::group::about, schema::about_columns(), results.about);
  write_table(root, schema::group::scenario, schema::scenario_columns(), results.scenario_texts);
}

void write_all(hid_t file, const Results& results) {
  GroupWriter root(file);
  write_root(root, results);
  write_variants(root, results);
  write_sweep(root, results);
  write_figures(root, results);
  write_tables(root, results);
  write_through_time(root, results);
}

Hdf5Handle open_in_memory() {
  constexpr std::size_t growth = std::size_t{1} << 20;
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make a results file");
  check_hdf5(H5Pset_fapl_core(access.id(), growth, false), "make a results file");
  const Hdf5Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "make a results file");
  constexpr unsigned in_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  check_hdf5(H5Pset_obj_track_times(creation.id(), false), "make a results file");
  check_hdf5(H5Pset_link_creation_order(creation.id(), in_order), "make a results file");
  check_hdf5(H5Pset_attr_creation_order(creation.id(), in_order), "make a results file");
  return {H5Fcreate("carepath-results", H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose,
          "make a results file"};
}

std::string file_image(hid_t file) {
  check_hdf5(H5Fflush(file, H5F_SCOPE_GLOBAL), "finish the results file");
  const ssize_t size = H5Fget_file_image(file, nullptr, 0);
  if (size < 0) throw Hdf5Error("cannot finish the results file");
  std::string image(static_cast<std::size_t>(size), '\0');
  if (H5Fget_file_image(file, image.data(), image.size()) != size)
    throw Hdf5Error("cannot finish the results file");
  return image;
}

} // namespace

std::string results_bytes(const Results& results) {
  const QuietHdf5 quiet;
  const Hdf5Handle file = open_in_memory();
  write_all(file.id(), results);
  return with_sum(file_image(file.id()));
}

void write_results(const Results& results, const std::filesystem::path& path) {
  check_can_write(path);
  replace_file(path, results_bytes(results));
}

} // namespace carepath
