import type { PathClass } from './path-classes';
import { literalMatches, literalOf } from '../index/literal-path';
import type { LiteralTable } from '../index/literal-table';

/** No route takes the requests; any of two does. */
export const NOBODY = -1;
export const ANY_OF_TWO = -2;

const WINNERS = new WeakMap<readonly PathClass[], Map<string, readonly number[]>>();

/** For each area of paths the place of the route that takes them. Hosts with the same paths share the answer. */
export function winnersOf(areas: readonly PathClass[], table: LiteralTable): readonly number[] {
  let known = WINNERS.get(areas);
  if (known === undefined) WINNERS.set(areas, known = new Map());
  let winners = known.get(table.key);
  if (winners === undefined) known.set(table.key, winners = areas.map(({ example }) => winnerOf(example, table)));
  return winners;
}

function winnerOf(path: string, { routes, ties }: LiteralTable): number {
  const takes = (place: number): boolean => {
    const matcher = literalOf(routes[place]);
    return matcher !== null && literalMatches(matcher, path);
  };
  for (let place = 0; place < routes.length; place++) {
    if (!takes(place)) continue;
    for (let next = place + 1; next < routes.length && ties[next]; next++) if (takes(next)) return ANY_OF_TWO;
    return place;
  }
  return NOBODY;
}
