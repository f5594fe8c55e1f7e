import type { SettledBackend } from './backend';
import type { ExtensionFilter, GatewayRouteOptions, HeaderChanges, ValueMatch } from './gateway-options';
import type { PathRoute } from './options';

/** A further backend of a route. */
export interface SettledShare {
  readonly backend: SettledBackend;
  readonly weight: number | undefined;
}

export interface SettledMirror {
  readonly backend: SettledBackend;
  readonly percent: number | undefined;
}

/** What a route has that only the Gateway API can express, with nothing left open. */
export interface GatewayRoute {
  readonly methods: readonly string[];
  readonly headers: readonly ValueMatch[];
  readonly queryParams: readonly ValueMatch[];
  readonly weight: number | undefined;
  readonly others: readonly SettledShare[];
  readonly mirrors: readonly SettledMirror[];
  readonly requestHeaders: HeaderChanges | undefined;
  readonly responseHeaders: HeaderChanges | undefined;
  readonly extensions: readonly ExtensionFilter[];
  readonly timeouts: Pick<GatewayRouteOptions, 'requestTimeout' | 'backendTimeout'>;
}

/** Takes every request, and changes nothing of it. */
export const ANY_REQUEST: GatewayRoute = {
  methods: [],
  headers: [],
  queryParams: [],
  weight: undefined,
  others: [],
  mirrors: [],
  requestHeaders: undefined,
  responseHeaders: undefined,
  extensions: [],
  timeouts: {},
};

type Fail = (message: string) => Error;

/** The parts of a route that an Ingress has no field for; the names of the props that set them. */
const PROPS = [
  'methods', 'headers', 'queryParams', 'weight', 'otherBackends', 'mirrors', 'requestHeaders', 'responseHeaders', 'extensions',
  'requestTimeout', 'backendTimeout',
] as const satisfies readonly (keyof GatewayRouteOptions)[];

export type GatewayOption = typeof PROPS[number];

/** The options of a route that need the Gateway API. */
export function gatewayOptionsOf(route: GatewayRouteOptions): readonly GatewayOption[] {
  return PROPS.filter((name) => route[name] !== undefined);
}

/** @param settle the Service and port of a backend of the route */
export function settleGatewayRoute(
  route: PathRoute, settle: (backend: PathRoute['backend'], port: number | string | undefined, fail: Fail) => SettledBackend, fail: Fail,
): GatewayRoute {
  const { methods = [], headers = [], queryParams = [], weight, otherBackends = [], mirrors = [] } = route;
  checkMatches('headers', headers, (name) => name.toLowerCase(), fail);
  checkMatches('queryParams', queryParams, (name) => name, fail);
  if (route.methods?.length === 0) {
    throw fail('methods is empty, so no request would match; list methods, or leave it out for every method');
  }
  if (new Set(methods).size < methods.length) {
    throw fail(`methods ${methods.join(', ')} has a method more than once`);
  }
  if ((weight ?? 1) === 0 && otherBackends.every((each) => each.weight === 0)) {
    throw fail('every weight is 0, so no backend would get requests; set one that is greater');
  }
  const within = (prop: string, i: number) => (message: string): Error => fail(`${prop}[${i}]: ${message}`);
  return {
    methods,
    headers,
    queryParams,
    weight,
    others: otherBackends.map((each, i) => ({ backend: settle(each.backend, each.port, within('otherBackends', i)), weight: each.weight })),
    mirrors: mirrors.map((each, i) => ({ backend: settle(each.backend, each.port, within('mirrors', i)), percent: each.percent })),
    requestHeaders: route.requestHeaders,
    responseHeaders: route.responseHeaders,
    extensions: route.extensions ?? [],
    timeouts: { requestTimeout: route.requestTimeout, backendTimeout: route.backendTimeout },
  };
}

function checkMatches(prop: string, matches: readonly ValueMatch[], fold: (name: string) => string, fail: Fail): void {
  const names = new Set<string>();
  for (const { name, value, pattern } of matches) {
    if ((value === undefined) === (pattern === undefined)) {
      throw fail(`${prop} '${name}' has ${value === undefined ? 'neither \'value\' nor \'pattern\'' : 'both \'value\' and \'pattern\''}; set one of them`);
    }
    if (names.has(fold(name))) {
      throw fail(`${prop} '${name}' is listed more than once, and only one of the entries would count`);
    }
    names.add(fold(name));
  }
}

/** What a route asks of requests besides host and path; one text for each method. Equal texts match the same requests. */
export function conditionKeys({ methods, headers, queryParams }: GatewayRoute): readonly string[] {
  const key = (list: readonly ValueMatch[], fold: (name: string) => string) =>
    list.map(({ name, value, pattern }) => [fold(name), value ?? null, pattern ?? null]).sort((a, b) => String(a[0]).localeCompare(String(b[0])));
  const values = JSON.stringify([key(headers, (name) => name.toLowerCase()), key(queryParams, (name) => name)]);
  return methods.length === 0 ? [values] : methods.map((method) => `${method} ${values}`);
}

/** Whether a route takes every request for its host and path. */
export function isUnconditional({ methods, headers, queryParams }: GatewayRoute): boolean {
  return methods.length === 0 && headers.length === 0 && queryParams.length === 0;
}
