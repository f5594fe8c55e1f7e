import type { MatchType } from './match-type';
import { quoteMeta } from './regex-list';
import { openQuestion, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { compilePattern } from '../../index/pattern';
import type { Filter, RewriteFilter, Template } from '../../model';
import { isEnabled, numberOf, type SettingReader } from '../annotation-settings';
import { backslashTemplate } from '../backslash-template';

/** What annotations ask of the requests of one path. */
export interface RequestRules {
  /** Of http requests of a host with TLS. */
  readonly sslRedirect: boolean;
  /** A URL of its own, whatever the request's path. */
  readonly redirectTo: { readonly location: Template; readonly source: Source } | null;
  /** Refusals, in the order in which HAProxy evaluates them, after the redirect to https. */
  readonly gates: readonly Filter[];
  /** OPTIONS requests are answered as preflights, before which there are no credentials to check. */
  readonly preflight: Source | null;
  readonly changes: readonly Filter[];
  readonly open: readonly OpenQuestion[];
}

/** @see https://haproxy-ingress.github.io/docs/configuration/keys/ scope Path */
export function requestRules(read: SettingReader, path: { readonly match: MatchType; readonly text: string }): RequestRules {
  const redirect = read('redirect-to');
  const cors = read('cors-enable');
  return {
    sslRedirect: read('ssl-redirect') === null || isEnabled(read('ssl-redirect')),
    redirectTo: redirect === null ? null : { location: [redirect.value], source: redirect.source },
    gates: [...addressLists(read), ...basicAuth(read), ...externalAuth(read)],
    preflight: cors !== null && isEnabled(cors) ? cors.source : null,
    changes: rewriteTarget(read, path),
    open: limits(read),
  };
}

function addressLists(read: SettingReader): readonly Filter[] {
  const lists = [{ name: 'allowlist', setting: read('allowlist-source-range') ?? read('whitelist-source-range') }, { name: 'denylist', setting: read('denylist-source-range') }];
  return lists.flatMap(({ name, setting }): readonly Filter[] => setting === null ? [] : [{
    kind: 'gate', needs: 'client-address', otherwise: 403, facts: { [name]: setting.value }, source: setting.source,
  }]);
}

function basicAuth(read: SettingReader): readonly Filter[] {
  const secret = read('auth-secret');
  return secret === null ? [] : [{ kind: 'gate', needs: 'credentials', otherwise: 401, facts: { secret: secret.value }, source: secret.source }];
}

/** Without `auth-signin` a refused request gets 403, with it a redirect. */
function externalAuth(read: SettingReader): readonly Filter[] {
  const url = read('auth-url');
  if (url === null) return [];
  const otherwise = read('auth-signin') === null ? 403 : 302;
  return [{ kind: 'gate', needs: 'external-decision', otherwise, facts: { url: url.value, signin: read('auth-signin')?.value ?? null }, source: url.source }];
}

function limits(read: SettingReader): readonly OpenQuestion[] {
  return ['limit-rps', 'limit-connections'].flatMap((name) => {
    const setting = read(name);
    if (setting === null || numberOf(setting, 0) <= 0) return [];
    return [openQuestion('rate-limit', { [name]: setting.value, status: 429 }, [setting.source], () => `whether the client stays below ${name} ${setting.value}: others get 429`)];
  });
}

/**
 * The text of the path is replaced and the rest follows; of a regular expression the whole path becomes the target. Case counts here, also where `begin` ignores it.
 *
 * @see https://haproxy-ingress.github.io/docs/configuration/keys/#rewrite-target
 */
function rewriteTarget(read: SettingReader, { match, text }: { readonly match: MatchType; readonly text: string }): readonly RewriteFilter[] {
  const target = read('rewrite-target');
  if (target === null) return [];
  const { value, source } = target;
  if (match === 'regex') return [{ kind: 'rewrite', pattern: compilePattern(`^${text}`, { pcre: true }), path: backslashTemplate(value), source }];
  const literal = quoteMeta(text);
  if (match === 'exact') return [{ kind: 'rewrite', pattern: compilePattern(`^${literal}$`), path: backslashTemplate(value), source }];
  if (value === '/') return [{ kind: 'rewrite', pattern: compilePattern(`^${literal}/?(.*)$`), path: ['/', { of: 'group', index: 1 }], source }];
  const slash = text.endsWith('/') ? '/' : '';
  return [{ kind: 'rewrite', pattern: compilePattern(`^${literal}(.*)$`), path: [...backslashTemplate(value), slash, { of: 'group', index: 1 }], source }];
}
