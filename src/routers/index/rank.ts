import type { Rank } from '../model';

/** Which of two routes goes first, place by place; numbers go before texts, and what is not there before what is. */
export function compareRanks(a: Rank, b: Rank): number {
  const places = Math.max(a.length, b.length);
  for (let i = 0; i < places; i++) {
    const order = comparePlaces(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** The first place in which two ranks differ; -1 where they are equal. */
export function differingPlace(a: Rank, b: Rank): number {
  const places = Math.max(a.length, b.length);
  for (let i = 0; i < places; i++) if (comparePlaces(a[i], b[i]) !== 0) return i;
  return -1;
}

function comparePlaces(a: number | string | undefined, b: number | string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  if (typeof a === typeof b) return a < b ? -1 : 1;
  return typeof a === 'number' ? -1 : 1;
}
