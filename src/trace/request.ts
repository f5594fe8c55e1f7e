import type { TraceRequest } from './model';
import { parseTarget } from './target';
import type { WorkloadRef } from '../cluster/model';
import { editDistance } from '../kubernetes/near-miss';

/** A request as a user writes it. */
export interface RequestInput {
  /** `http://api.example.com/quote`, `quote:8080`, `tcp://db:5432`. */
  readonly url: string;
  /** @default 'GET' */
  readonly method?: string;
  /** `Name: value` each. */
  readonly headers?: readonly string[];
  /** `KIND/NAME` or `NAMESPACE/KIND/NAME`; null: from outside the cluster. */
  readonly from?: string | null;
  /** The namespace of a `from` that names none. */
  readonly namespace: string;
}

export type ParsedRequest =
  | { readonly request: TraceRequest; readonly error: null }
  /** Lower case, no full stop. */
  | { readonly request: null; readonly error: string };

/** What kubectl calls the kinds that make pods. */
const KINDS: ReadonlyMap<string, string> = new Map(([
  ['Pod', 'pods', 'po'],
  ['Deployment', 'deployments', 'deploy'],
  ['ReplicaSet', 'replicasets', 'rs'],
  ['StatefulSet', 'statefulsets', 'sts'],
  ['DaemonSet', 'daemonsets', 'ds'],
  ['ReplicationController', 'replicationcontrollers', 'rc'],
  ['Job', 'jobs'],
  ['CronJob', 'cronjobs', 'cj'],
]).flatMap(([kind, ...names]) => [kind.toLowerCase(), ...names].map((name) => [name, kind])));

/** The methods that have a meaning of their own (IANA's HTTP Method Registry); servers may know others. */
const METHODS: ReadonlySet<string> = new Set(('ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY DELETE GET HEAD LABEL LINK LOCK MERGE MKACTIVITY '
  + 'MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE OPTIONS ORDERPATCH PATCH POST PRI PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH TRACE UNBIND '
  + 'UNCHECKOUT UNLINK UNLOCK UPDATE UPDATEREDIRECTREF VERSION-CONTROL').split(' '));

/** The method that was meant where one letter is wrong, or the case. */
function meantMethod(method: string): string | undefined {
  return METHODS.has(method) ? undefined : [...METHODS].find((known) => editDistance(method.toUpperCase(), known, 1) <= 1);
}

/** Reads and checks what a user wrote. */
export function parseRequest(input: RequestInput): ParsedRequest {
  const method = input.method ?? 'GET';
  if (!isToken(method)) return wrong(`got the method '${method}', expected a word such as GET`);
  const meant = meantMethod(method);
  if (meant !== undefined) return wrong(`got the method '${method}', did you mean ${meant}?`);
  const headers = parseHeaders(input.headers ?? []);
  if (typeof headers === 'string') return wrong(headers);
  const { error } = parseTarget(input.url, headers);
  if (error !== null) return wrong(error);
  const from = input.from == null ? null : parseWorkloadRef(input.from, input.namespace);
  if (typeof from === 'string') return wrong(from);
  return { request: { method, url: input.url, headers, from }, error: null };
}

/** Reads `KIND/NAME` or `NAMESPACE/KIND/NAME`; a text is what is wrong with it. */
export function parseWorkloadRef(text: string, namespace: string): WorkloadRef | string {
  const parts = text.split('/');
  if (parts.length < 2 || parts.length > 3 || parts.includes('')) return `got '${text}', expected KIND/NAME or NAMESPACE/KIND/NAME, such as Deployment/quote`;
  const [own, kind, name] = parts.length === 3 ? parts : [namespace, ...parts];
  return { kind: KINDS.get(kind.toLowerCase()) ?? kind, namespace: own, name };
}

/** Header names in lower case; duplicates are joined with commas (RFC 9110 5.2). */
function parseHeaders(lines: readonly string[]): Readonly<Record<string, string>> | string {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (!isToken(name) || /[\r\n\0]/.test(value) || isUrl(line)) return `got the header '${line}', expected 'Name: value'`;
    const before = headers.get(name);
    headers.set(name, before === undefined || name === 'host' ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** `-H http://x` has the form of a header, and took the place of one. */
function isUrl(text: string): boolean {
  return /^(?:https?|wss?|tcp|udp|sctp):\/\//i.test(text);
}

function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}

function wrong(error: string): ParsedRequest {
  return { request: null, error };
}
