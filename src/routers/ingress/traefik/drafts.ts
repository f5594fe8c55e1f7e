import type { RouterSettings } from './annotations';
import type { Ingress } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { Action, Conditions, Filter, Rank, Route } from '../../model';

/** One of Traefik's routers: it becomes a route of every entry point that it is on. */
export interface Draft {
  readonly ingress: Ingress;
  readonly settings: RouterSettings;
  readonly source: Source;
  readonly covers: readonly Source[];
  readonly label: string;
  /** Under which Traefik keeps it: of two with the same name the last one stays. */
  readonly name: string;
  readonly rule: string;
  readonly conditions: Conditions;
  readonly priority: number;
  readonly filters: readonly Filter[];
  /** See `AppliedChain`. */
  readonly preflightAfter: number | null;
  readonly action: Action;
  readonly open: readonly OpenQuestion[];
  /** Whether it is there only if its questions are answered otherwise. */
  readonly possible: boolean;
}

/** What decides between routes: the priority alone, which is the length of the rule where none is set (muxer `Less`). */
export const PRECEDENCE: readonly string[] = ['higher priority (the longer rule, unless router.priority sets it)'];

const PREFLIGHT = { methods: ['OPTIONS'], named: ['origin', 'access-control-request-method'].map((name) => ({ of: 'header', name, value: { kind: 'present' } } as const)) };

/** The routes of a router: a middleware that answers CORS preflight requests makes one more. */
export function routesOf(draft: Draft, open: readonly OpenQuestion[] = []): readonly Route[] {
  const { source, covers, label, conditions, filters, action, priority, preflightAfter } = draft;
  const route: Route = { source, covers, label, conditions, filters, action, rank: [-priority], open: [...draft.open, ...open] };
  if (preflightAfter === null) return [route];
  // between this router and the ones of higher priorities, which are whole numbers
  const rank: Rank = [-priority - 0.5];
  const preflight: Action = { kind: 'respond', status: 200, code: 'cors-preflight', reason: 'a headers middleware answers CORS preflight requests', source };
  return [{ ...route, conditions: { ...conditions, ...PREFLIGHT }, filters: filters.slice(0, preflightAfter), action: preflight, rank }, route];
}
