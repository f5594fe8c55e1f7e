import type { Settings } from '../../checks/simulate';
import type { Json, JsonObject, Origin, Resource } from '../../kubernetes/resource';
import { NO_ORIGIN } from '../../kubernetes/resource';
import type { Externals, RoutingConfig } from '../../manifests/config';
import { NO_EXTERNALS } from '../../manifests/externals';

/** What the page holds of the manifests, as JSON: enough to answer requests, and no secrets. */
export interface PageData {
  readonly objects: readonly PageObject[];
  readonly settings: {
    readonly namespace: string;
    readonly controller: string;
    readonly clusterDomain: string;
    readonly validation: Settings['validation'];
    readonly controllers: readonly (readonly [string, string])[];
    readonly externals: Externals;
  };
  /** As `check --format json` has them. */
  readonly findings: readonly PageFinding[];
}

export interface PageFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly fix: string;
  readonly object: string;
  readonly place: string;
}

interface PageObject {
  readonly object: JsonObject;
  readonly namespace: string | null;
  readonly file: string | null;
  /** The lines of the fields, by their paths; what is absent stands where its parent does. */
  readonly lines: Readonly<Record<string, number>>;
}

/** @param findings what `check` found */
export function pageData(resources: readonly Resource[], settings: Settings, findings: readonly PageFinding[]): PageData {
  const { namespace, controller, clusterDomain, validation, config } = settings;
  return {
    objects: resources.map((resource) => {
      const object = withoutSecrets(resource.object);
      return { object, namespace: resource.namespace, file: resource.origin.file, lines: linesOf(object, resource.origin) };
    }),
    settings: {
      namespace,
      controller,
      clusterDomain,
      validation,
      controllers: [...config?.controllers ?? []],
      externals: config?.externals ?? NO_EXTERNALS,
    },
    findings,
  };
}

/** Of kinds that hold what nobody should see in a page: only which keys there are. */
function withoutSecrets(object: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(object).map(([key, value]) => [
    key, (object.kind === 'Secret' || object.kind === 'ConfigMap') && ['data', 'stringData', 'binaryData'].includes(key) ? emptied(value) : withoutEnvironment(value),
  ]));
  return kept;
}

function emptied(value: Json | undefined): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).map((key) => [key, ''])) : null;
}

/** What containers run and are told decides nothing about routing, and may hold passwords; neither does what kubectl remembers of an object. */
const LEFT_OUT: ReadonlySet<string> = new Set(['env', 'envFrom', 'command', 'args', 'volumeMounts', 'managedFields', 'kubectl.kubernetes.io/last-applied-configuration']);

function withoutEnvironment(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((each: Json) => withoutEnvironment(each));
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !LEFT_OUT.has(key)).map(([key, field]) => [key, withoutEnvironment(field)]));
}

/** Deeper than hops and findings point. */
const DEEPEST = 9;

function linesOf(object: JsonObject, origin: Origin): Readonly<Record<string, number>> {
  const lines: Record<string, number> = {};
  const visit = (value: Json, path: string, depth: number, parent: number | null): void => {
    const line = origin.locate(path)?.line ?? null;
    if (line !== null && line !== parent) lines[path] = line;
    if (typeof value !== 'object' || value === null || depth === DEEPEST) return;
    if (Array.isArray(value)) value.forEach((each: Json, i) => visit(each, `${path}[${i}]`, depth + 1, line));
    else for (const [key, field] of Object.entries(value)) visit(field ?? null, childPath(path, key), depth + 1, line);
  };
  if (origin.file !== null) visit(object, '', 0, null);
  return lines;
}

/** As the API server writes field paths. */
function childPath(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The objects as the engine reads them. */
export function resourcesOf({ objects }: PageData): readonly Resource[] {
  return objects.map(({ object, namespace, file, lines }) => {
    const metadata = object.metadata as JsonObject | undefined;
    return {
      apiVersion: String(object.apiVersion),
      kind: String(object.kind),
      namespace,
      name: String(metadata?.name),
      object,
      origin: { file, construct: null, locate: (path: string) => lineOf(lines, path) },
    };
  });
}

/** The line of a field, or of its nearest parent that has one. */
function lineOf(lines: Readonly<Record<string, number>>, path: string): { readonly line: number; readonly column: number } | null {
  for (let rest = path; ; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('.'), rest.lastIndexOf('[')))) {
    if (Object.hasOwn(lines, rest)) return { line: lines[rest], column: 1 };
    if (rest === '') return null;
  }
}

export function settingsOf({ settings: { controllers, externals, ...others } }: PageData): Settings {
  const config: RoutingConfig = {
    namespace: null,
    controller: null,
    controllers: new Map(controllers),
    kubernetesMinor: null,
    gatewayApi: null,
    clusterDomain: null,
    rules: new Map(),
    suppressions: [],
    acceptedDifferences: [],
    externals,
    baseline: null,
    exclude: [],
    origin: NO_ORIGIN,
  };
  return { ...others, config };
}
