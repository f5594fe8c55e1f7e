import type { Destination, Hop, Outcome } from './model';
import type { Reason } from './reasons';
import type { Resource } from '../kubernetes/resource';

/** How a request ends. */
export interface Ending {
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly reason: string | null;
  readonly destinations: readonly Destination[];
}

export function delivered(destinations: readonly Destination[]): Ending {
  return { outcome: 'delivered', status: null, reason: null, destinations };
}

export function answered(reason: string, status: number): Ending {
  return { outcome: 'answered', status, reason, destinations: [] };
}

export function failed(reason: Reason): Ending {
  return { outcome: 'failed', status: null, reason, destinations: [] };
}

export function unknown(reason: Reason): Ending {
  return { outcome: 'unknown', status: null, reason, destinations: [] };
}

/** The decisions of one request while it is followed. */
export class Trail {
  readonly hops: Hop[] = [];
  private readonly open = new Set<string>();

  /** @param isTold false: only where the request ends is asked for, and nothing is kept; what is costly to tell is to be left out */
  constructor(readonly isTold: boolean) {}

  hop(resource: Resource | null, path: string | null, decision: string, because: string): void {
    if (this.isTold) this.hops.push({ resource, path, decision, because });
  }

  dependsOn(sentences: readonly string[]): void {
    if (this.isTold) for (const sentence of sentences) this.open.add(sentence);
  }

  get openQuestions(): readonly string[] {
    return [...this.open];
  }
}
