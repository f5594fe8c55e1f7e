import type { Context } from './context';
import { objectAt, objectsAt, stringsAt, textAt } from '../kubernetes/fields';
import { describe } from '../kubernetes/resource';
import { hostMatches } from '../routers/index/host-table';
import type { Found } from '../routers/index/router-index';
import type { Fault, HostMatcher, Router } from '../routers/model';

const OPEN = new WeakMap<Router, readonly Fault[]>();

/** Those that answers may depend on. */
function openFaults(router: Router): readonly Fault[] {
  let open = OPEN.get(router);
  if (open === undefined) OPEN.set(router, open = router.faults.filter((each) => each.open !== undefined));
  return open;
}

/** Whether the answer to some request for a host depends on a fault. */
export function asksOfFaults(router: Router, hostName: string): boolean {
  return openFaults(router).some((fault) => fault.holds === undefined && concerns(fault, { hostName, path: null }));
}

/** Objects, or parts of them, that would have a say in a request if their controller took them. */
export function explainFaults({ trail }: Context, router: Router, found: Found): void {
  for (const fault of trail.hasHops ? [...router.faults, ...router.unattached ?? []] : openFaults(router)) {
    if (fault.holds !== undefined || !concerns(fault, found)) continue;
    const { source: { resource, field }, kind, reason } = fault;
    trail.hop(resource, field === '' ? null : field, `${describe(resource)} ${WHAT[kind]}`, reason);
    if (fault.open !== undefined) trail.dependsOn([fault.open]);
  }
}

const WHAT: Readonly<Record<Fault['kind'], string>> = {
  'refused': 'is refused by its controller',
  'breaks-router': 'breaks the router\'s configuration',
  'dropped': 'is left out in part',
  'ignored': 'is not served',
};

interface Asked {
  readonly hostName: string;
  readonly path: string | null;
}

/** Whether the part of the object that a fault is about names the host and, where it is one path, begins the path; null: any path. */
function concerns({ source: { resource, field }, hosts }: Fault, { hostName, path }: Asked): boolean {
  if (hosts !== undefined) return hosts.some((each) => hostMatches(each, hostName) === true);
  const spec = objectAt(resource.object, 'spec');
  const hostnames = stringsAt(spec, 'hostnames');
  if (hostnames.length > 0) return hostnames.some((each) => names(each, hostName));
  const [, ruleAt, pathAt] = /^spec\.rules\[(\d+)\](?:\.http\.paths\[(\d+)\])?/.exec(field) ?? [];
  return objectsAt(spec, 'rules').some(({ index, object: rule }) => {
    if (ruleAt !== undefined && String(index) !== ruleAt) return false;
    if (!names(textAt(rule, 'host') ?? '', hostName)) return false;
    if (pathAt === undefined || path === null) return true;
    const own = objectsAt(objectAt(rule, 'http'), 'paths').find((each) => String(each.index) === pathAt);
    return own === undefined || path.startsWith((textAt(own.object, 'path') ?? '').replace(/\/$/, ''));
  });
}

function names(text: string, hostName: string): boolean {
  const host = text.toLowerCase();
  const matcher: HostMatcher = host === '' || host === '*' ? { kind: 'any' }
    : host.startsWith('*.') ? { kind: 'wildcard', suffix: host.slice(1), labels: 'many' } : { kind: 'exact', host };
  return hostMatches(matcher, hostName) === true;
}
