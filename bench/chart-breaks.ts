/*
 * How many mistakes `check` finds: each manifest is broken in one place at a time, as people break them, and checked again.
 *
 *     npx tsx bench/chart-breaks.ts FOLDER [--namespace NAME] [--show]
 *
 * Every file of FOLDER is an application that runs as it is. A break is a letter of a selector or of a label that a Service selects by, a port's name or
 * number, a protocol, a namespace, or a backend. A break that changes the outcome of no request, as `diff` sees it, need not be found.
 * Fixes that name a field and a value are made: the API server must take the object, and the finding must be gone.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { applyEdits } from '../src/checks/edits';
import type { Finding } from '../src/checks/finding';
import { checkSimulation, settle, simulateAll, type Settings } from '../src/checks/session';
import { diffSimulations } from '../src/diff/diff';
import type { Json, JsonObject, Resource } from '../src/kubernetes/resource';
import { validateObject } from '../src/kubernetes/validation/validate';
import { parseManifests } from '../src/manifests/yaml/parse';

interface Break {
  readonly kind: string;
  readonly resource: Resource;
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

type Step = string | number;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: Json, path: readonly Step[]): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) {
    if (found === null || typeof found !== 'object') return undefined;
    found = (found as Record<Step, Json>)[step];
  }
  return found;
}

function withValue(object: Json, [step, ...rest]: readonly Step[], value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(object)) {
    const items: readonly Json[] = object;
    return items.map((item, index) => (index === step ? withValue(item, rest, value) : item));
  }
  const given = isObject(object) ? object : {};
  return { ...given, [step]: withValue(given[step] ?? {}, rest, value) };
}

/** Two letters in the middle change places, or one is doubled where they are equal. */
function misspell(text: string): string {
  const middle = Math.max(1, Math.floor(text.length / 2));
  if (text.length < 3) return `${text}x`;
  const [a, b] = [text[middle - 1], text[middle]];
  if (a === b || !/[a-z]/.test(a) || !/[a-z]/.test(b)) return `${text.slice(0, middle)}x${text.slice(middle)}`;
  return `${text.slice(0, middle - 1)}${b}${a}${text.slice(middle + 1)}`;
}

const misspelled = (value: Json | undefined): Json | null => (typeof value === 'string' && value !== '' ? misspell(value) : null);

function portOff(value: Json | undefined): Json | null {
  return typeof value === 'number' ? value + 1 : misspelled(value);
}

const otherProtocol = (value: Json | undefined): Json => (value === 'UDP' ? 'TCP' : 'UDP');

function* breaksOf(resource: Resource, selected: ReadonlySet<string>): Iterable<Break> {
  const { object } = resource;
  const make = function* (kind: string, path: readonly Step[], change: (value: Json | undefined) => Json | null): Iterable<Break> {
    const value = change(at(object, path));
    if (value !== null) yield { kind, resource, path, value };
  };
  if (resource.kind === 'Service' || resource.kind === 'Ingress' || isObject(at(object, ['spec', 'template']))) {
    yield { kind: 'namespace', resource, path: ['metadata', 'namespace'], value: `${resource.namespace ?? 'default'}-other` };
  }
  if (resource.kind === 'Service') {
    const selector = at(object, ['spec', 'selector']);
    for (const key of isObject(selector) ? Object.keys(selector) : []) yield* make('selector', ['spec', 'selector', key], misspelled);
    for (const index of indexes(at(object, ['spec', 'ports']))) {
      yield* make('target port', ['spec', 'ports', index, 'targetPort'], portOff);
      yield* make('protocol of a Service port', ['spec', 'ports', index, 'protocol'], otherProtocol);
    }
  }
  if (resource.kind === 'Ingress') {
    for (const rule of indexes(at(object, ['spec', 'rules']))) {
      for (const index of indexes(at(object, ['spec', 'rules', rule, 'http', 'paths']))) {
        const backend = ['spec', 'rules', rule, 'http', 'paths', index, 'backend', 'service'];
        yield* make('backend', [...backend, 'name'], misspelled);
        yield* make('backend port', [...backend, 'port', 'number'], portOff);
        yield* make('backend port', [...backend, 'port', 'name'], portOff);
      }
    }
  }
  const template: readonly Step[] = resource.kind === 'Pod' ? [] : ['spec', 'template'];
  const labels = at(object, [...template, 'metadata', 'labels']);
  if (!Array.isArray(at(object, [...template, 'spec', 'containers']))) return;
  for (const key of isObject(labels) ? Object.keys(labels) : []) {
    if (selected.has(key)) yield* make('label', [...template, 'metadata', 'labels', key], misspelled);
  }
  for (const container of indexes(at(object, [...template, 'spec', 'containers']))) {
    for (const index of indexes(at(object, [...template, 'spec', 'containers', container, 'ports']))) {
      const port = [...template, 'spec', 'containers', container, 'ports', index];
      yield* make('container port name', [...port, 'name'], misspelled);
      yield* make('protocol of a container port', [...port, 'protocol'], otherProtocol);
    }
  }
}

function indexes(value: Json | undefined): readonly number[] {
  return Array.isArray(value) ? [...(value as readonly Json[]).keys()] : [];
}

/** The label goes with the workload's own selector, as a name that is changed in both. */
function apply(resources: readonly Resource[], { resource, path, value, kind }: Break): readonly Resource[] {
  let object = withValue(resource.object, path, value);
  const key = path[path.length - 1];
  const matched: readonly Step[] = ['spec', 'selector', 'matchLabels', key];
  if (kind === 'label' && at(object, matched) !== undefined) object = withValue(object, matched, value);
  const broken: Resource = { ...resource, namespace: kind === 'namespace' ? String(value) : resource.namespace, object: isObject(object) ? object : {} };
  return resources.map((each) => (each === resource ? broken : each));
}

const keyOf = ({ rule, severity, resource, path }: Finding): string => `${severity} ${rule} ${resource.kind}/${resource.name} ${path}`;

/** The hardest new finding; null where there is none. */
function worst(before: ReadonlySet<string>, after: readonly Finding[]): Finding | null {
  const fresh = after.filter((each) => !before.has(keyOf(each)));
  return fresh.find(({ severity }) => severity === 'error') ?? fresh.find(({ severity }) => severity === 'warning') ?? fresh[0] ?? null;
}

interface Count {
  breaks: number;
  changing: number;
  error: number;
  warning: number;
  info: number;
  missed: number;
}

const counts = new Map<string, Count>();

function countOf(kind: string): Count {
  const known = counts.get(kind) ?? { breaks: 0, changing: 0, error: 0, warning: 0, info: 0, missed: 0 };
  counts.set(kind, known);
  return known;
}

const fixes = { made: 0, refused: 0, left: 0 };

/** Makes the fix of a finding, and looks whether it holds. */
function tryFix(resources: readonly Resource[], finding: Finding, settings: Settings, show: boolean): void {
  const { resource, edits } = finding;
  if (edits === undefined) return;
  const fixed: Resource = { ...resource, object: applyEdits(resource.object, edits) };
  const refused = validateObject(fixed.object).violations.length > validateObject(resource.object).violations.length;
  const { findings } = checkSimulation(simulateAll(resources.map((each) => (each === resource ? fixed : each)), settings), settings);
  const left = findings.some((each) => keyOf(each) === keyOf(finding));
  fixes.made += 1;
  if (refused) fixes.refused += 1;
  if (left) fixes.left += 1;
  if (show && (refused || left)) console.log(`fix ${refused ? 'refused' : 'without effect'}: ${keyOf(finding)}: ${finding.fix}`);
}

function tryFile(file: string, settings: Settings, show: boolean): void {
  const { resources } = parseManifests(readFileSync(file, 'utf8'), file, { namespace: settings.namespace });
  const before = simulateAll(resources, settings);
  const known = new Set(checkSimulation(before, settings).findings.map(keyOf));
  const selected = new Set(before.cluster.services.all.flatMap(({ selector }) => Object.keys(selector ?? {})));
  for (const each of resources.flatMap((resource) => [...breaksOf(resource, selected)])) {
    const broken = apply(resources, each);
    const after = simulateAll(broken, settings);
    const changes = diffSimulations(before, after).changes.length > 0;
    const finding = worst(known, checkSimulation(after, settings).findings);
    if (finding !== null) tryFix(broken, finding, settings, show);
    const count = countOf(each.kind);
    count.breaks += 1;
    if (changes) count.changing += 1;
    if (finding !== null) count[finding.severity] += 1;
    else if (changes) count.missed += 1;
    if (show && finding?.severity !== 'error' && changes) {
      const found = finding === null ? 'MISSED' : `${finding.severity} ${finding.rule}`;
      console.log(`${found}: ${file.split('/').pop()} ${each.kind}: ${each.resource.kind}/${each.resource.name} ${each.path.join('.')} = ${JSON.stringify(each.value)}`);
    }
  }
}

const { values: { show, namespace }, positionals: [folder] } = parseArgs({
  allowPositionals: true, options: { show: { type: 'boolean', default: false }, namespace: { type: 'string', default: 'default' } },
});
if (folder === undefined) throw new Error('specify a folder of manifests');
for (const name of readdirSync(folder).sort()) {
  if (/\.ya?ml$/.test(name)) tryFile(join(folder, name), settle({ namespace }, null), show);
}
const total: Count = { breaks: 0, changing: 0, error: 0, warning: 0, info: 0, missed: 0 };
for (const [kind, count] of [...counts, ['all', total] as const]) {
  if (count !== total) for (const field of Object.keys(total) as (keyof Count)[]) total[field] += count[field];
  console.log(`${kind}: ${count.breaks} breaks, ${count.changing} change an outcome; found as error ${count.error}, warning ${count.warning}, info ${count.info}; missed ${count.missed}`);
}
console.log(`fixes: ${fixes.made} made, ${fixes.refused} refused by the API server, ${fixes.left} without effect`);
