import { newStringMap } from '../../../kubernetes/fields';
import type { Ingress } from '../../../kubernetes/ingress';
import { openQuestion, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { compilePattern } from '../../index/pattern';
import type { Filter, RewriteFilter, Template } from '../../model';
import { isEnabled, numberOf, type Setting, type SettingReader } from '../annotation-settings';
import { backslashTemplate } from '../backslash-template';

/** A redirect that an Ingress asks for. */
export interface Redirect {
  readonly status: number;
  readonly location: Template;
  readonly source: Source;
}

/** What an Ingress asks of every request that its paths match, besides the backend. */
export interface RequestRules {
  /** Equal for Ingress objects that ask the same; empty where they ask nothing. */
  readonly key: string;
  /** Refusals, which HAProxy evaluates before redirects. */
  readonly gates: readonly Filter[];
  /** Of http requests. */
  readonly toHttps: Redirect | null;
  readonly toHost: Redirect | null;
  /** `cors-respond-to-options`: OPTIONS requests get 204. */
  readonly preflight: Source | null;
  readonly changes: readonly Filter[];
  readonly open: readonly OpenQuestion[];
}

/** Settings that make a rule; a path whose Ingress has any is another line of the map file. */
const RULE_SETTINGS = [
  'blacklist', 'deny-list', 'whitelist', 'allow-list', 'src-ip-header', 'set-host', 'path-rewrite', 'request-set-header', 'response-set-header', 'ssl-redirect',
  'ssl-redirect-port', 'ssl-redirect-code', 'request-redirect', 'request-redirect-code', 'rate-limit-requests', 'rate-limit-period', 'rate-limit-status-code',
  'auth-type', 'auth-secret', 'request-capture', 'cors-enable', 'cors-allow-origin', 'cors-allow-methods', 'cors-respond-to-options',
];

/**
 * The rules of the http frontends that annotations of an Ingress make, in the order in which HAProxy evaluates them.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/fc1206761aa7948e051eebd56c736802e1d7e226/pkg/annotations/annotations.go Frontend
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/fc1206761aa7948e051eebd56c736802e1d7e226/pkg/haproxy/rules/main.go for the order
 */
export function requestRules(ingress: Ingress, read: SettingReader): RequestRules {
  const toHttps = httpsRedirect(ingress, read);
  const open: OpenQuestion[] = [...rateLimit(read)];
  const changes = [...setHost(read), ...pathRewrites(read, open), ...headers(read, 'request'), ...headers(read, 'response')];
  const settings = RULE_SETTINGS.map((name) => read(name)?.value ?? '');
  return {
    key: toHttps === null && settings.every((each) => each === '' || each === 'false') ? '' : JSON.stringify([toHttps !== null, ...settings]),
    gates: [...addressLists(read), ...basicAuth(read)],
    toHttps,
    toHost: hostRedirect(read),
    preflight: isEnabled(read('cors-enable')) && read('cors-respond-to-options')?.value === 'true' ? read('cors-respond-to-options')?.source ?? null : null,
    changes,
    open,
  };
}

/** The https port of the container, which the Location names even where a Service maps another one to it. */
const HTTPS_REDIRECT_PORT = 8443;
const FOUND = 302;

/** Any `spec.tls` entry with a host redirects every host of its Ingress; without one, `ssl-redirect` does. */
function httpsRedirect(ingress: Ingress, read: SettingReader): Redirect | null {
  const setting = read('ssl-redirect');
  const tls = ingress.tls.findIndex((each) => each.hosts.length > 0);
  if (setting === null ? tls < 0 : !isEnabled(setting)) return null;
  const port = numberOf(read('ssl-redirect-port'), HTTPS_REDIRECT_PORT);
  return {
    status: numberOf(read('ssl-redirect-code'), FOUND),
    location: ['https://', { of: 'raw-host' }, `:${port}`, { of: 'raw-path' }, { of: 'query' }],
    source: setting?.source ?? { resource: ingress.resource, field: ingress.tls[tls].fieldPath, kind: 'certificate' },
  };
}

/** To http, also from https, unless the value says `https://`. */
function hostRedirect(read: SettingReader): Redirect | null {
  const setting = read('request-redirect');
  if (setting === null) return null;
  const scheme = setting.value.startsWith('https://') ? 'https' : 'http';
  const host = setting.value.replace(/^https?:\/\//, '');
  return { status: numberOf(read('request-redirect-code'), FOUND), location: [`${scheme}://${host}`, { of: 'raw-path' }, { of: 'query' }], source: setting.source };
}

function addressLists(read: SettingReader): readonly Filter[] {
  const lists = [['deny-list', 'blacklist'], ['allow-list', 'whitelist']].map(([name, old]) => ({ name, setting: read(name) ?? read(old) }));
  return lists.flatMap(({ name, setting }): readonly Filter[] => setting === null ? [] : [{
    kind: 'gate', needs: 'client-address', otherwise: 403, facts: { [name]: setting.value }, source: setting.source,
  }]);
}

function basicAuth(read: SettingReader): readonly Filter[] {
  const type = read('auth-type');
  if (type?.value !== 'basic-auth') return [];
  return [{ kind: 'gate', needs: 'credentials', otherwise: 401, facts: { secret: read('auth-secret')?.value ?? null }, source: type.source }];
}

function rateLimit(read: SettingReader): readonly OpenQuestion[] {
  const setting = read('rate-limit-requests');
  if (setting === null) return [];
  const facts = { requests: setting.value, period: read('rate-limit-period')?.value ?? '1s', status: numberOf(read('rate-limit-status-code'), 403) };
  return [openQuestion('rate-limit', facts, [setting.source], () => `whether the client sends more than ${facts.requests} requests in ${facts.period}: those above get ${facts.status}`)];
}

function setHost(read: SettingReader): readonly RewriteFilter[] {
  const setting = read('set-host');
  return setting === null ? [] : [{ kind: 'rewrite', host: [setting.value], source: setting.source }];
}

/**
 * Each line is a new path, or a pattern and what the whole path becomes where it matches; a line of three words ends the list.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/fc1206761aa7948e051eebd56c736802e1d7e226/pkg/annotations/ingress/reqPathRewrite.go
 */
function pathRewrites(read: SettingReader, open: OpenQuestion[]): readonly RewriteFilter[] {
  const setting = read('path-rewrite');
  const rewrites: RewriteFilter[] = [];
  for (const line of setting === null ? [] : setting.value.trim().split('\n')) {
    const words = line.trim().split(/\s+/);
    if (setting === null || line.trim() === '' || words.length > 2) break;
    const [match, format] = words.length === 1 ? ['(.*)', words[0]] : words;
    if (/%(?!%)/.test(format.replaceAll('%%', ''))) open.push(sampleExpression(setting));
    rewrites.push({ kind: 'rewrite', path: backslashTemplate(format.replaceAll('%%', '%')), pattern: compilePattern(match, { pcre: true }), source: setting.source });
  }
  return rewrites;
}

function sampleExpression({ value, source }: Setting): OpenQuestion {
  return openQuestion('haproxy-expression', { value }, [source], () => `how HAProxy handles the expressions in \`${value}\``);
}

function headers(read: SettingReader, on: 'request' | 'response'): readonly Filter[] {
  const setting = read(`${on}-set-header`);
  if (setting === null) return [];
  const set = newStringMap();
  for (const line of setting.value.trim().split('\n')) {
    const [, name, value] = /^\s*(\S+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) set[name.toLowerCase()] = value.replace(/^"(.*)"$/, '$1');
  }
  return [{ kind: 'headers', on, set, add: {}, remove: [], source: setting.source }];
}
