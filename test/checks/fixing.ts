import { applyEdits } from '../../src/checks/edits';
import type { Finding } from '../../src/checks/finding';
import type { Rule } from '../../src/checks/rule';
import { runChecks } from '../../src/checks/run';
import { buildCluster } from '../../src/cluster/build';
import type { Resource } from '../../src/kubernetes/resource';
import { validateObject } from '../../src/kubernetes/validation/validate';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { simulate } from '../../src/trace/simulation';

/** What a rule still finds once each fix that names a field and a value was made; a fix that the API server refuses throws. */
export function leftAfterFixes(rule: Rule, yaml: string): { readonly applied: number; readonly left: readonly string[] } {
  const { resources } = parseManifests(yaml, 'app.yaml', { namespace: 'shop' });
  const found = check(rule, resources);
  const fixed = resources.map((resource) => found.filter((each) => each.resource === resource).reduce(applyFix, resource));
  for (const [i, { object }] of fixed.entries()) {
    if (object === resources[i].object) continue;
    const before = validateObject(resources[i].object).violations.map(({ path }) => path);
    const [violation] = validateObject(object).violations.filter(({ path }) => !before.includes(path));
    if (violation !== undefined) throw new Error(`the fix is refused: ${violation.path}: ${violation.message}`);
  }
  return { applied: found.filter(({ edits }) => edits !== undefined).length, left: check(rule, fixed).map(({ path, resource }) => `${resource.kind}/${resource.name} ${path}`) };
}

function applyFix(resource: Resource, { edits }: Finding): Resource {
  return edits === undefined ? resource : { ...resource, object: applyEdits(resource.object, edits) };
}

function check(rule: Rule, resources: readonly Resource[]): readonly Finding[] {
  return runChecks(simulate(buildCluster(resources)), { registry: [rule] }).findings;
}
