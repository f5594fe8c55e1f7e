import type { Json, Resource } from '../../src/kubernetes/resource';

/** Names that mean something by themselves: what has no namespace is in the first one, and cluster DNS in the second. */
const KEPT = ['default', 'kube-system'];
/** Prefixes of names before, between and after those that are kept. */
const BANDS = ['aaa', 'eee', 'zzz'];
const NAME_LABEL = 'kubernetes.io/metadata.name';

export type NewNames = ReadonlyMap<string, string>;

/** A way to rename namespaces that changes no routing. */
export interface Renaming {
  readonly what: string;
  readonly to: NewNames;
}

/**
 * Other names for the namespaces of the manifests: in the same order, and in the reverse order.
 *
 * The reverse order is left out where objects that route are in several namespaces: of two that claim the same path and are of one age, the one
 * whose namespace and name sort first takes precedence.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/api-design/#conflicts
 * @see https://github.com/kubernetes/ingress-nginx/blob/main/internal/ingress/controller/store/store.go (ListIngresses, sortIngressSlice)
 */
export function renamings(resources: readonly Resource[]): readonly Renaming[] {
  const namespaces = [...new Set(resources.flatMap(namespacesOf))].filter((each) => !KEPT.includes(each)).sort();
  // a name that the API server refuses is a finding of its own
  if (namespaces.length === 0 || namespaces.some((each) => !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(each))) return [];
  const routing = new Set(resources.filter(({ apiVersion }) => !/^(v1|apps\/.*|batch\/.*)$/.test(apiVersion)).map((each) => each.namespace));
  return [
    { what: 'namespaces renamed in their order', to: newNames(namespaces, false) },
    ...routing.size > 1 ? [] : [{ what: 'namespaces renamed in reverse order', to: newNames(namespaces, true) }],
  ];
}

function newNames(namespaces: readonly string[], reverse: boolean): NewNames {
  return new Map(namespaces.map((each, i) => {
    const band = KEPT.filter((kept) => kept < each).length;
    const number = String(reverse ? namespaces.length - i : i).padStart(3, '0');
    return [each, `${BANDS[reverse ? BANDS.length - 1 - band : band]}-renamed-${number}`];
  }));
}

function namespacesOf({ kind, name, namespace }: Resource): readonly string[] {
  return [...namespace === null ? [] : [namespace], ...kind === 'Namespace' ? [name] : []];
}

/** The object as it is where its namespaces have the new names. */
export function withNamespaces(object: Json, to: NewNames): Json {
  return renamed(object, to, [], fieldsOf(object).kind === 'Namespace');
}

export function withNamesBack(text: string, to: NewNames): string {
  return [...to].reduce((changed, [before, after]) => changed.replaceAll(after, before), text);
}

/**
 * @param path the fields that lead to the value
 * @param ofNamespace whether it is in an object that is a Namespace
 */
function renamed(value: Json, to: NewNames, path: readonly string[], ofNamespace: boolean): Json {
  if (typeof value === 'string') return isName(path, ofNamespace) ? newName(value, to) : withNewNames(value, to, path.at(-2) === 'annotations');
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => renamed(each, to, path, ofNamespace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, each]) => [name, renamed(each, to, [...path, name], ofNamespace)]));
}

/** Whether a text there is the name of a namespace, or a label that is likely to be one: findings tell of a label that is nearly right. */
function isName(path: readonly string[], ofNamespace: boolean): boolean {
  const key = path.at(-1);
  return key === 'namespace' || key === NAME_LABEL || path.includes('namespaceSelector') || path.includes('namespaces')
    || (ofNamespace && path[0] === 'metadata' && (key === 'name' || path[1] === 'labels'));
}

function newName(value: Json, to: NewNames): Json {
  return typeof value === 'string' ? to.get(value) ?? value : value;
}

/** Names in cluster DNS, and `namespace/name` in annotations. */
function withNewNames(text: string, to: NewNames, isAnnotation: boolean): string {
  return [...to].reduce((changed, [before, after]) => {
    const resolved = changed.replaceAll(new RegExp(`(?<=[a-z0-9]\\.)${before}(?=\\.svc\\b)`, 'g'), after);
    return isAnnotation ? resolved.replace(new RegExp(`^${before}(?=/[a-z0-9.-]+$)`), after) : resolved;
  }, text);
}

function fieldsOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, Json>> : {};
}
