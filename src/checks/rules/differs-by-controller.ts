import type { Resource } from '../../kubernetes/resource';
import { requestClasses } from '../../routers/classes/request-classes';
import { compileClassAsOthers } from '../../routers/compile';
import { pickRouter } from '../../routers/entry';
import { indexRouter } from '../../routers/index/router-index';
import { groupByClass } from '../../routers/ingress/ingress-class';
import type { Router, RouterRequest } from '../../routers/model';
import { askRouter } from '../../trace/asked';
import type { Simulation } from '../../trace/simulation';
import type { Ending } from '../../trace/trail';
import type { Rule, RuleFinding } from '../rule';

/** Ingress objects that mean something else to other controllers. */
export const DIFFERS_BY_CONTROLLER: Rule = {
  id: 'differs-by-controller',
  severity: 'info',
  optIn: true,
  title: 'Requests of an Ingress end elsewhere where another controller reads it.',
  why: 'Controllers differ in what the specification leaves open and in what they do beside it: whoever moves to another one finds these requests changed.',
  fix: 'Write what both read alike: a path of each type that is meant, patterns and rewrites by the annotations of either.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/'],
  * check(simulation) {
    const { cluster, externals, routers } = simulation;
    const ofIngresses = routers.filter(({ id }) => id.kind === 'Ingress');
    for (const group of groupByClass(cluster.ingresses, cluster.ingressClasses, externals?.ingressClasses)) {
      const resources = new Set(group.ingresses.map((each) => each.resource));
      const own = ofIngresses.filter((each) => each.resources.some((resource) => resources.has(resource)));
      if (own.length === 0) continue;
      for (const { title, routers: others } of compileClassAsOthers(simulation, group, own.map(({ id }) => id.controller))) {
        if (others.some((each) => each.resources.length > 0)) yield* differences(simulation, own, others, title);
      }
    }
  },
};

/** One finding for each object; an example that arrives on one side says more than others. */
function differences(simulation: Simulation, own: readonly Router[], others: readonly Router[], title: string): Iterable<RuleFinding> {
  const found = new Map<Resource, RuleFinding>();
  const arriving = new Set<Resource>();
  for (const { host, entry, classes } of requestClasses([...own, ...others])) {
    // other ports, and plain http on the port of https, are a matter of installation
    if (entry.port !== (entry.scheme === 'https' ? 443 : 80)) continue;
    const here = pickRouter(own, host.example);
    const there = pickRouter(others, host.example);
    if (here === null || there === null) continue;
    for (const { request } of classes) {
      const source = (indexRouter(here.router).find(request).route ?? indexRouter(there.router).find(request).route)?.source;
      if (source === undefined || arriving.has(source.resource)) continue;
      const [ours, theirs] = [here, there].map((choice) => askRouter(simulation, choice, request));
      if (ours.outcome === 'unknown' || theirs.outcome === 'unknown' || endKey(ours, request) === endKey(theirs, request)) continue;
      const arrives = ours.outcome === 'delivered' || theirs.outcome === 'delivered';
      if (!arrives && found.has(source.resource)) continue;
      if (arrives) arriving.add(source.resource);
      const example = `${request.method} ${request.scheme}://${request.authority}${request.path}${headersText(request)}`;
      found.set(source.resource, {
        resource: source.resource,
        path: source.field,
        message: `${example} ${endText(ours, request)}; under ${title} it ${endText(theirs, request)}`,
        fix: `before you move to ${title}, write the path so that both controllers read it alike`,
      });
    }
  }
  return found.values();
}

/** Equal for ends at the same place: how a request is refused does not count. */
function endKey(ending: Ending, request: RouterRequest): string {
  if (ending.redirect !== undefined) return `redirect ${withoutPort(ending.redirect)}`;
  return ending.outcome === 'delivered' ? `${servicesText(ending)} ${ending.rewrittenPath ?? request.path}` : 'refused';
}

/** `http://host:80/` and `http://host` are one. */
function withoutPort(location: string): string {
  return location.replace(/\/$/, '').replace(/^(http:\/\/[^/?#]*):80(?=[/?#]|$)|^(https:\/\/[^/?#]*):443(?=[/?#]|$)/, (_, http?: string, https?: string) => http ?? https ?? '');
}

function endText(ending: Ending, request: RouterRequest): string {
  const { outcome, status, redirect, rewrittenPath } = ending;
  if (redirect !== undefined) return `is redirected to ${redirect}`;
  if (outcome !== 'delivered') return status === null ? 'gets no answer' : `is answered with ${status}`;
  return `goes to ${servicesText(ending)}${rewrittenPath === undefined || rewrittenPath === request.path ? '' : ` as ${rewrittenPath}`}`;
}

function servicesText({ destinations }: Ending): string {
  return [...new Set(destinations.map(({ service, port }) => service === null ? `port ${port}` : `Service ${service.namespace}/${service.name}:${service.port}`))].sort().join(' and ');
}

function headersText({ headers }: RouterRequest): string {
  const texts = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return texts.length === 0 ? '' : ` with ${texts.join(', ')}`;
}
