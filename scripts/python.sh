# Finds the two Pythons. Sourced by scripts/setup; owns no installing.
#
# find_python VERSION: prints the path of an interpreter of that version, or nothing. Looks at
# uv's own and the system's first, then into pyenv's folder: a pyenv shim on the PATH fails for a
# version that isn't active, so each candidate has to answer for itself.

answers_as() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null | grep -qx "$2"; }

find_python() {
  local version=$1 candidate pyenv_versions
  pyenv_versions=$( (command -v pyenv >/dev/null && pyenv root || echo "$HOME/.pyenv") 2>/dev/null)/versions
  for candidate in \
    "$(uv python find --system --no-project --no-python-downloads "$version" 2>/dev/null)" \
    "/usr/bin/python$version" "/usr/local/bin/python$version" "$(command -v "python$version")" \
    "$pyenv_versions/$version"*/bin/python; do
    if [ -x "$candidate" ] && answers_as "$candidate" "$version"; then
      echo "$candidate"
      return
    fi
  done
}
