import { plural } from './columns';
import type { Answer } from '../diff/answers';
import type { RoutingChange, RoutingDiff } from '../diff/change';
import { CHANGE_KINDS, type ChangeKind } from '../diff/compare';
import { describe } from '../kubernetes/resource';
import type { Destination } from '../trace/model';
import { REASONS } from '../trace/reasons';

/** What a kind of change is called, and what it means. */
export const KIND_MEANINGS: Readonly<Record<ChangeKind, string>> = {
  lost: 'requests that arrived, and no longer do',
  moved: 'requests that arrive elsewhere',
  status: 'requests that are answered otherwise',
  rewritten: 'pods get another path or host',
  admitted: 'others are let in',
  share: 'the same Services get other shares',
  certificate: 'https clients see another certificate',
  new: 'requests that arrive now, and did not before',
  uncertain: 'the answer depends on something else',
  renamed: 'the same pods by way of another Service or port',
};

/** How many changes there are of each kind. */
export function countsByKind({ changes }: RoutingDiff): ReadonlyMap<ChangeKind, number> {
  const counts = new Map<ChangeKind, number>(CHANGE_KINDS.map((kind) => [kind, 0]));
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** `2 lost, 1 moved, 4 new`. */
export function countsText(diff: RoutingDiff): string {
  return [...countsByKind(diff)].filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`).join(', ');
}

/** Which clients were not asked. */
export function clientsLeftOutText({ clientsLeftOut }: RoutingDiff): string {
  return `NetworkPolicies tell too many clients apart: ${clientsLeftOut} classes of them were not asked`;
}

/** What was not compared, a sentence each; where there is any, no difference found is none proved. */
export function notCompared(diff: RoutingDiff): readonly string[] {
  return diff.clientsLeftOut === 0 ? diff.leftOut : [...diff.leftOut, clientsLeftOutText(diff)];
}

/** The answers before and after in words; the certificate where it is what differs. */
export function answerTexts({ kind, before, after }: RoutingChange): readonly [string, string] {
  if (kind === 'certificate') return [certificateText(before), certificateText(after)];
  return [endingText(before), endingText(after)];
}

function certificateText({ certificate }: Answer): string {
  return certificate === null ? 'the router\'s default certificate' : `the certificate of Secret ${certificate}`;
}

/** More destinations than these are counted. */
const MOST_DESTINATIONS = 4;

/** Where requests end: `Service kiada/quote port 80 → Deployment kiada/quote port 8080`. */
export function endingText({ ending }: Answer): string {
  const { outcome, status, reason, destinations, leadsTo, reach } = ending;
  if (outcome === 'delivered') return destinationsText(destinations);
  if (leadsTo !== null) return leadsTo;
  if (outcome === 'unknown' && reach === 'nowhere') return 'nothing in the manifests serves it';
  const meaning = reason !== null && Object.hasOwn(REASONS, reason) ? `: ${REASONS[reason as keyof typeof REASONS].meaning}` : '';
  const state = outcome === 'answered' ? `answered${status === null ? '' : ` ${status}`}` : outcome;
  return `${state} ${reason ?? ''}${meaning}`;
}

function destinationsText(destinations: readonly Destination[]): string {
  const shared = new Set(destinations.map(({ service }) => `${service?.namespace} ${service?.name} ${service?.port}`)).size > 1;
  const texts = [...new Set(destinations.map((each) => destinationText(each, shared)))];
  const more = texts.length > MOST_DESTINATIONS ? ` and ${plural(texts.length - MOST_DESTINATIONS, 'more destination')}` : '';
  return `${texts.slice(0, MOST_DESTINATIONS).join(' and ')}${more}`;
}

/** @param shared whether several Services share the requests */
function destinationText({ service, workload, addresses, port, protocol, share }: Destination, shared: boolean): string {
  const via = service === null ? '' : `Service ${service.namespace}/${service.name} port ${service.port} → `;
  const who = workload !== null ? describe(workload) : addresses.length === 0 ? 'addresses outside' : addresses.slice(0, MOST_DESTINATIONS).join(', ');
  const part = shared ? ` (${Math.round(share * 1000) / 10} %)` : '';
  return `${via}${who} port ${port}${protocol === 'TCP' ? '' : `/${protocol}`}${part}`;
}
