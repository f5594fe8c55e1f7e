import { MERMAID_CLASSES, mermaidText } from './mermaid';
import type { Answer } from '../diff/answers';
import type { RoutingChange } from '../diff/change';
import type { ChangeKind } from '../diff/compare';
import { scopeText } from '../diff/scopes';
import { describe } from '../kubernetes/resource';

/** Changes of where requests end; what else changes no picture shows. */
const DRAWN: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['lost', 'moved', 'status', 'new']);

/** A picture of more changes than these shows nothing at a glance. */
const MOST_DRAWN = 15;

/** More destinations of one answer than these are counted, not named. */
const MOST_DESTINATIONS = 3;

interface Box {
  readonly lines: readonly string[];
  readonly state: keyof typeof MERMAID_CLASSES;
}

/** A flowchart of requests with their old and new ends, as lines; none where nothing moved, or more than can be read. */
export function diffPicture(changes: readonly RoutingChange[]): readonly string[] {
  const drawn = changes.filter(({ kind }) => DRAWN.has(kind));
  if (drawn.length === 0 || drawn.length > MOST_DRAWN) return [];
  const ends = new Map<string, Box & { readonly id: string }>();
  const idOf = (answer: Answer): string => {
    const box = boxOf(answer);
    const key = box.lines.join('\n');
    const known = ends.get(key) ?? { ...box, id: `e${ends.size}` };
    ends.set(key, known);
    return known.id;
  };
  const rows = drawn.flatMap(({ scopes, before, after }, i) => {
    const more = scopes.length === 1 ? [] : [`and ${scopes.length - 1} more`];
    return [
      `  r${i}${boxText([scopeText(scopes[0]), ...more])}`,
      `  r${i} -. before .-> ${idOf(before)}`,
      `  r${i} ${after.ending.reach === 'nowhere' ? '--x' : '==>'}|after| ${idOf(after)}`,
    ];
  });
  return [
    'flowchart LR',
    ...rows,
    ...[...ends.values()].map(({ id, lines, state }) => `  ${id}${boxText(lines)}:::${state}`),
    ...Object.entries(MERMAID_CLASSES).map(([state, style]) => `  classDef ${state} ${style}`),
  ];
}

function boxText(lines: readonly string[]): string {
  return `["${lines.map(mermaidText).join('<br/>')}"]`;
}

function boxOf({ ending: { outcome, status, reason, destinations, leadsTo, reach } }: Answer): Box {
  if (outcome === 'delivered') {
    const names = [...new Set(destinations.map(({ service, workload, port }) => {
      const end = workload === null ? 'addresses outside' : `${describe(workload)}`;
      return service === null ? `${end} port ${port}` : `Service ${service.namespace}/${service.name} to ${end}`;
    }))];
    const more = names.length - MOST_DESTINATIONS;
    return { lines: [...names.slice(0, MOST_DESTINATIONS), ...more > 0 ? [`and ${more} more`] : []], state: 'good' };
  }
  if (leadsTo !== null) return { lines: [leadsTo], state: reach === 'redirected' ? 'answer' : 'uncertain' };
  if (outcome === 'unknown') return { lines: [reach === 'nowhere' ? 'nothing in the manifests serves it' : `unknown: ${reason ?? ''}`], state: 'uncertain' };
  return { lines: [[outcome, status, reason].filter((part) => part !== null).join(' ')], state: 'broken' };
}
