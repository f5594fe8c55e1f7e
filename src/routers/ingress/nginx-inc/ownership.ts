import { MERGEABLE_TYPE, roleOf } from './validation';
import { objectAt, textAt } from '../../../kubernetes/fields';
import type { Ingress, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { Fault } from '../../model';
import { compareAge, creationOrderQuestion } from '../creation-order';
import { compare } from '../ingress-class';
import { annotationSource, hostSource, ingressSource, pathSource } from '../sources';

/** A host, and the one Ingress that it belongs to; with its minions where that is a master. */
export interface OwnedHost {
  readonly host: string;
  readonly owner: Ingress;
  readonly rule: IngressRule;
  readonly minions: readonly Minion[];
  readonly open: readonly OpenQuestion[];
}

/** A minion with the paths that are its own: a path that an older minion has is left out. */
export interface Minion {
  readonly ingress: Ingress;
  readonly rule: IngressRule;
  readonly open: readonly OpenQuestion[];
}

interface Claim {
  readonly ingress: Ingress;
  readonly rule: IngressRule;
}

/**
 * Whether an Ingress goes before another: the older one, of equally old ones that with the greater UID.
 *
 * @see https://github.com/nginx/kubernetes-ingress/blob/0eb3072d14f04931824bb74c99a6566d8c108f3c/internal/k8s/configuration.go chooseObjectMetaWinner
 */
function wins(a: Ingress, b: Ingress): boolean {
  return (compareAge(a.creationTimestamp, b.creationTimestamp) || compare(uidOf(b), uidOf(a)) || compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`)) < 0;
}

function uidOf({ resource }: Ingress): string {
  return textAt(objectAt(resource.object, 'metadata'), 'uid') ?? '';
}

/**
 * Gives each host, as a whole, to one Ingress; the others are rejected, or lose that host alone.
 *
 * @param ingresses those that the controller accepts, by namespace and name
 */
export function ownedHosts(ingresses: readonly Ingress[], faults: Fault[]): readonly OwnedHost[] {
  const claims = new Map<string, Claim[]>();
  for (const ingress of ingresses.filter((each) => roleOf(each) !== 'minion')) {
    for (const rule of ingress.rules) claims.set(rule.host, [...claims.get(rule.host) ?? [], { ingress, rule }]);
  }
  const minions = new Map<string, Ingress[]>();
  for (const minion of ingresses.filter((each) => roleOf(each) === 'minion')) minions.set(minion.rules[0].host, [...minions.get(minion.rules[0].host) ?? [], minion]);
  const owned = [...claims].map(([host, list]): OwnedHost => {
    const winner = list.reduce((best, each) => wins(each.ingress, best.ingress) ? each : best);
    const losers = list.filter((each) => each !== winner);
    const named = (claim: Claim): Source => hostSource(claim.ingress, claim.rule);
    const open = losers.flatMap((each) => orderQuestion(winner.ingress, each.ingress, host, [named(winner), named(each)]));
    const children = roleOf(winner.ingress) === 'master' ? minions.get(host) ?? [] : [];
    return { host, owner: winner.ingress, rule: winner.rule, minions: minionsOf(children, faults), open };
  });
  const owners = new Map(owned.map((each) => [each.host, each]));
  faults.push(...lostHosts(ingresses, owners), ...orphans(ingresses, owners));
  return owned;
}

function orderQuestion(a: Ingress, b: Ingress, what: string, sources: OpenQuestion['sources']): readonly OpenQuestion[] {
  const question = creationOrderQuestion(a, b, sources, what);
  return question === null ? [] : [question];
}

function lostHosts(ingresses: readonly Ingress[], owners: ReadonlyMap<string, OwnedHost>): readonly Fault[] {
  return ingresses.filter((each) => roleOf(each) !== 'minion').flatMap((ingress): readonly Fault[] => {
    const lost = ingress.rules.filter((rule) => owners.get(rule.host)?.owner !== ingress);
    const others = lost.map((rule) => owners.get(rule.host)).filter((each) => each !== undefined).map((each) => hostSource(each.owner, each.rule));
    if (lost.length === 0) return [];
    const all = lost.length === ingress.rules.length;
    const names = lost.map((rule) => rule.host).join(', ');
    return [{
      kind: all ? 'refused' : 'dropped',
      code: 'host-taken',
      source: all ? ingressSource(ingress) : hostSource(ingress, lost[0]),
      others,
      reason: `a host belongs to one Ingress as a whole, and the NGINX Ingress Controller gives ${names} to an older one`,
      fix: `put the paths into one Ingress, or into minions of one master (${MERGEABLE_TYPE})`,
    }];
  });
}

function orphans(ingresses: readonly Ingress[], owners: ReadonlyMap<string, OwnedHost>): readonly Fault[] {
  return ingresses.filter((each) => roleOf(each) === 'minion').flatMap((ingress): readonly Fault[] => {
    const owner = owners.get(ingress.rules[0].host);
    if (owner !== undefined && roleOf(owner.owner) === 'master') return [];
    return [{
      kind: 'refused',
      code: 'no-master',
      source: annotationSource(ingress.resource, MERGEABLE_TYPE),
      others: owner === undefined ? [] : [ingressSource(owner.owner)],
      reason: `the NGINX Ingress Controller rejects a minion without a valid master for ${ingress.rules[0].host}`,
      fix: `add an Ingress with ${MERGEABLE_TYPE}: master for the host`,
    }];
  });
}

/** A path belongs to one minion, by its text alone; one that is twice in the same minion belongs to none. */
function minionsOf(children: readonly Ingress[], faults: Fault[]): readonly Minion[] {
  const holders = new Map<string, { readonly ingress: Ingress; readonly path: IngressPath }>();
  const kept = new Set<IngressPath>();
  const open: OpenQuestion[] = [];
  for (const ingress of children) {
    for (const path of ingress.rules[0].paths ?? []) {
      const holder = holders.get(path.path);
      const other = holder === undefined || holder.ingress === ingress ? null : holder.ingress;
      if (other !== null) open.push(...orderQuestion(other, ingress, path.path, [ingressSource(other), ingressSource(ingress)]));
      if (other !== null && !wins(ingress, other)) continue;
      if (holder !== undefined) kept.delete(holder.path);
      if (holder?.ingress !== ingress) kept.add(path);
      holders.set(path.path, { ingress, path });
    }
  }
  return children.map((ingress): Minion => {
    const [rule] = ingress.rules;
    const paths = rule.paths ?? [];
    for (const path of paths.filter((each) => !kept.has(each))) faults.push(takenPath(ingress, path, holders.get(path.path)?.ingress));
    return { ingress, rule: { ...rule, paths: paths.filter((each) => kept.has(each)) }, open };
  });
}

function takenPath(ingress: Ingress, path: IngressPath, holder: Ingress | undefined): Fault {
  return {
    kind: 'dropped',
    code: 'path-taken',
    source: pathSource(ingress, path),
    others: holder === undefined || holder === ingress ? [] : [ingressSource(holder)],
    reason: `a path belongs to one minion whatever its type, and ${path.path} is in an older one, or twice in this one`,
    fix: 'remove one of the paths',
  };
}
