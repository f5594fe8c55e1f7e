import { indexRouter, type HostClaim } from './index/router-index';
import type { Router } from './model';
import { openQuestion, type OpenQuestion } from '../kubernetes/open-question';

/** Which router a request from outside arrives at. */
export interface RouterChoice {
  readonly router: Router;
  /** Why this one, one sentence without full stop. */
  readonly because: string;
  readonly questions: readonly OpenQuestion[];
}

const RANK: Readonly<Record<HostClaim, number>> = { exact: 3, wildcard: 2, any: 1 };

/**
 * The router that a host's DNS name leads to: each has an entry point of its own, and the manifests rarely say its address,
 * so the one that claims the host most closely is taken.
 *
 * @returns null where there is no router
 */
export function pickRouter(routers: readonly Router[], host: string): RouterChoice | null {
  if (routers.length === 0) return null;
  if (routers.length === 1) return { router: routers[0], because: 'the only router', questions: [] };
  const ranked = routers.map((router) => ({ router, rank: rank(indexRouter(router).claims(host)) }));
  const best = ranked.reduce((most, each) => Math.max(most, each.rank), 0);
  const [{ router }, ...others] = ranked.filter((each) => each.rank === best);
  const because = best === 0 ? `no router has a rule for ${host}` : best === 1 ? 'it serves every host' : `it has rules for ${host}`;
  if (others.length === 0) return { router, because, questions: best > 1 ? [] : [elsewhere(routers, router, host)] };
  const names = [router.name, ...others.map((each) => each.router.name)];
  const question = openQuestion('router-of-host', { routers: [...names].sort().join(', '), serve: best > 0 }, [],
    () => `which address ${host} leads to: ${names.join(', ')} ${best === 0 ? 'are all without a rule for it' : 'all serve it'}`);
  return { router, because, questions: [question] };
}

/** A name that no rule has may lead to any of the routers, also to those that refuse it. */
function elsewhere(routers: readonly Router[], chosen: Router, host: string): OpenQuestion {
  const names = routers.filter((each) => each !== chosen).map((each) => each.name);
  return openQuestion('router-without-rule', { routers: [...names].sort().join(', ') }, [],
    () => `which address ${host} leads to: ${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} no rule for it and ${names.length === 1 ? 'answers' : 'answer'} 404`);
}

function rank(claim: HostClaim | null): number {
  return claim === null ? 0 : RANK[claim];
}
