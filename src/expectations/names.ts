import type { ExpectField, ExpectValue } from './model';
import type { Cluster } from '../cluster/model';
import { nearest } from '../kubernetes/near-miss';

/** Names of one field, in full; `known` has them without namespace as well. */
interface Names {
  readonly full: readonly string[];
  readonly known: ReadonlySet<string>;
}

const INDEXES = new WeakMap<Cluster, Map<ExpectField, Names>>();

/**
 * What is to be said of a value that names nothing in the manifests, with the name that was probably meant; null where it names something, and
 * for fields that are no names.
 */
export function unknownNameText(cluster: Cluster, field: ExpectField, value: ExpectValue): string | null {
  const name = String(value);
  const names = namesOf(cluster, field);
  if (names === null || names.known.has(name)) return null;
  const near = nearest(name, names.full) ?? nearest(name, names.full.map(withoutNamespace));
  return `'${name}' is not in the manifests${near === null ? '' : `, did you mean '${near}'?`}`;
}

function namesOf(cluster: Cluster, field: ExpectField): Names | null {
  if (field !== 'service' && field !== 'workload') return null;
  let fields = INDEXES.get(cluster);
  if (fields === undefined) INDEXES.set(cluster, fields = new Map());
  let names = fields.get(field);
  if (names === undefined) {
    const full = field === 'service' ? cluster.services.all.map((each) => `${each.namespace}/${each.name}`)
      : cluster.workloads.all.map((each) => `${each.namespace}/${each.kind}/${each.name}`);
    fields.set(field, names = { full, known: new Set([...full, ...full.map(withoutNamespace)]) });
  }
  return names;
}

function withoutNamespace(full: string): string {
  return full.slice(full.indexOf('/') + 1);
}
