# Debian's source packages, fetched into a folder below build/: the system's own package lists stay as they are.
# Sourced by scripts that build a library in a way Debian does not offer.
# shellcheck shell=bash

# source_apt FOLDER COMMAND...: apt-get with its own source list and package lists.
source_apt() {
  local apt=$1/apt
  shift
  apt-get -o Dir::Etc::sourcelist="$apt/none" -o Dir::Etc::sourceparts="$apt/sources" \
    -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

# The system's own sources, asked for source packages instead of binary ones (both file styles).
write_source_lists() {
  local apt=$1/apt file
  mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial"
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ -r $file ]] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/sources/$(basename "$file")"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [[ -r $file ]] && sed -n 's/^deb\(-src\)\? /deb-src /p' "$file" >"$apt/sources/$(basename "$file")"
  done
  return 0
}

# fetch_sources FOLDER PACKAGE...: unpacks each below the folder, as PACKAGE-VERSION: the newest, or where a mirror has a
# security update in its lists but not in its pool, what the release came with.
fetch_sources() {
  local folder=$1 package release
  shift
  release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  write_source_lists "$folder"
  source_apt "$folder" update -qq || true
  for package in "$@"; do
    (cd "$folder" && { source_apt "$folder" source -qq "$package" || source_apt "$folder" source -qq "$package/$release"; }) ||
      return
  done
}

# unpacked_source FOLDER PACKAGE: where it lies.
unpacked_source() { find "$1" -maxdepth 1 -type d -name "$2-[0-9]*" | head -1; }
