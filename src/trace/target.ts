import ipaddr from 'ipaddr.js';
import type { Protocol } from '../kubernetes/service';

/** What a URL and its headers say of where a request goes. */
export interface Target {
  readonly scheme: 'http' | 'https' | 'tls' | 'tcp' | 'udp' | 'sctp';
  /** A call of gRPC over http or https. */
  readonly grpc?: true;
  readonly protocol: Protocol;
  /** The name or address that is contacted, in lower case, IPv6 without brackets; `<node>` and the like stand for an address. */
  readonly host: string;
  readonly kind: 'name' | 'address' | 'placeholder';
  readonly port: number;
  /** Starts with `/`; as it was written, without query and fragment. */
  readonly path: string;
  /** With its leading `?`, or empty. */
  readonly query: string;
  /** What a router reads in the Host header: without port and last dot, in lower case. */
  readonly httpHost: string;
  /** The Host header as a client sends it: with the port unless it is that of the scheme. */
  readonly authority: string;
  /** A `Host` header was given. */
  readonly hostGiven: boolean;
}

export type ParsedTarget =
  | { readonly target: Target; readonly error: null }
  /** Lower case, no full stop. */
  | { readonly target: null; readonly error: string };

const SCHEMES: ReadonlyMap<string, Target['scheme']> = new Map([
  ['http', 'http'], ['https', 'https'], ['ws', 'http'], ['wss', 'https'], ['grpc', 'http'], ['grpcs', 'https'],
  ['tls', 'tls'], ['tcp', 'tcp'], ['udp', 'udp'], ['sctp', 'sctp'],
]);

const DEFAULT_PORTS: Readonly<Record<Target['scheme'], number | null>> = { http: 80, https: 443, tls: 443, tcp: null, udp: null, sctp: null };

/** Longer URLs are refused by servers too. */
const LONGEST_URL = 65536;

/** Reads a URL as curl does: without a scheme it is http, and a `Host` header is what routers read. */
export function parseTarget(url: string, headers: Readonly<Record<string, string>>): ParsedTarget {
  if (url.length > LONGEST_URL) return wrong(`a URL of ${url.length} characters; at most ${LONGEST_URL} are read`);
  const [, schemeText = 'http', afterScheme = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^]*)$/i.exec(url.trim()) ?? [];
  const scheme = SCHEMES.get(schemeText.toLowerCase());
  if (scheme === undefined) return wrong(`scheme '${schemeText}'; allowed are ${[...SCHEMES.keys()].join(', ')}`);
  const meant = mistypedScheme(url.trim());
  if (meant !== null) return wrong(`'${url.trim().slice(0, 80)}', did you mean '${meant.slice(0, 80)}'?`);
  // a placeholder may have a colon and a slash in it: <gateway:infra/edge>
  const placeholder = /^<[^<>]*>/.exec(afterScheme)?.[0].length ?? 0;
  const behind = afterScheme.slice(placeholder).search(/[/?#]/);
  const end = behind < 0 ? -1 : placeholder + behind;
  const authority = end < 0 ? afterScheme : afterScheme.slice(0, end);
  const rest = (end < 0 ? '' : afterScheme.slice(end)).replace(/#[^]*$/, '');
  const control = /[\u0000-\u0020\u007f]/.exec(rest);
  if (control !== null) return wrong(`a URL with ${control[0] === ' ' ? 'a space' : 'a control character'} in its path; write it percent-encoded`);
  const parsed = parseAuthority(authority.slice(authority.lastIndexOf('@') + 1));
  if (typeof parsed === 'string') return wrong(parsed);
  const port = parsed.port ?? DEFAULT_PORTS[scheme];
  if (port === null) return wrong(`'${url}' without a port; specify one: ${scheme}://host:port`);
  const given = hostHeader(headers);
  // its port is dialed by nobody, and routers cut it off whatever it is
  const http = given === null ? parsed : parseAuthority(given.replace(/^([^:]*|\[[^\]]*\]):\d+$/, '$1'));
  if (typeof http === 'string') return wrong(`the Host header '${given}': ${http}`);
  const queryAt = rest.indexOf('?');
  const path = queryAt < 0 ? rest : rest.slice(0, queryAt);
  const target: Target = {
    scheme,
    ...(/^grpc/i.test(schemeText) ? { grpc: true } : {}),
    protocol: scheme === 'udp' ? 'UDP' : scheme === 'sctp' ? 'SCTP' : 'TCP',
    host: parsed.host,
    kind: parsed.host.startsWith('<') ? 'placeholder' : isAddress(parsed.host) ? 'address' : 'name',
    port,
    path: path === '' ? '/' : path,
    query: queryAt < 0 ? '' : rest.slice(queryAt),
    httpHost: http.host.endsWith('.') ? http.host.slice(0, -1) : http.host,
    authority: given ?? (port === DEFAULT_PORTS[scheme] ? hostText(parsed.host) : `${hostText(parsed.host)}:${port}`),
    hostGiven: given !== null,
  };
  return { target, error: null };
}

function hostText(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function wrong(got: string): ParsedTarget {
  return { target: null, error: `got ${got}` };
}

/** The URL that was meant where its scheme would be read as a host: `http//x`, `http:/x`. */
function mistypedScheme(url: string): string | null {
  const [, scheme, rest] = /^([a-z]+)(?::\/(?!\/)|\/\/|;\/\/|:\\{1,2})([^/][^]*)$/i.exec(url) ?? [];
  return scheme !== undefined && SCHEMES.has(scheme.toLowerCase()) ? `${scheme}://${rest}` : null;
}

function hostHeader(headers: Readonly<Record<string, string>>): string | null {
  for (const name of Object.keys(headers)) if (name.length === 4 && name.toLowerCase() === 'host') return headers[name];
  return null;
}

/** Host and port, or what is wrong with them. */
function parseAuthority(text: string): { readonly host: string; readonly port: number | null } | string {
  const [, bracketed, plain, portText] = /^(?:\[([^\]]*)\]|(<[^<>]*>|[^:]*))(?::([^:]*))?$/.exec(text) ?? [];
  if (bracketed === undefined && plain === undefined) return `'${text}' as host and port; an IPv6 address goes in brackets: http://[2001:db8::1]:8080/`;
  const host = bracketed === undefined ? hostName(plain ?? '') : addressText(bracketed);
  if (host === null) return `the host '${(bracketed ?? plain ?? '').slice(0, 80)}'; expected a name, an address or a placeholder such as <node>`;
  if (portText === undefined || portText === '') return { host, port: null };
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  return port >= 1 && port <= 65535 ? { host, port } : `port '${portText.slice(0, 80)}'; expected 1 to 65535`;
}

function hostName(text: string): string | null {
  if (/^<[^<>\s]{1,253}>$/.test(text)) return text.toLowerCase();
  // eslint's no-control-regex has nothing to say here: the range starts above the control characters
  const name = /^[\x21-\x7e]*$/.test(text) ? text.toLowerCase() : internationalName(text);
  return name !== null && name.length <= 254 && /^[a-z0-9_*]([a-z0-9_.-]*[a-z0-9_.])?$/.test(name) && !name.includes('..') ? name : null;
}

/** The ASCII form of a name with other letters (RFC 5891). */
function internationalName(text: string): string | null {
  return URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : null;
}

function addressText(text: string): string | null {
  return text.includes(':') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).toString() : null;
}

function isAddress(host: string): boolean {
  // the library finds out by an exception that a name is not an address, which is slow
  return host.includes(':') || (/^[\d.]+$/.test(host) && ipaddr.IPv4.isValidFourPartDecimal(host));
}
