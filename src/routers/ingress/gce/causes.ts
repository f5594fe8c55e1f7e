import type { Source } from '../../../kubernetes/open-question';
import type { Fault } from '../../model';

/** Why GKE applies nothing of an Ingress. */
export interface Cause {
  readonly code: string;
  readonly source: Source;
  readonly reason: string;
  readonly fix: string;
}

export function causeFault({ code, source, reason, fix }: Cause): Fault {
  return { kind: 'refused', code, source, others: [], reason: `${reason}; GKE applies nothing of the whole Ingress`, fix };
}
