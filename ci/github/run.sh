#!/usr/bin/env bash
# What action.yml runs: all inputs are environment variables. Ends with the status of the command.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# one a line, so that names may hold blanks
lines() {
  local line
  list=()
  while IFS= read -r line; do
    line=${line%$'\r'}
    if [ -n "$line" ]; then list+=("$line"); fi
  done <<< "$1"
}

if [ -n "${ROUTING_PROGRAM:-}" ]; then program=("$ROUTING_PROGRAM")
elif [[ $ROUTING_VERSION =~ ^[A-Za-z0-9.^~_-]+$ ]]; then program=(npx --yes "cdk8s-routing@$ROUTING_VERSION")
else echo "::error::version: got '${ROUTING_VERSION//[$'\r\n']/ }', expected a version or tag of npm"; exit 2
fi
lines "$ROUTING_MANIFESTS"; manifests=(${list[@]+"${list[@]}"})
lines "$ROUTING_ARGS"; args=(${list[@]+"${list[@]}"})

check() {
  local sarif=()
  if [ -n "${ROUTING_SARIF:-}" ]; then sarif=(--output "sarif=$ROUTING_SARIF"); fi
  "${program[@]}" check ${sarif[@]+"${sarif[@]}"} --format github ${args[@]+"${args[@]}"} -- ${manifests[@]+"${manifests[@]}"}
}

diff() {
  if [ -z "${ROUTING_BASE:-}" ]; then
    echo "::error::diff: there is no revision to compare with; run it on pull_request, or set base"
    return 2
  fi
  local report status
  report=$(mktemp)
  # a checkout has one commit, unless it is told otherwise
  git cat-file -e "$ROUTING_BASE^{commit}" 2>/dev/null || git fetch --quiet --depth 1 origin "$ROUTING_BASE" || true
  "${program[@]}" diff "--git=$ROUTING_BASE" --format markdown ${args[@]+"${args[@]}"} -- ${manifests[@]+"${manifests[@]}"} > "$report"
  status=$?
  if [ "$status" -ne 2 ]; then
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$report" >> "$GITHUB_STEP_SUMMARY"; fi
    if [ "${ROUTING_COMMENT:-}" = true ] && [ -n "${ROUTING_PULL_REQUEST:-}" ]; then "$here/comment.sh" "$report" || status=2; fi
  fi
  rm -f "$report"
  return "$status"
}

case $ROUTING_COMMAND in
  check) check; status=$? ;;
  diff) diff; status=$? ;;
  *) echo "::error::command: got '${ROUTING_COMMAND//[$'\r\n']/ }', expected check or diff"; status=2 ;;
esac
if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "status=$status" >> "$GITHUB_OUTPUT"; fi
exit "$status"
