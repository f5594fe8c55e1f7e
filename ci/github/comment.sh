#!/usr/bin/env bash
# Writes a report as a comment on a pull request, or over the one that it wrote before: comment.sh REPORT
# Reads GITHUB_TOKEN, GITHUB_API_URL, GITHUB_REPOSITORY and ROUTING_PULL_REQUEST; needs curl and node.
set -euo pipefail
marker='<!-- cdk8s-routing diff -->'
issues="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues"
body=$(mktemp)
answer=$(mktemp)
trap 'rm -f "$body" "$answer"' EXIT

# the token is read from a file descriptor: arguments can be seen by other processes
api() {
  local method=$1 url=$2
  shift 2
  curl --silent --show-error --fail --retry 3 --max-time 60 --request "$method" --header @- --output "$answer" "$@" "$url" << HEADERS
Authorization: Bearer $GITHUB_TOKEN
Accept: application/vnd.github+json
Content-Type: application/json
X-GitHub-Api-Version: 2022-11-28
HEADERS
}

# GitHub takes comments up to 65536 characters
node -e '
  const [, marker, report, body] = process.argv;
  const fs = require("node:fs");
  const text = fs.readFileSync(report, "utf8");
  const most = 60000;
  const part = text.slice(0, text.lastIndexOf("\n", most));
  const fence = part.split(/^```/m).length % 2 === 0 ? "\n```" : "";
  const cut = text.length <= most ? text : part + fence + "\n\n(the rest is in the summary of the job)\n";
  fs.writeFileSync(body, JSON.stringify({ body: marker + "\n" + cut }));
' "$marker" "$1" "$body"

# who quotes the comment does not begin with the marker
find='
  const comments = JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));
  const own = comments.find(({ body }) => typeof body === "string" && body.startsWith(process.argv[1]));
  console.log(comments.length, own?.id ?? "");
'
page=1
id=
count=100
while [ "$count" -eq 100 ] && [ -z "$id" ]; do
  api GET "$issues/$ROUTING_PULL_REQUEST/comments?per_page=100&page=$page"
  read -r count id <<< "$(node -e "$find" "$marker" "$answer")"
  page=$((page + 1))
done

# one that cannot be changed is somebody else's
if [ -n "$id" ] && api PATCH "$issues/comments/$id" --data-binary "@$body"; then exit 0; fi
api POST "$issues/$ROUTING_PULL_REQUEST/comments" --data-binary "@$body"
