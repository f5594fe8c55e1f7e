import type { Source } from '../../../kubernetes/open-question';
import type { Fault } from '../../model';

/** Why GKE applies nothing of an Ingress. */
export interface Cause {
  readonly code: string;
  readonly source: Source;
  readonly reason: string;
  readonly fix: string;
}

const CONSEQUENCE = 'GKE applies nothing of the whole Ingress';

/** @param holds in how many clusters it is one */
export function causeFault({ code, source, reason, fix }: Cause, holds?: Fault['holds']): Fault {
  return { kind: 'refused', code, source, others: [], reason: `${reason}${holds === undefined ? ';' : ','} ${CONSEQUENCE}`, consequence: CONSEQUENCE, fix, ...holds === undefined ? {} : { holds } };
}
