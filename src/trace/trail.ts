import type { Destination, Hop, Outcome } from './model';
import type { Reason } from './reasons';
import { factsText, openQuestion, type Facts, type OpenQuestion, type Source } from '../kubernetes/open-question';
import type { Resource } from '../kubernetes/resource';
import type { Router } from '../routers/model';

/** How a request ends. */
export interface Ending {
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly reason: string | null;
  readonly destinations: readonly Destination[];
  /** The router that decided. */
  readonly router?: Router;
  /** The URL that a router sends the client to. */
  readonly redirect?: string;
  /** What the backend gets, where the router changes it. */
  readonly rewrittenPath?: string;
  readonly rewrittenHost?: string;
}

export function delivered(destinations: readonly Destination[]): Ending {
  return { outcome: 'delivered', status: null, reason: null, destinations };
}

export function answered(reason: Reason, status: number): Ending {
  return { outcome: 'answered', status, reason, destinations: [] };
}

export function failed(reason: Reason): Ending {
  return { outcome: 'failed', status: null, reason, destinations: [] };
}

/** A router that closes the connection without an answer. */
export function closed(): Ending {
  return failed('connection-closed');
}

export function unknown(reason: Reason): Ending {
  return { outcome: 'unknown', status: null, reason, destinations: [] };
}

/** The decisions of one request while it is followed. */
export class Trail {
  readonly hops: Hop[] = [];
  /** In order; some may be there twice. */
  readonly everyQuestion: OpenQuestion[] = [];

  /**
   * @param isRecorded false: only where the request ends is asked for, and nothing is kept; what is costly to tell is to be left out
   * @param hasHops false: what is open is asked for, and no words for the way
   */
  constructor(readonly isRecorded: boolean, readonly hasHops = isRecorded) {}

  hop(resource: Resource | null, path: string | null, decision: string, because: string): void {
    if (this.hasHops) this.hops.push({ resource, path, decision, because });
  }

  dependsOn(questions: readonly OpenQuestion[]): void {
    if (this.isRecorded) for (const question of questions) this.everyQuestion.push(question);
  }

  /** Something that the manifests do not decide. */
  open(code: string, facts: Facts, sources: readonly Source[], text: () => string): void {
    if (this.isRecorded) this.everyQuestion.push(openQuestion(code, facts, sources, text));
  }

  /** Each once; those that differ in the names of objects alone are several. */
  get openQuestions(): readonly OpenQuestion[] {
    if (this.everyQuestion.length < 2) return [...this.everyQuestion];
    const found: OpenQuestion[] = [];
    // by facts first, whose text may be long, and the same for thousands
    const wordings = new Map<string, Set<string>>();
    for (const question of new Set(this.everyQuestion)) {
      const facts = factsText(question.facts);
      let ofFacts = wordings.get(facts);
      if (ofFacts === undefined) wordings.set(facts, ofFacts = new Set());
      const wording = `${question.code}\n${question.text()}`;
      if (ofFacts.has(wording)) continue;
      ofFacts.add(wording);
      found.push(question);
    }
    return found;
  }
}
