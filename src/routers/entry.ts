import { claimsOf } from './index/claims';
import type { HostClaim } from './index/router-index';
import type { Router } from './model';
import { openQuestion, type OpenQuestion } from '../kubernetes/open-question';
import { Recent } from '../kubernetes/recent';

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
  let choices = CHOICES.get(routers);
  if (choices === undefined) CHOICES.set(routers, choices = new Recent());
  return choices.of(host, () => choose(routers, host));
}

const CHOICES = new WeakMap<readonly Router[], Recent<RouterChoice>>();

function choose(routers: readonly Router[], host: string): RouterChoice {
  const claims = claimsOf(routers, host);
  const best = claims.reduce((most, { claim }) => Math.max(most, RANK[claim]), 0);
  const [router, ...others] = best === 0 ? routers : claims.filter(({ claim }) => RANK[claim] === best).map((each) => each.router);
  const because = best === 0 ? `no router has a rule for ${host}` : best === 1 ? 'it serves every host' : `it has rules for ${host}`;
  if (others.length === 0) return { router, because, questions: best > 1 ? [] : [elsewhere(routers, router, host)] };
  const names = [router.name, ...others.map((each) => each.name)];
  const question = openQuestion('router-of-host', { routers: [...names].sort().join(', '), serve: best > 0 }, [],
    () => `which address ${host} leads to: ${some(names)} ${best === 0 ? 'are all without a rule for it' : 'all serve it'}`);
  return { router, because, questions: [question] };
}

/** A name that no rule has may lead to any of the routers, also to those that refuse it. */
function elsewhere(routers: readonly Router[], chosen: Router, host: string): OpenQuestion {
  const names = routers.filter((each) => each !== chosen).map((each) => each.name);
  return openQuestion('router-without-rule', { routers: [...names].sort().join(', ') }, [],
    () => `which address ${host} leads to: ${some(names)} ${names.length === 1 ? 'has' : 'have'} no rule for it and ${names.length === 1 ? 'answers' : 'answer'} 404`);
}

/** More routers than these are counted, not named. */
const MOST_NAMED = 8;

function some(names: readonly string[]): string {
  return names.length <= MOST_NAMED ? names.join(', ') : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
}
