import { settingOf } from './annotations';
import { CLASS_CONTROLLER, FACTS } from './facts';
import { groupRouter } from './group-router';
import { groupName, groupsOf, invalidGroupName } from './groups';
import { membershipOf, SEVERAL_DEFAULTS, type Member } from './members';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Fault, Router } from '../../model';
import { controllerSettings } from '../controller-settings';
import type { Dialect, DialectInputs } from '../dialect';
import { routerIdentity } from '../router-identity';
import { servesNothing } from '../unbuilt';

export const ALB: Dialect = { ...FACTS, compile };

/** A group that has members of several classes is compiled with the class of its first member. */
function compile(ingresses: readonly Ingress[], inputs: DialectInputs): readonly Router[] {
  const { cluster } = inputs;
  const settings = controllerSettings(cluster, { podNames: FACTS.podNames, configFlag: '', configNames: [] });
  const asked = new Set(ingresses);
  const members: Member[] = [];
  const faults: Fault[] = [];
  for (const ingress of cluster.ingresses) {
    if (!asked.has(ingress) && !mayJoin(ingress, inputs)) continue;
    const membership = membershipOf(ingress, cluster, settings);
    if (membership.kind === 'ignored') {
      if (asked.has(ingress)) faults.push(membership.fault);
    } else {
      members.push(membership.member);
      if (asked.has(ingress) && groupName(membership.member) === null) faults.push(invalidGroupName(membership.member));
    }
  }
  const loading = cluster.ingresses.find((each) => membershipCode(each, inputs, settings) === SEVERAL_DEFAULTS) ?? null;
  const groups = groupsOf(members).filter((group) => asked.has(group.members[0].ingress));
  // where there are groups, it is said of each that the Ingress keeps it from being loaded
  const told = faults.filter((each) => each.code !== SEVERAL_DEFAULTS || each.source.resource !== loading?.resource || groups.length === 0);
  const routers = groups.sort((a, b) => compareNames(a.name, b.name)).map((group) => groupRouter(group, { inputs, settings, loading }));
  if (routers.length === 0) return [servesNothing(routerIdentity('alb', ingresses, inputs), faults)];
  return [{ ...routers[0], faults: [...routers[0].faults, ...told] }, ...routers.slice(1)];
}

/** An Ingress of another class that names a group of this controller. */
function mayJoin(ingress: Ingress, { cluster }: DialectInputs): boolean {
  return settingOf(ingress, 'group.name') !== null
    || cluster.ingressClasses.some((each) => each.name === ingress.ingressClassName && each.controller === CLASS_CONTROLLER);
}

function membershipCode(ingress: Ingress, { cluster }: DialectInputs, settings: Parameters<typeof membershipOf>[2]): string | null {
  const membership = membershipOf(ingress, cluster, settings);
  return membership.kind === 'ignored' ? membership.fault.code : null;
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

