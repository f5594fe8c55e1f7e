import type { Ingress } from '../../../../kubernetes/ingress';

/** A text in an Ingress that the controller takes for an attack. */
export interface Inspection {
  readonly field: string;
  readonly text: string;
}

/** What is found in each Ingress that has such a text. */
export function inspectAll(ingresses: readonly Ingress[]): ReadonlyMap<Ingress, Inspection> {
  const found = new Map<Ingress, Inspection>();
  for (const ingress of ingresses) {
    const inspection = inspect(ingress);
    if (inspection !== null) found.set(ingress, inspection);
  }
  return found;
}

/**
 * The deep inspector, which looks at hosts, paths and names of Secrets of any class.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/inspector/rules.go
 */
function inspect({ rules, tls }: Ingress): Inspection | null {
  for (const { host, paths, fieldPath } of rules) {
    if (isSuspicious(host)) return { field: `${fieldPath}.host`, text: host };
    for (const path of paths ?? []) if (isSuspicious(path.path)) return { field: `${path.fieldPath}.path`, text: path.path };
  }
  for (const { secretName, hosts, fieldPath } of tls) {
    const text = secretName !== null && isSuspicious(secretName) ? secretName : hosts.find(isSuspicious);
    if (text !== undefined) return { field: fieldPath, text };
  }
  return null;
}

/** Every text that is suspicious has one of these; hosts and most paths have none. */
const SIGNS = /[_;]|\/[ev]/;

function isSuspicious(text: string): boolean {
  if (!SIGNS.test(text)) return false;
  return /\/etc\/(?:passwd|shadow|group|nginx|ingress-controller)|\/var\/run\/secrets|_by_lua/.test(text) || hasInOrder(text, 'alias', ';') || hasInOrder(text, 'root', ';');
}

function hasInOrder(text: string, first: string, then: string): boolean {
  const at = text.indexOf(first);
  return at >= 0 && text.indexOf(then, at) >= 0;
}
