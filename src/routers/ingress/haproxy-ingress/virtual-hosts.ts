import type { PathEntry } from './entries';
import { hostSettings } from './host-settings';
import { inMatchOrder } from './match-order';
import { compareRegexEntries, regexKey, regexMatcher } from './regex-list';
import { routesOf, type Scheme } from './routes';
import { compilePattern } from '../../index/pattern';
import type { PathMatcher, Route, VirtualHost } from '../../model';
import { isEnabled, numberOf, type SettingReader } from '../annotation-settings';
import type { ControllerSettings } from '../controller-settings';
import { hostMatcher } from '../host-matcher';
import { hostSource } from '../sources';

const NAMES = 0;
const MAPS = 1;
const REGEX_LIST = 2;
const MISS = 3;

/** What places of `Route.rank` compare. */
export const PRECEDENCE = [
  'redirects go first, and regular expressions, as which paths of wildcard hosts count, last', 'Exact takes precedence over Prefix, Prefix before begin, longer before shorter',
  'older Ingress',
];

/** The hosts of one listener, with the paths that it serves. */
export function virtualHosts(entries: readonly PathEntry[], scheme: Scheme, settings: ControllerSettings): readonly VirtualHost[] {
  const byHost = new Map<string, PathEntry[]>();
  const put = (host: string, entry: PathEntry): void => {
    const known = byHost.get(host);
    if (known === undefined) byHost.set(host, [entry]);
    else known.push(entry);
  };
  for (const entry of entries) put(entry.host, entry);
  const own = new Map([...byHost].map(([host, list]) => [host, { list: [...list], read: hostSettings(list, settings) }]));
  for (const { list, read } of own.values()) {
    const alias = read('server-alias')?.value.toLowerCase();
    if (alias !== undefined) for (const entry of list) put(alias, { ...entry, host: alias });
  }
  const isStrict = isEnabled(settings.config === null ? null : settingOf(settings, 'strict-host'));
  const hosts = [...byHost].map(([host, list]): VirtualHost => {
    const isExact = host !== '' && !host.startsWith('*.');
    const { routes, possible } = compileHost(host, list, byHost, scheme);
    const first = own.has(host) ? rootRedirect(list, own.get(host)?.read) : [];
    const sources = list.flatMap(({ ingress, rule }) => rule === null ? [] : [hostSource(ingress, rule)]);
    const more = possible.length === 0 ? {} : { possible };
    return { host: hostMatcher(host, 'one'), routes: [...first, ...routes], onMiss: isExact && isStrict ? 'stop' : 'next-host', sources, ...more };
  });
  return [...hosts, ...aliasPatterns(own, scheme), ...redirectsFrom(own, byHost, settings)];
}

function settingOf({ config }: ControllerSettings, name: string): ReturnType<SettingReader> {
  return config === null || !Object.hasOwn(config.data, name) ? null : { value: config.data[name], source: { resource: config.resource, field: `data.${name}`, kind: 'object' } };
}

type LiteralEntry = PathEntry & { readonly match: Exclude<PathEntry['match'], 'regex'> };

/** The maps of an exact host are looked up first; what is a regular expression, as every path of a wildcard host, is in one list behind them. */
function compileHost(
  host: string, list: readonly PathEntry[], byHost: ReadonlyMap<string, readonly PathEntry[]>, scheme: Scheme,
): Required<Pick<VirtualHost, 'routes' | 'possible'>> {
  const isWildcard = host.startsWith('*.');
  const literal = isWildcard ? [] : list.filter((each): each is LiteralEntry => each.match !== 'regex');
  const patterns = isWildcard ? list : list.filter((each) => each.match === 'regex');
  const covering = patterns.length === 0 || isWildcard || host === '' ? [] : byHost.get(`*${host.slice(host.indexOf('.'))}`) ?? [];
  const expressions = [...patterns, ...covering];
  return {
    routes: [...literalRoutes(literal.filter(isThere), isThere, scheme), ...regexRoutes(expressions.filter(isThere), scheme)],
    possible: [...literalRoutes(literal, isMissing, scheme), ...regexRoutes(expressions.filter(isMissing), scheme)],
  };
}

function isMissing(entry: PathEntry): boolean {
  return entry.isMissing;
}

function isThere(entry: PathEntry): boolean {
  return !entry.isMissing;
}

/** Routes of some of the entries, by their place among those that are there. */
function literalRoutes(entries: readonly LiteralEntry[], which: (entry: PathEntry) => boolean, scheme: Scheme): readonly Route[] {
  let before = 0;
  return inMatchOrder(entries).flatMap((entry) => {
    const rank = [MAPS, isMissing(entry) ? before - 0.5 : before++];
    return which(entry) ? routesOf(entry, literalMatcher(entry), rank, scheme) : [];
  });
}

function regexRoutes(entries: readonly PathEntry[], scheme: Scheme): readonly Route[] {
  return [...entries].sort(compareRegexEntries)
    .flatMap((entry) => routesOf(entry, regexMatcher(entry), [REGEX_LIST, -regexKey(entry).length, regexKey(entry), entry.order], scheme));
}

function literalMatcher({ match, text }: PathEntry): PathMatcher {
  if (match === 'exact') return { kind: 'exact', path: text };
  if (match === 'begin') return text === '/' ? { kind: 'any' } : { kind: 'string-prefix', path: text.toLowerCase(), ignoreCase: true };
  const prefix = text.endsWith('/') ? text.slice(0, -1) : text;
  return prefix === '' ? { kind: 'any' } : { kind: 'element-prefix', path: prefix };
}

/** `app-root`: `/` of the host, by a relative Location; where no path is the root, the controller redirects `/` to https instead. */
function rootRedirect(list: readonly PathEntry[], read: SettingReader | undefined): readonly Route[] {
  const setting = read?.('app-root') ?? null;
  if (setting === null) return [];
  const hasRoot = list.some((entry) => entry.text === '/' && isThere(entry));
  return [{
    source: setting.source,
    covers: [],
    label: 'app-root',
    conditions: { path: { kind: 'exact', path: '/' } },
    filters: [],
    action: { kind: 'redirect', status: 302, location: hasRoot ? [setting.value] : ['https://', { of: 'authority' }, '/'], source: setting.source },
    rank: [NAMES],
    open: [],
  }];
}

/** `server-alias-regex`: hosts that match get the paths as a list of regular expressions. */
function aliasPatterns(
  own: ReadonlyMap<string, { readonly list: readonly PathEntry[]; readonly read: SettingReader }>, scheme: Scheme,
): readonly VirtualHost[] {
  return [...own.values()].flatMap(({ list, read }): readonly VirtualHost[] => {
    const alias = read('server-alias-regex');
    if (alias === null) return [];
    const routes = regexRoutes(list, scheme);
    return [{ host: { kind: 'pattern', pattern: compilePattern(alias.value.toLowerCase()) }, routes, onMiss: 'next-host', sources: [alias.source] }];
  });
}

/** `redirect-from`: a host without paths of its own leads to the host of the annotation, with path and query. */
function redirectsFrom(
  own: ReadonlyMap<string, { readonly read: SettingReader }>, byHost: ReadonlyMap<string, unknown>, settings: ControllerSettings,
): readonly VirtualHost[] {
  const status = numberOf(settingOf(settings, 'redirect-from-code'), 302);
  return [...own].flatMap(([host, { read }]) => ['redirect-from', 'redirect-from-regex'].flatMap((name): readonly VirtualHost[] => {
    const setting = read(name);
    if (setting === null || (name === 'redirect-from' && byHost.has(setting.value.toLowerCase()))) return [];
    const matcher: VirtualHost['host'] = name === 'redirect-from' ? hostMatcher(setting.value, 'one') : { kind: 'pattern', pattern: compilePattern(setting.value) };
    const route: Route = {
      source: setting.source,
      covers: [],
      label: name,
      conditions: {},
      filters: [],
      action: { kind: 'redirect', status, location: [`//${host}`, { of: 'raw-path' }, { of: 'query' }], source: setting.source },
      rank: [MISS],
      open: [],
    };
    return [{ host: matcher, routes: [route], onMiss: 'next-host', sources: [setting.source] }];
  }));
}
