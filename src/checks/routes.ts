import type { Cluster } from '../cluster/model';
import { objectOf, stringMapOf } from '../kubernetes/fields';
import type { Ingress, IngressBackend } from '../kubernetes/ingress';
import { describe, type Resource } from '../kubernetes/resource';
import { certificateFor } from '../routers/index/certificates';
import { speaks } from '../routers/index/listeners';
import { indexRouter, type Found } from '../routers/index/router-index';
import { ACTIONS, FACTS as ALB } from '../routers/ingress/alb/facts';
import { annotationsKnownAs } from '../routers/ingress/known-controllers';
import { dialectNamed } from '../routers/ingress/registry';
import type { Fault, Route, Router, RouterRequest, ServiceTarget } from '../routers/model';

/** A Service of an Ingress's namespace that a rule, or the Ingress itself, sends requests to. */
export interface ServiceBackend {
  readonly namespace: string;
  readonly service: string;
  readonly port: number | string | null;
  /** Where it stands in the Ingress. */
  readonly fieldPath: string;
}

/** A backend of an Ingress, where it stands. */
export interface RouteBackend {
  readonly resource: Resource;
  readonly backend: ServiceBackend;
  /** What reads the Ingress; undefined where nothing does. */
  readonly router: Router | undefined;
}

/** Every backend of every Ingress, of routes that never win and of such as no controller takes as well. */
export function* routeBackends({ ingresses }: Pick<Cluster, 'ingresses'>, routerOf: (ingress: Resource) => Router | undefined): Iterable<RouteBackend> {
  for (const ingress of ingresses) {
    for (const backend of backendsOf(ingress)) {
      if (backend?.kind !== 'service') continue;
      const { service, port, path } = backend;
      const { resource, namespace } = ingress;
      yield { resource, backend: { namespace, service, port, fieldPath: path }, router: routerOf(resource) };
    }
  }
}

function backendsOf({ rules, defaultBackend }: Ingress): readonly (IngressBackend | null)[] {
  return [...rules.flatMap(({ paths }) => (paths ?? []).map((each) => each.backend)), defaultBackend];
}

/** Annotations of an object; empty where it has none. */
export function annotationsOf(resource: Resource): Readonly<Record<string, string>> {
  return stringMapOf(objectOf(resource.object.metadata)?.annotations);
}

const PATTERN_ANNOTATIONS = annotationsKnownAs('patterns');

/** Whether annotations of an Ingress make its controller read paths as patterns. */
export function readsPatterns(annotations: Readonly<Record<string, string>>): boolean {
  return PATTERN_ANNOTATIONS.some((each) => Object.hasOwn(annotations, each));
}

/**
 * Whether a backend's Service name stands for an action in an annotation, and names no Service.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions
 */
export function isPseudoBackend({ resource, backend: { port, service }, router }: Pick<RouteBackend, 'resource' | 'router'> & { readonly backend: Pick<ServiceBackend, 'port' | 'service'> }): boolean {
  // only its own controller reads the annotation
  if (router !== undefined && !readsText(router) && !isGuessed(router) && router.id.controller !== ALB.name) return false;
  return port === 'use-annotation' || Object.hasOwn(annotationsOf(resource), `${ACTIONS}${service}`);
}

/**
 * The path that a pattern begins with: the longest one without a character that has a meaning in patterns, cut where an element ends.
 *
 * `/ui/(.*)`, `/ui/.*`, `/ui.*` and `/ui/?(.*)` are written for `/ui` and what is below.
 */
export function literalPath(pattern: string): string {
  const [literal] = pattern.split(/[*|^\\[\]{}()?+$]/, 1);
  const rest = pattern.slice(literal.length);
  // A quantifier belongs to the character before it
  const whole = /^[?+{]/.test(rest) ? literal.slice(0, -1) : literal;
  const path = whole.replace(/\.+$/, '').replace(/\/+$/, '');
  return path === '' ? '/' : path;
}

/** Whether a router reads Ingress objects as the text of the API, since nothing says whose they are, or their controller is not simulated. */
export function readsText({ id: { kind, controller } }: Router): boolean {
  return kind === 'Ingress' && controller === 'spec';
}

/** As messages call the controller of a router. */
export function controllerTitle({ id: { controller }, name }: Router): string {
  return dialectNamed(controller ?? '')?.title ?? controller ?? name;
}

/** Where only the name of the class says who serves it, another controller may. */
export function isGuessed({ open }: Router): boolean {
  return open.some((each) => each.code === 'controller-of-class');
}

/** What a router makes of a GET for a host and path: by http, or where that is only sent on to https, by https. */
export function ask(router: Router, host: string, path = '/'): Found {
  const index = indexRouter(router);
  const plain = index.find(requestTo(router, 'http', host, path));
  if (plain.listener !== null && !isRedirected(plain.route)) return plain;
  const secure = index.find(requestTo(router, 'https', host, path));
  return secure.listener === null ? plain : secure;
}

function requestTo({ listeners }: Router, scheme: 'http' | 'https', host: string, path: string): RouterRequest {
  const port = listeners.find((each) => speaks(each, scheme))?.port ?? (scheme === 'http' ? 80 : 443);
  return { method: 'GET', scheme, authority: host, port, path, query: '', headers: {}, sni: scheme === 'https' ? host : null };
}

function isRedirected(route: Route | null): boolean {
  return route !== null && (route.action.kind === 'redirect' || route.filters.some((each) => each.kind === 'redirect'));
}

/** Whether a router has a certificate for a host. */
export function hasCertificate({ listeners }: Router, host: string): boolean {
  return listeners.some((each) => each.tls === 'terminate' && certificateFor(each, host) !== null);
}

/** A host that a host of a rule stands for: some name under a wildcard. */
export function exampleHost(host: string): string {
  return host.startsWith('*.') ? `some-name${host.slice(1)}` : host;
}

/** Where a request goes, as the end of a sentence: "goes to Service shop/quote (`/quote` (Prefix) of Ingress shop/web)". */
export function winnerText({ answers }: Router, route: Route | null): string {
  if (route === null) return answered(answers['no-route'].status);
  const { action } = route;
  const by = `${route.label} of ${describe(route.source.resource)}`;
  switch (action.kind) {
    case 'respond': return `${answered(action.status)} (${by})`;
    case 'redirect': return `is redirected (${by})`;
    case 'forward': return `${targetsText(action)} (${by})`;
  }
}

function answered(status: number | null): string {
  return status === null ? 'gets no answer' : `is answered with ${status}`;
}

function targetsText({ to }: Extract<Route['action'], { readonly kind: 'forward' }>): string {
  const services = [...new Set(to.flatMap(({ target }) => target.kind === 'service' ? [`${target.namespace}/${target.name}`] : []))];
  if (services.length > 0) return `goes to Service ${services.join(' and ')}`;
  const [first] = to;
  if (first === undefined) return 'goes nowhere';
  return first.target.kind === 'refused' ? answered(first.target.status) : `goes to ${first.target.kind === 'object' ? first.target.what : 'a Service'}`;
}

/** Whether a route comes from a field of an object. */
export function isFrom(route: Route | null, resource: Resource, field: string): boolean {
  return route !== null && route.source.resource === resource && route.source.field === field;
}

/** What names a route from one run to the next: its object and field. */
export function routeId({ source: { resource, field } }: Route): string {
  return `${describe(resource)} ${field}`;
}

/** What the controller makes of a field of an object besides a route; undefined where it takes it as it is. */
export function faultAt({ faults }: Router, resource: Resource, field: string): Fault | undefined {
  return faults.find(({ source }) => source.resource === resource && (source.field === '' || field.startsWith(source.field) || source.field.startsWith(`${field}.`)));
}

/** Whether some route of a router sends requests to the Service of a backend, which it takes for one. */
export function takesBackend(router: Router, resource: Resource, fieldPath: string): boolean {
  return targetsAt(router, resource, fieldPath).length > 0;
}

/** Whether a router finds the port of a backend though no port of the Service has that number or name. */
export function resolvesPort(router: Router, resource: Resource, fieldPath: string): boolean {
  return targetsAt(router, resource, fieldPath).some(({ servicePort }) => servicePort !== undefined);
}

function targetsAt({ listeners }: Router, resource: Resource, fieldPath: string): readonly ServiceTarget[] {
  const actions = listeners.flatMap(({ hosts }) => hosts.flatMap(({ routes }) => routes.map((each) => each.action)));
  return actions.flatMap((action) => action.kind === 'forward' ? action.to : []).flatMap(({ target }) =>
    target.kind === 'service' && target.source.resource === resource && fieldPath.startsWith(target.source.field) ? [target] : []);
}
