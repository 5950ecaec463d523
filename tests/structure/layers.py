"""Which folder may include what: the table of layers, as rows."""

import re

STANDARD = re.compile(r"^[a-z_]+(\.h)?$|^(sys|netinet|arpa)/[a-z_]+\.h$")

# folder: (our folders it may include, outside libraries it may include); the longest matching folder counts.
LAYERS = {
    "engine/base": (["engine/base"], ["fmt/"]),
    "engine/results": (["engine/base", "engine/results"], ["fmt/", "hdf5"]),
    "engine": (["engine"], ["fmt/", "boost/", "Eigen/", "tbb/", "oneapi/"]),
    "models": (["engine", "models"], ["fmt/", "toml++/", "nlohmann/", "Eigen/", "boost/"]),
    "report": (["engine/base", "engine/results", "report"], ["fmt/", "graphviz/"]),
    "viewer": (["engine/base", "engine/results", "viewer"], ["fmt/", "imgui", "backends/imgui", "GLFW/", "GL/", "EGL/", "stb/", "stb_"]),
    "viewer/whatif": (["engine", "models", "viewer"], ["fmt/"]),  # the one room of the viewer that runs scenarios
    "viewer/web": (["engine/base", "engine/results", "viewer"], ["fmt/", "imgui", "GLFW/", "emscripten"]),
    "cli": (["engine", "models", "report", "cli"], ["fmt/", "CLI/", "nlohmann/", "boost/"]),
    "benchmarks": (["engine", "models", "report", "cli", "benchmarks"], [""]),
    "tests": (["engine", "models", "report", "cli", "viewer", "benchmarks", "tests"], [""]),
}
NOT_FROM = {"engine": ["engine/results"]}  # simulation knows nothing of files


def layer_of(path):
    matching = [folder for folder in LAYERS if path.startswith(folder + "/")]
    return max(matching, key=len, default=None)


def inside(path, folders):
    return any(path.startswith(folder + "/") for folder in folders)


def own_include_fault(path, layer, target, files):
    allowed = list(LAYERS[layer][0])
    if target not in files:
        return f'"{target}" is no file of the repository: include from the root'
    if not inside(target, allowed) or inside(target, NOT_FROM.get(layer, [])):
        return f'{layer}/ may not include "{target}"'
    return None


def include_fault(path, quoted, target, files):
    """A sentence when the include breaks the table, else None."""
    layer = layer_of(path)
    if layer is None:
        return None
    if quoted:
        return own_include_fault(path, layer, target, files)
    if STANDARD.match(target) and not target.startswith(("hdf5", "imgui", "gvc")):
        return None
    if any(target.startswith(library) for library in LAYERS[layer][1]):
        return None
    return f"{layer}/ may not include <{target}>"
