import type { Source } from '../../../kubernetes/open-question';
import type { Fault } from '../../model';

const FIXES: Readonly<Record<string, string>> = {
  'annotation-invalid': 'use a field of router.* that Traefik 3 has, with a value of its type',
  'backend-not-a-service': 'name a Service',
  'backend-service-missing': 'create the Service, or name one that exists in the namespace of the Ingress',
  'backend-port-missing': 'name a port that the Service has',
  'backend-without-endpoints': 'make pods of the Service ready',
  'default-backend-second': 'keep one Ingress with a defaultBackend and no rules',
  'default-backend-unused': 'move the defaultBackend to an Ingress without rules',
  'entry-point-unknown': 'name an entry point that Traefik has',
  'external-name-not-allowed': 'set allowExternalNameServices, or send to a Service with endpoints',
  'middleware-broken': 'fix the Middleware, or name another one',
  'native-lb-headless': 'remove service.nativelb, or remove clusterIP: None',
  'path-matcher-unknown': 'set router.pathmatcher to Path, PathPrefix or PathRegexp',
  'path-pattern-invalid': 'write the path as a regular expression of RE2',
  'rule-empty': 'set a host on the rule or a value for the path',
  'service-annotation-invalid': 'use a field of service.* that Traefik 3 has, with a value of its type',
  'servers-transport-missing': 'create the ServersTransport, or remove service.serverstransport',
  'tls-options-missing': 'create the TLSOption, or remove router.tls.options',
};

/** A part of an Ingress that Traefik leaves out: the requests that it is for go on to other routers. */
export function droppedPart(code: string, source: Source, reason: string): Fault {
  return { kind: 'dropped', code, source, others: [], reason, fix: FIXES[code] ?? 'change the field' };
}

/** An Ingress that Traefik skips as a whole. */
export function ignoredIngress(code: string, source: Source, reason: string): Fault {
  return { ...droppedPart(code, source, reason), kind: 'ignored' };
}
