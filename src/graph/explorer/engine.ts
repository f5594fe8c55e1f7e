import { resourcesOf, settingsOf, type PageData } from './page-data';
import { simulateAccepted } from '../../checks/simulate';
import { describe } from '../../kubernetes/resource';
import { placeOf, placeText } from '../../report/place';
import { endText, serviceEndText } from '../../report/routes';
import type { RouteOverview } from '../../routes/model';
import { overview } from '../../routes/overview';
import { resolveClient } from '../../trace/client';
import type { Trace } from '../../trace/model';
import { parseRequest } from '../../trace/request';
import { traceRequest } from '../../trace/trace';
import { routeId } from '../add-route';
import { serviceId } from '../boxes';

/** A request as it is typed into the page, and as its address remembers it. */
export interface TypedRequest {
  readonly url: string;
  readonly method: string;
  /** `KIND/NAME` or `NAMESPACE/KIND/NAME`; empty: from outside. */
  readonly from: string;
  /** `Name: value`, one a line. */
  readonly headers: string;
}

export interface Answer {
  readonly outcome: Trace['outcome'] | 'invalid';
  readonly sentence: string;
  readonly hops: readonly { readonly object: string; readonly decision: string; readonly because: string; readonly place: string }[];
  readonly dependsOn: readonly string[];
  /** The boxes of the map that it goes through. */
  readonly way: readonly string[];
}

/** A way in as a row of the table. */
export interface Row {
  readonly router: string;
  readonly way: string;
  readonly end: string;
  readonly place: string;
  readonly good: boolean;
  /** What leads there, for the line to type into. */
  readonly url: string;
}

/** What the page asks the engine. */
export interface Engine {
  readonly rows: readonly Row[];
  readonly workloads: readonly string[];
  answer(request: TypedRequest): Answer;
}

/** The engine over the manifests of a page: the very code that the command runs. */
export function openEngine(data: PageData): Engine {
  const settings = settingsOf(data);
  const simulation = simulateAccepted(resourcesOf(data), settings);
  const found = overview(simulation);
  return {
    rows: rowsOf(found),
    workloads: simulation.cluster.workloads.all.map(({ namespace, kind, name }) => `${namespace}/${kind}/${name}`).sort(),
    answer: ({ url, method, from, headers }) => {
      const lines = headers.split('\n').map((line) => line.trim()).filter((line) => line !== '');
      const { request, error } = parseRequest({ url: url.trim(), method: method.trim() === '' ? 'GET' : method.trim(), headers: lines, namespace: settings.namespace });
      if (request === null) return invalid(error);
      const client = from.trim() === '' ? null : resolveClient(simulation.cluster, from.trim(), settings.namespace);
      return typeof client === 'string' ? invalid(client) : answerOf(traceRequest(simulation, { ...request, from: client }), found);
    },
  };
}

function invalid(sentence: string): Answer {
  return { outcome: 'invalid', sentence, hops: [], dependsOn: [], way: [] };
}

function answerOf(trace: Trace, found: RouteOverview): Answer {
  const { outcome, status, reason, redirect, destinations, hops, dependsOn } = trace;
  const ends = destinations.map(({ workload, addresses, port, share }) => `${workload === null ? addresses.join(', ') : describe(workload)} port ${port}${share < 1 ? ` (${Math.round(share * 100)} %)` : ''}`);
  const sentence = outcome === 'delivered' ? `delivered to ${ends.join(', ')}`
    : [outcome, status, reason, redirect === undefined ? null : `to ${redirect}`].filter((part) => part !== null).join(' ');
  return {
    outcome,
    sentence,
    dependsOn,
    way: wayOf(trace, found),
    hops: hops.map(({ resource, path, decision, because }) => ({
      object: resource === null ? '' : describe(resource), decision, because, place: placeText(placeOf(resource, path)),
    })),
  };
}

/** The boxes of the hops: those of the route that decided, of Services and of where the request ends. */
function wayOf({ hops, destinations, request, router, redirect }: Trace, { routes }: RouteOverview): readonly string[] {
  const routed = routes.filter(({ source }) => hops.some(({ resource, path }) =>
    resource === source.resource && path !== null && source.field !== '' && (path === source.field || path.startsWith(`${source.field}.`))));
  const services = hops.flatMap(({ resource }) => (resource?.kind === 'Service' && resource.namespace !== null ? [serviceId({ namespace: resource.namespace, name: resource.name })] : []));
  return [...new Set([
    ...request.from === null ? ['internet'] : ['pods'],
    ...router === undefined ? [] : routed.flatMap((line) => [`router ${line.routerName}`, routeId(line)]),
    // what gets nothing is lit up too
    ...destinations.length === 0 && redirect === undefined ? routed.flatMap(({ aims }) => aims.map(serviceId)) : [],
    ...services,
    ...destinations.flatMap(({ service, workload, addresses }) => [
      ...service === null ? [] : [serviceId(service)],
      workload === null ? `outside ${addresses.join(' ')}` : `workload ${workload.namespace}/${workload.kind}/${workload.name}`,
    ]),
  ])];
}

function rowsOf({ routes, services }: RouteOverview): readonly Row[] {
  return [
    ...routes.map((line): Row => {
      const { routerName, schemes, host, path, pathType, outcome, status, source, example } = line;
      const usual = example.port === (example.scheme === 'https' ? 443 : 80);
      return {
        router: routerName,
        way: `${schemes.join('+')} ${host === '' ? 'any host' : host}${path ?? ''}${pathType === null ? '' : ` (${pathType})`}`,
        end: endText(line),
        place: placeText(placeOf(source.resource, source.field)),
        good: outcome === 'delivered' || (status !== null && status < 400),
        url: `${example.scheme}://${example.authority}${usual || example.authority.includes(':') ? '' : `:${example.port}`}${example.path}${example.query}`,
      };
    }),
    ...services.map((line): Row => ({
      router: 'Service',
      way: `${line.service.namespace}/${line.service.name}${line.port === null ? '' : `:${line.port.port}`} (${line.service.type})`,
      end: serviceEndText(line),
      place: placeText(placeOf(line.service.resource, line.port?.path ?? 'spec.externalName')),
      good: line.outcome === 'delivered',
      url: '',
    })),
  ];
}
