import { wwwRedirect } from './redirects';
import { serverRoutes, type RouterContext } from './server-routes';
import type { Source } from '../../../../kubernetes/open-question';
import { compilePattern } from '../../../index/pattern';
import type { HostMatcher, Route, VirtualHost } from '../../../model';
import { hostMatcher } from '../../host-matcher';
import { hostSource } from '../../sources';
import { aliasCoverage, COVERED, UNCOVERED, type Coverage } from '../servers/certificate-names';
import { EVERY_HOST, type Server } from '../servers/servers';
import { annotationSource } from '../settings/annotations';

/** A name under which a server is found, and whether a certificate is there for it. */
interface ServerName {
  readonly host: HostMatcher;
  readonly coverage: Coverage;
}

/**
 * Virtual hosts: each server under its host and its aliases, and the servers that redirect from or to `www.`.
 *
 * @param named servers of which name and paths alone decide
 */
export function virtualHosts(servers: ReadonlyMap<string, Server>, named: ReadonlySet<Server>, context: RouterContext): readonly VirtualHost[] {
  const { inputs } = context;
  const sorted = [...servers.values()].sort((a, b) => a.host < b.host ? -1 : 1);
  const taken = new Set<string>();
  const hosts: VirtualHost[] = [];
  for (const server of sorted) {
    if (server.wwwRedirect !== null) hosts.push(...redirectHosts(server, servers, taken));
  }
  const aliasesFirst = sorted.some(({ aliases }) => aliases.some((each) => each.startsWith('*.')));
  // names in other spellings may be those of another server
  const isClear = sorted.every(({ host, aliases }) => aliases.length === 0 && host === host.toLowerCase());
  for (const server of sorted) {
    const plain = isClear && named.has(server);
    const names = namesOf(server, { servers, taken, aliasesFirst, inputs });
    for (const { host, coverage } of names) hosts.push(new ServedHost(host, coverage, server, plain, context));
  }
  return hosts;
}

/** A server under one of its names. Its routes are made when somebody asks for them: of thousands of hosts most requests are for a few. */
class ServedHost implements VirtualHost {
  readonly onMiss = 'stop';
  private made: readonly Route[] | undefined;

  constructor(
    readonly host: HostMatcher,
    private readonly coverage: Coverage,
    private readonly server: Server,
    readonly plain: boolean,
    private readonly context: RouterContext,
  ) {}

  get routes(): readonly Route[] {
    return this.made ??= serverRoutes(this.server, this.coverage, this.context);
  }

  get sources(): readonly Source[] {
    return this.server.owners.map(({ read, rule }) => hostSource(read.ingress, rule));
  }
}

interface Naming {
  readonly servers: ReadonlyMap<string, Server>;
  /** Names that are given already. */
  readonly taken: Set<string>;
  readonly aliasesFirst: boolean;
  readonly inputs: RouterContext['inputs'];
}

/** Of two servers with one name nginx takes the first. */
function* namesOf(server: Server, { servers, taken, aliasesFirst, inputs }: Naming): Iterable<ServerName> {
  const { host } = server;
  if (host === EVERY_HOST) {
    yield { host: { kind: 'any' }, coverage: UNCOVERED };
    // the controller keeps its own certificate under this name
    yield { host: { kind: 'exact', host: EVERY_HOST }, coverage: COVERED };
  } else if (!taken.has(host)) {
    yield { host: aliasesFirst && host.startsWith('*.') ? wildcardPattern(host) : hostMatcher(host, 'one'), coverage: isCovered(host, servers) ? COVERED : UNCOVERED };
  }
  taken.add(host);
  for (const alias of server.aliases) {
    if (alias === host || servers.has(alias) || taken.has(alias)) continue;
    taken.add(alias);
    yield { host: aliasMatcher(alias), coverage: isCovered(alias, servers) ? COVERED : aliasCoverage(alias, server, inputs) };
  }
}

/** A certificate is looked for under the name itself, then under `*.` in place of its first label. */
function isCovered(name: string, servers: ReadonlyMap<string, Server>): boolean {
  return hasCertificate(servers.get(name)) || hasCertificate(servers.get(name.replace(/^[^.]+\./, '*.')));
}

function hasCertificate(server: Server | undefined): boolean {
  return server !== undefined && server.certificate !== null;
}

/** `buildServerName`: nginx looks at patterns after names with a `*`. */
function wildcardPattern(host: string): HostMatcher {
  return { kind: 'pattern', pattern: compilePattern(`^[\\w-]+\\.${host.slice(2).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) };
}

/** A name as nginx reads it: `*.example.com` is any number of labels, `www.example.*` any end, `~` begins a pattern. */
function aliasMatcher(alias: string): HostMatcher {
  if (alias.startsWith('~')) return { kind: 'pattern', pattern: compilePattern(alias.slice(1), { ignoreCase: true, pcre: true }) };
  const name = alias.toLowerCase();
  if (name.endsWith('.*')) return { kind: 'pattern', pattern: compilePattern(`^${name.slice(0, -2).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\..+$`) };
  return hostMatcher(name, 'many');
}

/** @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/util.go BuildRedirects */
function redirectHosts({ host, wwwRedirect: read }: Server, servers: ReadonlyMap<string, Server>, taken: Set<string>): readonly VirtualHost[] {
  if (read === null) return [];
  const from = host.startsWith('www.') ? host.slice('www.'.length) : `www.${host}`;
  if (servers.has(from) || taken.has(from)) return [];
  taken.add(from);
  const source = annotationSource(read.ingress, 'from-to-www-redirect');
  const route = (scheme: 'http' | 'https', port: number): Route => ({
    source,
    covers: [],
    label: `annotation from-to-www-redirect, to ${host}`,
    conditions: { scheme },
    filters: [],
    rank: [0],
    open: [],
    action: { kind: 'redirect', status: read.settings.rewrite.redirectStatus, location: wwwRedirect(host, port), source },
  });
  return [{ host: hostMatcher(from, 'one'), routes: [route('http', 80), route('https', 443)], onMiss: 'stop', sources: [source] }];
}
