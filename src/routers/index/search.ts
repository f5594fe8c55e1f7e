import { otherConditionsHold } from './conditions';
import { namedCandidates } from './named-candidates';
import type { Route, RouterRequest } from '../model';

/** A route and its place in the order of precedence of its virtual host. */
export interface Entry {
  readonly route: Route;
  readonly position: number;
  /** Host and path are its only conditions. */
  readonly plain: boolean;
}

const NONE: readonly Route[] = [];

/** One request on its way through the index of a virtual host: the best route so far. */
export class Search {
  best: Route | null = null;
  /** Of `best`. */
  private position = Infinity;
  private equal: Route[] | null = null;
  private unsure: Entry[] | null = null;
  /** Every route that matches; null: only the best is asked for. */
  private readonly matched: Entry[] | null;

  /** @param ties whether routes of the same place as the best are asked for, too */
  constructor(readonly request: RouterRequest, readonly host: string, readonly path: string, collects: boolean, private readonly ties: boolean) {
    this.matched = collects ? [] : null;
  }

  /** Whether entries from a place on cannot be better than what is found. */
  passes(position: number): boolean {
    return this.ties ? position > this.position : position >= this.position;
  }

  /** Offers entries whose host and path match, in order of precedence. */
  take(entries: readonly Entry[]): void {
    for (const entry of namedCandidates(entries, this.request)) {
      if (this.passes(entry.position)) return;
      this.offer(entry, true);
    }
  }

  /** @param matches whether host and path match; null: it cannot be decided */
  offer(entry: Entry, matches: true | null): void {
    const held = entry.plain ? true : otherConditionsHold(entry.route.conditions, this.request);
    if (held === false) return;
    if (held === null || matches === null) {
      (this.unsure ??= []).push(entry);
    } else if (this.matched !== null) {
      this.matched.push(entry);
    } else if (entry.position === this.position) {
      (this.equal ??= []).push(entry.route);
    } else {
      this.best = entry.route;
      this.position = entry.position;
      this.equal = null;
    }
  }

  /** A search of its own for the same request. */
  probe(): Search {
    return new Search(this.request, this.host, this.path, false, false);
  }

  /** Routes of the same rank as the best, where the router knows no order among them. */
  get tied(): readonly Route[] {
    return this.equal ?? NONE;
  }

  get isUnsure(): boolean {
    return this.unsure !== null;
  }

  /** Routes that go before the best if what cannot be decided holds, in order of precedence. */
  get undecided(): readonly Route[] {
    return this.unsure === null ? NONE : ordered(this.unsure.filter((each) => each.position < this.position));
  }

  get all(): readonly Route[] {
    return this.matched === null ? NONE : ordered(this.matched);
  }
}

function ordered(entries: readonly Entry[]): readonly Route[] {
  return [...entries].sort((a, b) => a.position - b.position).map((each) => each.route);
}
