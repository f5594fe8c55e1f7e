import { entrySide, outcomeAt, type EntrySide } from './entry-side';
import { Outcomes } from './outcomes';
import type { RequestClass } from '../../routers/classes/request-classes';
import { NOBODY } from '../../routers/classes/winners';
import type { Simulation } from '../../trace/simulation';
import type { RouterEntry } from '../router-entries';

/** Of the classes of requests of an entry those that have to be asked on both sides. */
export interface ToAsk {
  readonly classes: Iterable<RequestClass>;
  /** How many of the others arrive at pods before. */
  readonly arriving: number;
  /** How many others there are. */
  readonly alike: number;
}

/** Which classes may be answered otherwise on the two sides, where that can be told without asking. */
export type Choose = (entry: RouterEntry) => ToAsk;

export const EVERY_CLASS: Choose = ({ classes }) => ({ classes, arriving: 0, alike: 0 });

/**
 * Passes over the classes of a host that cannot differ: those whose paths are literal and are taken, on each side, by routes that say the same, or by
 * none, where both routers read requests alike.
 */
export function mayDiffer(before: Simulation, after: Simulation): Choose {
  const compared = new Compared(before, after);
  return (entry) => compared.choose(entry) ?? EVERY_CLASS(entry);
}

class Compared {
  private readonly outcomes: readonly [Outcomes, Outcomes];

  constructor(private readonly before: Simulation, private readonly after: Simulation) {
    this.outcomes = [new Outcomes(before), new Outcomes(after)];
  }

  choose({ requests, before, after }: RouterEntry): ToAsk | null {
    const { plain } = requests;
    if (plain === null || before === null || after === null) return null;
    const requestOf = (area: (typeof plain)[number]) => requests.requestOf(area);
    const old = entrySide(this.before, before, plain, requestOf);
    const now = old === null ? null : entrySide(this.after, after, plain, requestOf);
    if (old === null || now === null || old.reads !== now.reads || old.certificate !== now.certificate) return null;
    const classes: RequestClass[] = [];
    const alike = this.compareRoutes(old, now);
    let arriving = 0;
    for (let i = 0; i < plain.length; i++) {
      const arrives = alike(old.winners[i], now.winners[i]);
      if (arrives === null) classes.push(requests.classOf(plain[i]));
      else if (arrives) arriving += 1;
    }
    return { classes, arriving, alike: plain.length - classes.length };
  }

  /** Whether requests arrive, by the routes that take them on both sides; null: they may be answered otherwise, or have to be asked for that. */
  private compareRoutes(old: EntrySide, now: EntrySide): (from: number, to: number) => boolean | null {
    const missedAlike = old.missed === now.missed ? false : null;
    const takenAlike = old.taken === now.taken;
    return (from, to) => {
      if (from < 0 || to < 0) return from === NOBODY && to === NOBODY ? missedAlike : null;
      if (!takenAlike) return null;
      const a = outcomeAt(old, from, this.outcomes[0]);
      const b = outcomeAt(now, to, this.outcomes[1]);
      return a === null || b === null || a.text !== b.text ? null : a.arrives;
    };
  }
}
