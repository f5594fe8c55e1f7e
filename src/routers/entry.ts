import { claimsOf } from './index/claims';
import type { HostClaim } from './index/router-index';
import type { Router } from './model';
import { openQuestion, type Facts, type OpenQuestion } from '../kubernetes/open-question';
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
  const possible = best === 0 ? routers : claims.filter(({ claim }) => RANK[claim] === best).map((each) => each.router);
  const [router] = possible;
  const because = best === 0 ? `no router has a rule for ${host}` : best === 1 ? 'it serves every host' : `it has rules for ${host}`;
  if (possible.length === 1) return { router, because, questions: best > 1 ? [] : [elsewhere(routers, router, host)] };
  const question = openQuestion('router-of-host', factsOf(routers, possible, best > 0 ? 'serve' : 'serve-not'), [],
    () => `which address ${host} leads to: ${some(possible)} ${best === 0 ? 'are all without a rule for it' : 'all serve it'}`);
  return { router, because, questions: [question] };
}

/** A name that no rule has may lead to any of the routers, also to those that refuse it. */
function elsewhere(routers: readonly Router[], chosen: Router, host: string): OpenQuestion {
  const others = routers.filter((each) => each !== chosen);
  return openQuestion('router-without-rule', factsOf(routers, others, 'elsewhere'), [],
    () => `which address ${host} leads to: ${some(others)} ${others.length === 1 ? 'has' : 'have'} no rule for it and ${others.length === 1 ? 'answers' : 'answer'} 404`);
}

type About = 'serve' | 'serve-not' | 'elsewhere';

interface Named {
  readonly routers: readonly Router[];
  readonly facts: Facts;
}

const LAST = new WeakMap<readonly Router[], Map<About, Named>>();

/** Which routers a question is about: thousands of hosts may lead to the same thousands, whose names are put together once. */
function factsOf(all: readonly Router[], routers: readonly Router[], about: About): Facts {
  let known = LAST.get(all);
  if (known === undefined) LAST.set(all, known = new Map());
  const last = known.get(about);
  if (last !== undefined && isEqual(last.routers, routers)) return last.facts;
  const names = routers.map(({ name }) => name).sort().join(', ');
  const facts: Facts = about === 'elsewhere' ? { routers: names } : { routers: names, serve: about === 'serve' };
  known.set(about, { routers, facts });
  return facts;
}

function isEqual(a: readonly Router[], b: readonly Router[]): boolean {
  return a === b || (a.length === b.length && a.every((each, i) => each === b[i]));
}

/** More routers than these are counted, not named. */
const MOST_NAMED = 8;

function some(routers: readonly Router[]): string {
  const names = routers.slice(0, MOST_NAMED).map(({ name }) => name).join(', ');
  return routers.length <= MOST_NAMED ? names : `${names} and ${routers.length - MOST_NAMED} more`;
}
