import { addDestination, barrierNames, brokenLabel, INTERNET, serviceId } from './boxes';
import type { Draft } from './draft';
import { worse, type State } from './model';
import { describe } from '../kubernetes/resource';
import { placeOf, placeText } from '../report/place';
import { conditionsText, endText } from '../report/routes';
import type { RouteAim, RouteLine } from '../routes/model';

export function routeId({ routerName, host, path, pathType, method, headers, query }: RouteLine): string {
  return `route ${JSON.stringify([routerName, host, path, pathType, method, headers, query])}`;
}

/** Draws a route: from the internet through its router to what it leads to. */
export function addRoute(draft: Draft, lines: readonly [RouteLine, ...RouteLine[]]): void {
  const ends = lines.filter(({ redirect }) => redirect === null);
  // what a router says of paths that no rule has is no way in
  if (ends.length > 0 && ends.every(isNoRoute)) return;
  const [first] = lines;
  const router = addRouter(draft, first);
  const state = (ends.length === 0 ? lines : ends).map(stateOf).reduce(worse);
  const { host, path } = first;
  const id = draft.node({
    id: routeId(first),
    column: 'route',
    label: `${host === '' ? 'any host' : host}${path ?? ''}${conditionsText(first)}`,
    detail: detailOf(lines),
    namespace: null,
    host,
    state,
    title: lines.map(titleOf).join('\n'),
  });
  draft.edge({ from: router, to: id, label: '', state: 'good', barriers: [], title: '' });
  for (const line of ends) addEnds(draft, line, id);
}

function isNoRoute({ reason, aims }: RouteLine): boolean {
  return reason === 'no-matching-rule' && aims.length === 0;
}

function addRouter(draft: Draft, { routerName, router, routerDependsOn }: RouteLine): string {
  const state = routerDependsOn.length === 0 ? 'good' : 'uncertain';
  draft.node(INTERNET);
  const controller = router.controller === null || router.controller === 'spec' || routerName.includes(router.controller) ? '' : router.controller;
  const id = draft.node({
    id: `router ${routerName}`, column: 'router', label: routerName, detail: controller, namespace: null, state, title: routerDependsOn.map((each) => `depends on: ${each}`).join('\n'),
  });
  draft.edge({ from: INTERNET.id, to: id, label: '', state, barriers: [], title: '' });
  return id;
}

/** `Exact, http → https`. */
function detailOf(lines: readonly RouteLine[]): string {
  const redirects = lines.flatMap(({ redirect, status, schemes }) => (redirect === null ? [] : [`${schemes.join('+')} → ${status ?? ''} ${isToHttps(redirect, schemes) ? 'https' : redirect}`]));
  const rewritten = lines.some(({ rewrittenPath }) => rewrittenPath !== null) ? ['path rewritten'] : [];
  return [lines[0].pathType ?? '', ...rewritten, ...redirects].filter((part) => part !== '').join(', ');
}

function isToHttps(redirect: string, schemes: RouteLine['schemes']): boolean {
  return redirect.startsWith('https:') && !schemes.includes('https');
}

function titleOf(line: RouteLine): string {
  const { source, schemes } = line;
  const place = placeText(placeOf(source.resource, source.field));
  return [`${schemes.join(', ')}: ${endText(line)}`, `${describe(source.resource)} ${place}`.trim(), ...dependsOn(line)].join('\n');
}

function dependsOn({ dependsOn: sentences }: RouteLine): readonly string[] {
  return sentences.map((sentence) => `depends on: ${sentence}`);
}

/** What holds for the whole router is drawn there. */
function stateOf({ outcome, status, dependsOn: sentences, routerDependsOn }: RouteLine): State {
  if (outcome === 'delivered') return sentences.some((each) => !routerDependsOn.includes(each)) ? 'uncertain' : 'good';
  if (outcome === 'unknown') return 'uncertain';
  return outcome === 'answered' && status !== null && status < 400 ? 'answer' : 'broken';
}

function addEnds(draft: Draft, line: RouteLine, route: string): void {
  const reached = new Set<string>();
  for (const destination of line.destinations) reached.add(addDestination(draft, destination, route, stateOf(line), destination.share));
  const barriers = barrierNames(line);
  const state = line.outcome === 'unknown' ? 'uncertain' : 'broken';
  for (const aim of line.aims) {
    const id = serviceId(aim);
    if (reached.has(id)) {
      if (barriers.length > 0) draft.edge({ from: route, to: id, label: '', state: 'uncertain', barriers, title: dependsOn(line).join('\n') });
      continue;
    }
    addAim(draft, aim);
    draft.edge({ from: route, to: id, label: `${shareText(aim.share)}${brokenLabel(line)}`, state, barriers, title: endText(line) });
  }
  if (line.aims.length === 0 && line.destinations.length === 0) addAnswer(draft, line, route);
}

/** A Service that gets nothing, perhaps since it does not exist. */
function addAim(draft: Draft, aim: RouteAim): void {
  draft.node({ id: serviceId(aim), column: 'service', label: aim.name, detail: '', namespace: aim.namespace, state: 'good', title: `Service ${aim.namespace}/${aim.name}` });
}

/** What a router says by itself, where the route names no Service. */
function addAnswer(draft: Draft, line: RouteLine, route: string): void {
  const state = stateOf(line);
  const to = draft.node({ id: `answer ${endText(line)}`, column: 'service', label: endText(line), detail: '', namespace: null, state, title: '' });
  draft.edge({ from: route, to, label: '', state, barriers: [], title: endText(line) });
}

function shareText(share: number): string {
  return share < 1 ? `${Math.round(share * 100)} % ` : '';
}
