import type { Finding } from './finding';
import type { JsonObject, Origin, Resource } from '../kubernetes/resource';
import { describe } from '../kubernetes/resource';
import type { Suppression } from '../manifests/config';

/** An object's annotation `ignore.cdk8s-routing/<rule>: <reason>` suppresses that rule's findings on it. */
export const IGNORE_ANNOTATION = 'ignore.cdk8s-routing/';

/** Findings after suppressions, and what is wrong with the suppressions themselves. */
export interface SuppressionOutcome {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** Suppressions that suppress nothing, or that give no reason. */
  readonly faults: readonly Finding[];
}

/** Takes out the findings that the config or an annotation suppresses; a suppression that suppresses nothing becomes a finding. */
export function applySuppressions(
  findings: readonly Finding[], resources: readonly Resource[], configured: readonly Suppression[], config: Origin,
): SuppressionOutcome {
  const entries = configured.map((suppression): ConfigEntry => ({ suppression, pattern: objectPattern(suppression.object), used: false }));
  const index = new ConfigIndex(entries);
  const annotations = readAnnotations(resources);

  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const hits = index.candidates(finding).filter((entry) => entry.pattern(finding.resource));
    for (const entry of hits) entry.used = true;
    const annotation = annotations.get(finding.resource)?.get(finding.rule);
    if (annotation !== undefined) annotation.used = true;
    const accepted = hits.length > 0 || (annotation !== undefined && annotation.reason !== '');
    (accepted ? suppressed : kept).push(finding);
  }
  return { kept, suppressed, faults: [...configFaults(entries, config), ...annotationFaults(annotations)] };
}

interface ConfigEntry {
  readonly suppression: Suppression;
  readonly pattern: (resource: Resource) => boolean;
  used: boolean;
}

const NO_ENTRIES: readonly ConfigEntry[] = [];

/** Suppressions of the config by rule, and by kind, namespace and name where these are written out: a baseline of thousands is looked up, not searched. */
class ConfigIndex {
  private readonly byObject = new Map<string, ConfigEntry[]>();
  private readonly byRule = new Map<string, ConfigEntry[]>();

  constructor(entries: readonly ConfigEntry[]) {
    for (const entry of entries) {
      const { rule, object } = entry.suppression;
      const { kind, namespace, name } = partsOf(object);
      if (kind.includes('*') || name.includes('*')) add(this.byRule, rule, entry);
      else add(this.byObject, objectKey(rule, kind, namespace.includes('*') ? '*' : namespace, name), entry);
    }
  }

  candidates({ rule, resource: { kind, namespace, name } }: Finding): readonly ConfigEntry[] {
    const found = [rule, '*'].flatMap((each) => [
      ...[namespace ?? '', '*'].map((some) => this.byObject.get(objectKey(each, kind, some, name)) ?? NO_ENTRIES), this.byRule.get(each) ?? NO_ENTRIES,
    ]);
    return found.every((each) => each.length === 0) ? NO_ENTRIES : found.flat();
  }
}

const objectKey = (rule: string, kind: string, namespace: string, name: string): string => `${rule}\n${kind}\n${namespace}\n${name}`;

function add(table: Map<string, ConfigEntry[]>, key: string, entry: ConfigEntry): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [entry]);
  else known.push(entry);
}

interface AnnotationEntry {
  readonly reason: string;
  used: boolean;
}

type Annotations = Map<Resource, Map<string, AnnotationEntry>>;

function readAnnotations(resources: readonly Resource[]): Annotations {
  const found: Annotations = new Map();
  for (const resource of resources) {
    const annotations = asObject(asObject(resource.object.metadata).annotations);
    for (const [key, reason] of Object.entries(annotations)) {
      if (!key.startsWith(IGNORE_ANNOTATION)) continue;
      const entries = found.get(resource) ?? new Map<string, AnnotationEntry>();
      entries.set(key.slice(IGNORE_ANNOTATION.length), { reason: typeof reason === 'string' ? reason.trim() : '', used: false });
      found.set(resource, entries);
    }
  }
  return found;
}

const EMPTY: JsonObject = {};

const asObject = (value: unknown): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : EMPTY);

/** `KIND/NAME` fits every namespace. */
function partsOf(object: string): { readonly kind: string; readonly namespace: string; readonly name: string } {
  const parts = object.split('/');
  const [kind, namespace, name] = parts.length === 3 ? parts : [parts[0], '*', parts[1]];
  return { kind, namespace, name };
}

/** `*` stands for any run of characters within a part. */
function objectPattern(object: string): (resource: Resource) => boolean {
  const { kind, namespace, name } = partsOf(object);
  const [ofKind, ofNamespace, ofName] = [kind, namespace, name].map(wildcard);
  return (resource) => ofKind(resource.kind) && ofName(resource.name) && ofNamespace(resource.namespace ?? '');
}

/** Whether `*` can be filled in so that the pattern is the text; greedy from the left, so linear in the text. */
export function wildcard(pattern: string): (text: string) => boolean {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (text) => text === pattern;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= text.length - last.length;
  };
}

function configFaults(entries: readonly ConfigEntry[], origin: Origin): Finding[] {
  const config: Resource = { apiVersion: '', kind: 'Config', namespace: null, name: 'cdk8s-routing', object: EMPTY, origin };
  return entries.filter((entry) => !entry.used).map(({ suppression }) => ({
    rule: 'unused-suppression',
    severity: 'warning',
    message: `the suppression of ${suppression.rule} on ${suppression.object} (${suppression.reason}) suppresses nothing`,
    fix: `remove ${suppression.path} from the config`,
    resource: config,
    path: suppression.path,
  }));
}

function annotationFaults(annotations: Annotations): Finding[] {
  const faults: Finding[] = [];
  for (const [resource, entries] of annotations) {
    for (const [rule, entry] of entries) {
      const path = `metadata.annotations[${IGNORE_ANNOTATION}${rule}]`;
      if (entry.reason === '') {
        faults.push({
          rule: 'suppression-without-reason',
          severity: 'warning',
          resource,
          path,
          message: `the annotation ${IGNORE_ANNOTATION}${rule} of ${describe(resource)} has no reason, so it suppresses nothing`,
          fix: `write why the finding is accepted: ${IGNORE_ANNOTATION}${rule}: "<reason>"`,
        });
      } else if (!entry.used) {
        faults.push({
          rule: 'unused-suppression',
          severity: 'warning',
          resource,
          path,
          message: `the annotation ${IGNORE_ANNOTATION}${rule} of ${describe(resource)} suppresses nothing`,
          fix: `remove the annotation ${IGNORE_ANNOTATION}${rule}`,
        });
      }
    }
  }
  return faults;
}
