import type { MigrationNote } from './model';
import type { JsonObject } from '../kubernetes/resource';
import type { CorsPolicy, Route } from '../routers/model';

/** Methods that the filter may name. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', '*']);

/** An origin as the filter may name it: with a scheme. */
const ORIGIN = /^(?:\*|https?:\/\/(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?)$/;

const MOST = 64;

/** What answers preflight requests, and what is to be known of it; null where no filter says the same. */
export interface ConvertedCors {
  readonly filter: JsonObject | null;
  readonly note: MigrationNote;
}

/**
 * A policy as the filter of the rule whose requests it is for.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPCORSFilter
 */
export function convertCors({ action, source }: Route): ConvertedCors | null {
  if (action.kind !== 'respond' || action.cors === undefined) return null;
  const filter = filterOf(action.cors);
  const note = { code: 'respond-cors-preflight', source: { ...source, ...action.source } };
  return filter === null
    ? { filter, note: { ...note, reason: `preflight requests are answered ${action.status} here, for origins or methods that a CORS filter cannot name`, action: 'write a CORS filter for those that are meant' } }
    : {
      filter,
      note: {
        ...note,
        reason: `preflight requests are answered ${action.status} here, and 200 or 204 by Gateways; there all of them, whatever their origin, and other OPTIONS requests go to the pods`,
        action: 'nothing: browsers take both',
      },
    };
}

function filterOf({ origins, methods, headers, exposed, credentials, maxAge }: CorsPolicy): JsonObject | null {
  const isRight = origins.every((each) => ORIGIN.test(each)) && methods.every((each) => METHODS.has(each));
  if (!isRight || [origins, methods, headers, exposed].some((each) => each.length > MOST)) return null;
  return {
    type: 'CORS',
    cors: {
      allowOrigins: [...origins],
      ...credentials ? { allowCredentials: true } : {},
      ...methods.length === 0 ? {} : { allowMethods: [...methods] },
      ...headers.length === 0 ? {} : { allowHeaders: [...headers] },
      ...exposed.length === 0 ? {} : { exposeHeaders: [...exposed] },
      ...maxAge > 0 ? { maxAge } : {},
    },
  };
}
