import { settingSource } from './annotations';
import { backendAction } from './backends';
import type { Group } from './groups';
import { fullName } from './groups';
import { certificatesOf, groupListeners, type GroupListener, type GroupListeners } from './listen-ports';
import { memberFaults } from './member-faults';
import { SEVERAL_DEFAULTS } from './members';
import { certificateDiscovery, groupNotBuilt, pathNormalisation } from './questions';
import { effectiveRules } from './redirect-rules';
import { locationOf } from './redirects';
import { actionOf, routesOfRule } from './routes';
import { PRECEDENCE, ruleBuilders, type ListenerRule } from './rules';
import { questionsOf } from './target-groups';
import { attempt, groupFault, Unbuildable } from './unbuildable';
import type { Ingress } from '../../../kubernetes/ingress';
import { describe } from '../../../kubernetes/resource';
import { compareRanks } from '../../index/rank';
import type { Certificate, Listener, Route, Router } from '../../model';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import { hostMatcher } from '../host-matcher';
import { matchingPathsAsSent } from '../path-as-sent';
import { defaultBackendSource, hostSource, ingressSource } from '../sources';
import { UNBUILT_ANSWERS, unbuiltListeners } from '../unbuilt';

/** What a group is compiled with. */
export interface GroupInputs {
  readonly inputs: DialectInputs;
  readonly settings: ControllerSettings;
  /** An Ingress on which the controller fails when it loads any group; null: there is none. */
  readonly loading: Ingress | null;
}

/** The load balancer of a group; an error in one part of one member, and nothing of it is built. */
export function groupRouter(group: Group, { inputs, settings, loading }: GroupInputs): Router {
  const causes: Unbuildable[] = [...group.causes, ...loading === null ? [] : [notLoaded(loading)]];
  const { listeners, sslRedirect } = groupListeners(group, causes);
  const redirects = (each: GroupListener): boolean => sslRedirect !== null && each.protocol === 'HTTP';
  const built = new Set(listeners.flatMap((each) => redirects(each) ? [] : each.members));
  const more: ListenerInputs = { inputs, settings, causes };
  const rules = new Map(group.members.map((member, place) => [member, built.has(member) ? rulesOf(member, place, more) : []]));
  const compiled = listeners.map((each) => sslRedirect !== null && redirects(each) ? redirecting(each, sslRedirect) : listenerOf(each, rules, more));
  const faults = [
    ...unique(causes).map((each) => groupFault(each, group.name, sourcesOf(group))),
    ...group.members.flatMap((each) => memberFaults(each, rules.get(each) ?? [])),
  ];
  const router = { ...identityOf(group, inputs), hostSteps: ['lower-case', 'strip-port'], pathSteps: [], precedence: PRECEDENCE, faults } as const;
  if (causes.length > 0) return notBuilt(router, group, listeners, causes);
  return matchingPathsAsSent({
    ...router,
    listeners: compiled,
    answers: {
      'no-route': { status: 404 }, 'no-service': { status: 503 }, 'no-port': { status: 503 }, 'no-endpoints': { status: 503 }, 'http-on-tls-port': { status: 400 },
    },
    open: group.members.flatMap((member) => discovery(member, listeners)),
  }, pathNormalisation);
}

/** One error is found again on each port. */
function unique(causes: readonly Unbuildable[]): readonly Unbuildable[] {
  return [...new Map(causes.map((each) => [`${each.code} ${describe(each.source.resource)} ${each.source.field} ${each.message}`, each])).values()];
}

function identityOf({ name, members }: Group, { className }: DialectInputs): Pick<Router, 'id' | 'name' | 'resources'> {
  const alone = members.length === 1 && name === fullName(members[0]);
  return {
    id: { kind: 'Ingress', controller: 'alb', className, name },
    name: alone ? `Ingress ${name}` : `group ${name}`,
    resources: members.map((each) => each.ingress.resource),
  };
}

function sourcesOf({ members }: Group): ReturnType<typeof ingressSource>[] {
  return members.map((each) => ingressSource(each.ingress));
}

function notLoaded(ingress: Ingress): Unbuildable {
  return new Unbuildable(SEVERAL_DEFAULTS, ingressSource(ingress), `${describe(ingress.resource)} names no class, and several IngressClasses are the default`,
    'set ingressClassName, and make one class the default');
}

/** The rules of a member, as far as they can be built. Which ports they are on makes no difference to them. */
function rulesOf(member: Group['members'][number], place: number, { inputs, settings, causes }: ListenerInputs): readonly ListenerRule[] {
  return ruleBuilders(member, place, inputs, settings).flatMap((build) => attempt(causes, build) ?? []).sort((a, b) => compareRanks(a.rank, b.rank));
}

type RulesOfMembers = ReadonlyMap<Group['members'][number], readonly ListenerRule[]>;

interface ListenerInputs {
  readonly inputs: DialectInputs;
  readonly settings: ControllerSettings;
  readonly causes: Unbuildable[];
}

function listenerOf(listener: GroupListener, rules: RulesOfMembers, more: ListenerInputs): Listener {
  const { inputs, causes } = more;
  const own = effectiveRules(listener.members.flatMap((each) => rules.get(each) ?? []), listener);
  const routes = own.flatMap((each) => attempt(causes, () => routesOfRule(each, listener, inputs)) ?? []);
  return withRoutes(listener, [...routes, ...attempt(causes, () => defaultRoutes(listener, more)) ?? []]);
}

/** The default action: the default backend of the only member on the port that has one. */
function defaultRoutes({ members }: GroupListener, { inputs, settings }: ListenerInputs): readonly Route[] {
  const [first, second] = members.filter((each) => each.ingress.defaultBackend !== null);
  if (first === undefined) return [];
  const source = defaultBackendSource(first.ingress);
  if (second !== undefined) {
    throw new Unbuildable('several-default-backends', defaultBackendSource(second.ingress), `Ingress ${fullName(first)} and Ingress ${fullName(second)} both have a default backend`,
      'leave the default backend to one member of the group', [source]);
  }
  const action = actionOf(backendAction(first, first.ingress.defaultBackend, source, inputs, settings));
  return [{ source, covers: [], label: 'the default backend', conditions: {}, filters: [], action, rank: [Infinity], open: first.open }];
}

/** `ssl-redirect`: rules of http listeners are gone, those of members without an https listener as well. */
function redirecting(listener: GroupListener, { port, source }: NonNullable<GroupListeners['sslRedirect']>): Listener {
  const location = locationOf({ protocol: 'HTTPS', port: String(port), status: 301 });
  const route: Route = { source, covers: [], label: 'ssl-redirect', conditions: {}, filters: [], action: { kind: 'redirect', status: 301, location, source }, rank: [0], open: [] };
  return withRoutes(listener, [route]);
}

function withRoutes({ port, protocol, members }: GroupListener, routes: readonly Route[]): Listener {
  return {
    name: `${protocol.toLowerCase()}/${port}`,
    port,
    protocol,
    tls: protocol === 'HTTPS' ? 'terminate' : 'none',
    host: { kind: 'any' },
    certificates: protocol === 'HTTPS' ? members.map(certificateOf) : [],
    hosts: [{ host: { kind: 'any' }, routes, onMiss: 'stop', sources: [] }],
    source: settingSource(members[0].ingress, 'listen-ports'),
  };
}

function certificateOf({ ingress }: GroupListener['members'][number]): Certificate {
  return { hosts: [], secret: null, source: settingSource(ingress, 'certificate-arn') };
}

/** Without `certificate-arn` certificates are looked for by the hosts of rules and `spec.tls`. */
function discovery(member: Group['members'][number], listeners: readonly GroupListener[]): Router['open'] {
  const secure = listeners.some(({ protocol, members }) => protocol === 'HTTPS' && members.includes(member));
  if (!secure || certificatesOf(member).length > 0) return [];
  const { rules, tls } = member.ingress;
  const hosts = new Set([...rules.map((each) => each.host).filter((each) => each !== ''), ...tls.flatMap((each) => each.hosts)]);
  return [certificateDiscovery([...hosts].sort(), ingressSource(member.ingress))];
}

function notBuilt(
  router: Omit<Router, 'listeners' | 'answers' | 'open'>, group: Group, listeners: readonly GroupListener[], causes: readonly Unbuildable[],
): Router {
  const [{ message, source }] = causes;
  const hosts = group.members.flatMap(({ ingress }) => [
    ...ingress.rules.map((rule) => ({ host: hostMatcher(rule.host, 'many'), source: hostSource(ingress, rule) })),
    ...ingress.defaultBackend === null ? [] : [{ host: { kind: 'any' } as const, source: defaultBackendSource(ingress) }],
  ]);
  const ports = listeners.length > 0 ? listeners : [{ port: 80, protocol: 'HTTP' } as const];
  const listens = unbuiltListeners(ports, hosts, ingressSource(group.members[0].ingress), groupNotBuilt(group.name, message, source));
  return { ...router, listeners: listens, answers: UNBUILT_ANSWERS, open: causes.flatMap(questionsOf) };
}
