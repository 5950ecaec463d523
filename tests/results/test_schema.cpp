// The published description, the schema and real files name exactly the same things.
#include <set>

#include <catch2/catch.hpp>

#include "engine/results/hdf5_handle.hpp"
#include "engine/results/schema.hpp"
#include "engine/results/writer.hpp"
#include "tests/results/sample.hpp"
#include "tests/results/temporary_folder.hpp"

using namespace carepath;
using namespace carepath::test;

namespace {

/// '|' would end a cell of the page's tables.
std::string escaped(const std::string& text) {
  std::string safe;
  for (const char letter : text) safe += letter == '|' ? std::string("\\|") : std::string(1, letter);
  return safe;
}

/// The tables of the page, as it should read.
std::string published_lines() {
  std::string text;
  for (const schema::Entry& entry : schema::entries()) {
    const std::string type = entry.axes.empty() ? entry.type : entry.type + " [" + entry.axes + "]";
    text += "| `" + entry.path + "` | " + type + " | " + escaped(entry.meaning) + " |\n";
  }
  return text;
}

/// Every table line of the page that starts with a path.
std::string lines_in(const std::string& page) {
  std::string found;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find('\n', at), page.size() - 1);
    const std::string line = page.substr(at, end - at + 1);
    if (line.starts_with("| `/")) found += line;
    at = end + 1;
  }
  return found;
}

/// "/census/rtt/count" as the page has it: "/census/<clock>/count".
std::string generic(std::string path) {
  const std::pair<std::string, std::string> kinds[] = {{"by_name", "kpi"},
                                                       {"census", "clock"},
                                                       {"histograms", "kpi"},
                                                       {"occupancy", "resource"},
                                                       {"by_hour", "resource"}};
  for (const auto& [group, word] : kinds) {
    const std::string start = "/" + group + "/";
    if (!path.starts_with(start)) continue;
    const std::size_t end = path.find('/', start.size());
    const std::string name = path.substr(start.size(), end - start.size());
    if (group == "by_name" && (name == "variant" || name == "replication")) continue;
    path.replace(start.size(), name.size(), "<" + word + ">");
  }
  return path;
}

herr_t add_path(hid_t, const char* name, const H5O_info_t*, void* paths) {
  if (std::string(name) != ".")
    static_cast<std::set<std::string>*>(paths)->insert(generic(std::string("/") + name));
  return 0;
}

std::set<std::string> paths_in_file(const std::filesystem::path& path) {
  const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open");
  std::set<std::string> paths;
  check_hdf5(H5Ovisit2(file.id(), H5_INDEX_NAME, H5_ITER_INC, add_path, &paths, H5O_INFO_BASIC), "visit");
  for (const schema::Entry& entry : schema::entries())
    if (entry.path.starts_with("/@") && H5Aexists(file.id(), entry.path.c_str() + 2) > 0)
      paths.insert(entry.path);
  return paths;
}

} // namespace

TEST_CASE("the page on the results format lists exactly the names in the schema") {
  const std::string page = read_text(std::string(CAREPATH_SOURCE_DIR) + "/docs/results-format.md");
  REQUIRE_FALSE(page.empty());
  CHECK(lines_in(page) == published_lines());
  CHECK(lines_in(page + "| `/extra` | text | Not there |\n") != published_lines());
}

TEST_CASE("a file holds exactly the groups, datasets and root attributes of the schema") {
  const TemporaryFolder folder;
  Results results = sample_results();
  results.antithetic = true;
  results.first_replication = 16;
  results.controlled = {{"hub", "", "rtt18", "share", 2, 0.1, 0.05, 0.15, 0.4}};
  write_results(results, folder / "a.h5");
  std::set<std::string> listed;
  for (const schema::Entry& entry : schema::entries())
    if (entry.path.starts_with("/@") || entry.path.find('@') == std::string::npos) listed.insert(entry.path);
  CHECK(paths_in_file(folder / "a.h5") == listed);
}

TEST_CASE("names of groups hold no slash and stay distinct") {
  std::vector<std::string> taken;
  CHECK(schema::group_name("a/b", taken) == "a_b");
  CHECK(schema::group_name("a_b", taken) == "a_b~2");
  CHECK(schema::group_name("a_b", taken) == "a_b~3");
  CHECK(schema::group_name(".", taken) == "_");
}
