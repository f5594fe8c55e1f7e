import { columns } from './columns';
import { jsonText, painter, reportText } from './paint';
import type { Paint } from './paint';
import { placeOf, placeText } from './place';
import type { WorkloadRef } from '../cluster/model';
import { describe } from '../kubernetes/resource';
import type { Destination, Hop, Trace } from '../trace/model';
import { REASONS } from '../trace/reasons';

/** A trace as JSON, version 1. */
export function traceJson(trace: Trace): string {
  return jsonText({ version: 1, ...traceFields(trace) });
}

/** The fields of a trace, for documents that hold traces among other things. */
export function traceFields(trace: Trace): Readonly<Record<string, unknown>> {
  const { method, url, from } = trace.request;
  return {
    request: { method, url, from: from === null ? null : workloadPath(from) },
    outcome: trace.outcome,
    status: trace.status,
    reason: trace.reason,
    ...routerFields(trace),
    destinations: trace.destinations.map(destinationJson),
    hops: trace.hops.map(hopJson),
    dependsOn: trace.dependsOn,
  };
}

/** What a router decided; only what there is, but for `router` where one decided. */
function routerFields({ router, redirect, rewrittenPath, rewrittenHost, via }: Trace): Readonly<Record<string, unknown>> {
  return {
    ...router === undefined ? {} : { router },
    ...redirect === undefined ? {} : { redirect },
    ...rewrittenPath === undefined ? {} : { rewrittenPath },
    ...rewrittenHost === undefined ? {} : { rewrittenHost },
    ...via === undefined ? {} : { via },
  };
}

/** `kiada/Deployment/quote`, as `--from` takes it. */
export function workloadPath({ namespace, kind, name }: WorkloadRef): string {
  return `${namespace}/${kind}/${name}`;
}

export function destinationJson(destination: Destination): unknown {
  const { service, workload, pods, addresses, port, protocol, container, share } = destination;
  return {
    service: service === null ? null : { namespace: service.namespace, name: service.name, port: service.port },
    workload: workload === null ? null : { kind: workload.kind, namespace: workload.namespace, name: workload.name },
    pods,
    addresses,
    port,
    protocol,
    container,
    share,
  };
}

function hopJson({ resource, path, decision, because }: Hop): unknown {
  const { file, line } = placeOf(resource, path);
  const object = resource === null ? null : { kind: resource.kind, namespace: resource.namespace, name: resource.name };
  return { object, path, file, line, decision, because };
}

/** A trace for people: a line for each hop, what the answer hangs on, and the outcome last. */
export function traceText(trace: Trace, color: boolean): string {
  const paint = painter(color);
  const { method, url, from } = trace.request;
  const client = from === null ? 'from outside the cluster' : `from ${describe(from)}`;
  return reportText([
    `${paint('strong', `${method} ${url}`)} ${paint('dim', client)}`,
    '',
    ...hopLines(trace.hops, paint),
    '',
    ...(trace.via ?? []).map((step) => `${paint('warning', `↪ ${step.method} ${step.url} answered ${step.status ?? ''}`)} to ${paint('plain', step.redirect)}`),
    ...trace.dependsOn.map((sentence) => `${paint('warning', '  depends on:')} ${paint('plain', sentence)}`),
    ...(trace.dependsOn.length === 0 ? [] : ['']),
    ...outcomeLines(trace, paint),
    '',
  ]);
}

/** Number, object and decision stand in columns; why, and where it is written, follow the decision. */
export function hopLines(hops: readonly Hop[], paint: Paint): readonly string[] {
  const decisions = columns(hops.map(({ resource, decision }, i) => [
    { style: 'dim', text: `${i + 1}`.padStart(3) },
    { style: 'name', text: resource === null ? '-' : describe(resource) },
    decision,
  ]), paint);
  return hops.map(({ resource, path, because }, i) => {
    const place = placeText(placeOf(resource, path));
    const why = because === '' ? '' : ` ${paint('dim', `— ${because}`)}`;
    return `${decisions[i]}${why}${place === '' ? '' : `  ${paint('dim', place)}`}`;
  });
}

function outcomeLines(trace: Trace, paint: Paint): string[] {
  const reason = trace.reason === null ? '' : ` ${trace.reason}`;
  const meaning = trace.reason === null ? '' : meaningOf(trace.reason);
  switch (trace.outcome) {
    case 'delivered':
      return [
        ...trace.destinations.map((destination) => `${paint('good', '✔ delivered')} to ${paint('plain', destinationText(destination))}`),
        ...rewrittenText(trace),
      ];
    case 'answered': {
      const fine = trace.status !== null && trace.status < 400;
      const head = `${fine ? '↪' : '✖'} answered${trace.status === null ? '' : ` ${trace.status}`}${reason}`;
      return [`${paint(fine ? 'warning' : 'error', head)}${trace.redirect === undefined ? meaning : ` to ${paint('plain', trace.redirect)}`}`];
    }
    case 'failed':
      return [`${paint('error', `✖ failed${reason}`)}${meaning}`];
    case 'unknown':
      return [
        `${paint('warning', `? unknown${reason}`)}${meaning}`,
        ...trace.destinations.map((destination) => `  perhaps to ${paint('plain', destinationText(destination))}`),
      ];
  }
}

/** What the backend sees instead of what was sent. */
function rewrittenText({ rewrittenPath, rewrittenHost }: Trace): readonly string[] {
  const changed = [rewrittenPath === undefined ? '' : `path ${rewrittenPath}`, rewrittenHost === undefined ? '' : `host ${rewrittenHost}`].filter((each) => each !== '');
  return changed.length === 0 ? [] : [`  which sees ${changed.join(' and ')}`];
}

function meaningOf(reason: string): string {
  const known = Object.hasOwn(REASONS, reason) ? REASONS[reason as keyof typeof REASONS] : null;
  return known === null ? '' : `: ${known.meaning}`;
}

/** More pods than these are counted, not listed. */
const LISTED = 5;

function destinationText({ service, workload, pods, addresses, port, protocol, container, share }: Destination): string {
  const ends = [...pods, ...addresses];
  const listed = ends.length > LISTED ? `${ends.slice(0, LISTED).join(', ')} and ${ends.length - LISTED} more` : ends.join(', ');
  const parts = [
    workload !== null ? describe(workload) : service !== null ? `Service ${service.namespace}/${service.name}` : 'addresses outside the manifests',
    ` port ${port}${protocol === 'TCP' ? '' : `/${protocol}`}`,
    container === null ? '' : `, container ${container}`,
    listed === '' ? '' : `: ${listed}`,
    share < 1 ? ` (${Math.round(share * 1000) / 10} % of the requests)` : '',
  ];
  return parts.join('');
}
