import { annotationError } from './annotation-rules';
import { annotationText } from './annotations';
import type { Ingress, IngressBackend, IngressPath } from '../../../kubernetes/ingress';
import type { Source } from '../../../kubernetes/open-question';
import { patternError } from '../../index/pattern';
import type { Fault } from '../../model';
import { annotationSource, backendSource, defaultBackendSource, hostSource, ingressSource, pathSource, ruleSource, tlsSource } from '../sources';

export const MERGEABLE_TYPE = 'nginx.org/mergeable-ingress-type';

export type IngressRole = 'standard' | 'master' | 'minion';

export function roleOf({ annotations }: Ingress): IngressRole {
  const type = annotationText(annotations, MERGEABLE_TYPE);
  return type === 'master' || type === 'minion' ? type : 'standard';
}

/**
 * The first reason why the controller rejects an Ingress as a whole; null where it accepts it.
 *
 * @see https://github.com/nginx/kubernetes-ingress/blob/0eb3072d14f04931824bb74c99a6566d8c108f3c/internal/k8s/validation.go validateIngress
 */
export function rejection(ingress: Ingress, flags: ReadonlyMap<string, string>): Fault | null {
  const services = new Set(backendsOf(ingress).flatMap(({ backend }) => backend?.kind === 'service' ? [backend.service] : []));
  const annotation = annotationError({ annotations: ingress.annotations, services, flags });
  if (annotation !== null) {
    return refused('invalid-annotation', annotationSource(ingress.resource, annotation.key), `${annotation.key} ${annotation.reason}`, `correct or remove ${annotation.key}`);
  }
  return rulesFault(ingress, flags) ?? backendFault(ingress) ?? pathFault(ingress) ?? roleFault(ingress);
}

function refused(code: string, source: Source, reason: string, fix: string): Fault {
  return { kind: 'refused', code, source, others: [], reason: `the NGINX Ingress Controller rejects the Ingress: ${reason}`, fix };
}

function rulesFault(ingress: Ingress, flags: ReadonlyMap<string, string>): Fault | null {
  if (ingress.rules.length === 0) return refused('no-rules', ingressSource(ingress), 'it has no rules, and a default backend alone is not served', 'add a rule with a host');
  const hosts = new Set<string>();
  for (const rule of ingress.rules) {
    if (rule.host === '' && !flags.has('allow-empty-ingress-host')) {
      return refused('no-host', ruleSource(ingress, rule), 'a rule has no host', 'set a host, or run the controller with -allow-empty-ingress-host');
    }
    if (hosts.has(rule.host)) return refused('duplicate-host', hostSource(ingress, rule), `host ${rule.host} has two rules`, 'put all paths of a host into one rule');
    hosts.add(rule.host);
  }
  return null;
}

function backendsOf(ingress: Ingress): readonly { readonly backend: IngressBackend | null; readonly source: Source }[] {
  const paths = ingress.rules.flatMap((rule) => (rule.paths ?? []).map((path) => ({ backend: path.backend, source: pathSource(ingress, path) })));
  return ingress.defaultBackend === null ? paths : [{ backend: ingress.defaultBackend, source: defaultBackendSource(ingress) }, ...paths];
}

function backendFault(ingress: Ingress): Fault | null {
  const other = backendsOf(ingress).find(({ backend }) => backend?.kind === 'resource');
  if (other === undefined) return null;
  const source = other.backend === null ? other.source : backendSource(ingress, other.backend);
  return refused('resource-backend', source, 'backends that are not Services are not supported', 'set a Service as backend');
}

function pathFault(ingress: Ingress): Fault | null {
  for (const rule of ingress.rules) {
    for (const path of rule.paths ?? []) {
      const reason = pathError(path);
      if (reason !== null) return refused('invalid-path', pathSource(ingress, path), `path ${path.path} ${reason}`, 'change the path');
    }
  }
  return null;
}

/** Paths stand in the configuration of nginx, so that they are checked as regular expressions whatever their type. */
function pathError({ path, pathType }: IngressPath): string | null {
  if (path === '') return pathType === 'ImplementationSpecific' ? null : 'is required for Exact and Prefix';
  if (!/^\/[^\s;]*$/.test(path)) return 'must start with `/` and have neither spaces nor `;`';
  if (!isExpression(path)) return 'must be a regular expression';
  if (!/^(?:[^"\\]|\\.)*$/.test(path)) return 'must escape `"` and not end with a backslash';
  if ([...path.matchAll(/\{(.*?)\}/g)].some(([, inner]) => /[A-Za-z]/.test(inner))) return 'must not have letters in curly braces';
  return /^\/etc\/|\/root|\/var|\\n|\\r$/.test(path) ? 'looks like a file of the proxy (/etc/, /root, /var)' : null;
}

/** The controller compiles it with an engine that knows look-around, too. */
function isExpression(path: string): boolean {
  if (patternError(path) === null) return true;
  try {
    return new RegExp(path) instanceof RegExp;
  } catch {
    return false;
  }
}

function roleFault(ingress: Ingress): Fault | null {
  const role = roleOf(ingress);
  if (role === 'standard') return null;
  const source = annotationSource(ingress.resource, MERGEABLE_TYPE);
  if (ingress.rules.length !== 1) return refused('mergeable-shape', source, `a ${role} has exactly one rule`, 'keep one rule');
  const [rule] = ingress.rules;
  const paths = rule.paths ?? [];
  if (role === 'master') {
    return paths.length === 0 ? null : refused('mergeable-shape', ruleSource(ingress, rule), 'a master has no paths', 'move the paths to a minion');
  }
  if (ingress.tls.length > 0) return refused('mergeable-shape', tlsSource(ingress, ingress.tls[0]), 'a minion has no tls', 'move tls to the master');
  return paths.length > 0 ? null : refused('mergeable-shape', ruleSource(ingress, rule), 'a minion has at least one path', 'add a path');
}
