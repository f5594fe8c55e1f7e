import type { PathClass } from './path-classes';
import type { LiteralTable } from '../index/literal-table';
import type { Found } from '../index/router-index';

/** No route takes the requests; any of two does. */
export const NOBODY = -1;
export const ANY_OF_TWO = -2;

const WINNERS = new WeakMap<readonly PathClass[], Map<string, readonly number[]>>();

/**
 * For each area of paths the place of the route that takes them. Hosts with the same paths share the answer.
 *
 * @param find what the router finds for a path of the area
 */
export function winnersOf(areas: readonly PathClass[], table: LiteralTable, find: (area: PathClass) => Found): readonly number[] {
  let known = WINNERS.get(areas);
  if (known === undefined) WINNERS.set(areas, known = new Map());
  let winners = known.get(table.key);
  if (winners === undefined) known.set(table.key, winners = findWinners(areas, table, find));
  return winners;
}

function findWinners(areas: readonly PathClass[], { routes }: LiteralTable, find: (area: PathClass) => Found): readonly number[] {
  const places = new Map(routes.map((route, place) => [route, place]));
  return areas.map((area) => {
    const { route, tied } = find(area);
    if (route === null) return NOBODY;
    return tied.length > 0 ? ANY_OF_TWO : places.get(route) ?? ANY_OF_TWO;
  });
}
