#!/usr/bin/env bash
# Installs the packed tarball into an app of its own, as a user does, and runs everything that the package offers there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CDK8S_CHECK_UPGRADE=false

(cd "$root" && npm pack --silent --pack-destination "$work" >/dev/null)
tarball=$(ls "$work"/*.tgz)
size=$(wc -c < "$tarball")
[ "$size" -lt 2000000 ] || { echo "try-package: the package has $size bytes, 2 MB is the limit" >&2; exit 1; }
strays=$(tar -tzf "$tarball" | grep -E '^package/(src|test|bench|examples|docs|tools|\.ci|\.projen)/' || true)
[ -z "$strays" ] || { echo "try-package: the package holds what users do not need: $strays" >&2; exit 1; }
mkdir "$work/app" && cd "$work/app"
echo '{"name":"app","private":true}' > package.json
npm install --silent --no-audit --no-fund --prefer-offline --omit=optional "$tarball" cdk8s cdk8s-plus-27 constructs cdk8s-cli

cat > main.js <<'JS'
const { App, Chart } = require('cdk8s');
const { ExposedApp, PathRouter, RoutingModel } = require('cdk8s-routing');
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const web = new ExposedApp(chart, 'web', { image: 'example.com/web:1', port: 80, targetPort: 8080 });
new PathRouter(chart, 'public', { ingressClassName: 'nginx', routes: [{ host: 'shop.example.com', backend: web }] });
if (process.env.BREAK) new ExposedApp(chart, 'lost', { selector: { 'cdk8s.io/metadata.addr': 'nobody' }, port: 80 });
if (RoutingModel.fromConstruct(app).trace('http://shop.example.com/').outcome !== 'delivered') throw new Error('not delivered');
app.synth();
JS
# patterns and what is left out need libraries of their own, and the plug-in of kubectl a file that nothing imports
mkdir -p k/old
printf 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: a }] }\n' > k/a.yaml
cp k/a.yaml k/old/b.yaml
npx cdk8s-routing check 'k/**/*.yaml' --exclude old | grep -q 'in 1 object' || { echo 'try-package: --exclude or a pattern fails' >&2; exit 1; }
npx kubectl-routing --help | grep -q 'Usage: cdk8s-routing' || { echo 'try-package: kubectl-routing fails' >&2; exit 1; }

echo "module.exports = require('cdk8s-routing');" > routing.cjs
cat > cdk8s.yaml <<'YAML'
language: typescript
app: node main.js
validations:
  - package: ./routing.cjs
    class: RoutingValidation
    version: 0.0.0
YAML

fail() { echo "try-package: $1" >&2; exit 1; }
npx --no-install cdk8s synth > out.txt 2>&1 || { cat out.txt; fail 'cdk8s synth failed'; }
grep -q 'Validations ended' out.txt || fail 'the plug-in did not run'
npx --no-install cdk8s-routing check || fail 'cdk8s-routing check failed'
npx --no-install cdk8s-routing trace http://shop.example.com/ || fail 'cdk8s-routing trace failed'
status=0; BREAK=1 npx --no-install cdk8s synth > out.txt 2>&1 || status=$?
[ "$status" = 2 ] || { cat out.txt; fail "cdk8s synth of a broken app ended with $status, not 2"; }
grep -q 'service-selects-nothing' out.txt || fail 'the report does not name the rule'
echo 'the packed tarball works in an app that installs it'
