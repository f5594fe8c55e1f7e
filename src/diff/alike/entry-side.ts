import { listenerText, questionsText, routerText } from './canonical';
import type { Outcomes } from './outcomes';
import type { PathClass } from '../../routers/classes/path-classes';
import { NOBODY, winnersOf } from '../../routers/classes/winners';
import type { RouterChoice } from '../../routers/entry';
import { certificateFor } from '../../routers/index/certificates';
import { literalTable } from '../../routers/index/literal-table';
import { indexRouter, type Found } from '../../routers/index/router-index';
import type { Reading, Route, Router, RouterRequest } from '../../routers/model';
import { askChoice } from '../../trace/asked';
import { asksOfFaults } from '../../trace/router-faults';
import { listenerPort } from '../../trace/router-request';
import type { Simulation } from '../../trace/simulation';

/** What one side makes of the plain requests for a host, which are divided by literal paths alone. */
export interface EntrySide {
  readonly router: Router;
  /** Of the places of `routes` the one that takes the requests of each area. */
  readonly winners: readonly number[];
  readonly routes: readonly Route[];
  /** Equal for sides that read requests alike, and answer alike what they answer by themselves. */
  readonly reads: string;
  /** The certificate that https clients see. */
  readonly certificate: string;
  /** What answers depend on, of requests that a route takes and of those that none takes; empty where there are none. */
  readonly taken: string;
  readonly missed: string;
  /** A request that a route takes; null: there is none. */
  readonly example: { readonly request: RouterRequest; readonly found: Found } | null;
}

/**
 * What one side makes of the requests for a host by an entry.
 *
 * @param areas of their paths
 * @param requestOf the request by which an area is asked
 * @returns null where the side may tell requests apart by anything but which route takes them
 */
export function entrySide(
  simulation: Simulation, choice: RouterChoice, areas: readonly PathClass[], requestOf: (area: PathClass) => RouterRequest,
): EntrySide | null {
  const { router } = choice;
  if (!arePlain(areas) || !isReadOneWay(router, areas) || router.misdirected?.status === null) return null;
  const index = indexRouter(router);
  const [first] = areas;
  const sample = requestOf(first);
  if (listenerPort(router, sample) !== sample.port) return null;
  const arrival = index.arrival(sample);
  const { listener, hostName, rejected } = arrival;
  if (listener === null || rejected !== null) return null;
  if (router.explainer !== undefined && router.explainer.asksByHost?.(sample.authority) !== true) return null;
  if (asksOfFaults(router, hostName)) return null;
  const certificate = sample.scheme === 'https' ? certificateFor(listener, sample.sni ?? sample.authority) : null;
  if (sample.scheme === 'https' && certificate === null && listener.unknownNames === 'refused') return null;
  const table = literalTable(listener, hostName, sample.scheme, router.ties === 'unordered');
  if (table === null) return null;
  const { routes, host } = table;
  const winners = winnersOf(areas, table, (area) => index.find(requestOf(area)));
  const ask = (at: number): Asked | null => {
    if (at < 0) return null;
    const request = requestOf(areas[at]);
    const route = winners[at] < 0 ? null : routes[winners[at]];
    const found: Found = { ...arrival, host, route, path: request.path, missed: host === null || route !== null ? [] : [host] };
    return { request, found, open: questionsText(askChoice(simulation, choice, request, found)) };
  };
  const taken = ask(winners.findIndex((each) => each >= 0));
  const missed = ask(winners.indexOf(NOBODY));
  return {
    router,
    winners,
    routes,
    reads: `${routerText(router)}\n${listenerText(listener)}`,
    certificate: certificate?.secret == null ? '' : `${certificate.secret.namespace}/${certificate.secret.name}`,
    taken: taken?.open ?? '',
    missed: missed?.open ?? '',
    example: taken,
  };
}

interface Asked {
  readonly request: RouterRequest;
  readonly found: Found;
  readonly open: string;
}

const PLAIN = new WeakMap<readonly PathClass[], boolean>();

/** Whether every router reads the paths as they are. */
function arePlain(areas: readonly PathClass[]): boolean {
  let known = PLAIN.get(areas);
  if (known === undefined) PLAIN.set(areas, known = areas.length > 0 && areas.every(({ example }) => isPlain(example)));
  return known;
}

/** No escapes, no dot segments, no slashes in a row, nothing that has a meaning in a path. */
function isPlain(path: string): boolean {
  return /^\/[\w.~/:@,-]*$/.test(path) && !/\/\/|\/\.\.?(?:\/|$)/.test(path);
}

const READ_ALIKE = new WeakMap<readonly PathClass[], Map<Reading, boolean>>();

/** Whether no other reading of the objects is about the paths. */
function isReadOneWay({ readings = [] }: Router, areas: readonly PathClass[]): boolean {
  return readings.every((reading) => {
    let known = READ_ALIKE.get(areas);
    if (known === undefined) READ_ALIKE.set(areas, known = new Map());
    let apart = known.get(reading);
    if (apart === undefined) known.set(reading, apart = areas.every(({ example }) => reading.appliesTo?.(example) === false));
    return apart;
  });
}

/** How requests of an area end; null where that is not told by the route alone. */
export function outcomeAt(side: EntrySide, place: number, outcomes: Outcomes): ReturnType<Outcomes['of']> | null {
  if (side.example === null) return null;
  return outcomes.of(side.routes[place], { router: side.router, ...side.example });
}
