import { valueOr, type Annotations, type Value } from './annotations';
import type { Installation } from './installation';
import { pathWithGroups, plainUrl } from './validators';

/** What a location answers by itself with `return`. */
export interface RedirectSettings {
  readonly url: string;
  readonly status: number;
  readonly annotation: 'temporal-redirect' | 'permanent-redirect';
}

export interface RedirectsOfIngress {
  readonly redirect: RedirectSettings | null;
  readonly fromToWww: boolean;
}

const NONE: RedirectsOfIngress = { redirect: null, fromToWww: false };

/**
 * A temporal redirect takes precedence over a permanent one. A value that is set and empty switches all of them off.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/redirect/redirect.go Parse
 */
export function readRedirects(annotations: Annotations): RedirectsOfIngress {
  const www = annotations.strict('from-to-www-redirect', annotations.bool('from-to-www-redirect'));
  if (isWrong(www)) return NONE;
  const temporal = annotations.strict('temporal-redirect', annotations.text('temporal-redirect', plainUrl));
  if (isWrong(temporal)) return NONE;
  const fromToWww = valueOr(www, false);
  const temporalCode = annotations.strict('temporal-redirect-code', annotations.int('temporal-redirect-code'));
  if (isWrong(temporalCode)) return NONE;
  if (temporal.kind === 'value') {
    const status = between(300, 307, valueOr(temporalCode, 0), 302);
    return isUrl(temporal.value) ? { redirect: { url: temporal.value, status, annotation: 'temporal-redirect' }, fromToWww } : NONE;
  }
  const permanent = annotations.strict('permanent-redirect', annotations.text('permanent-redirect', plainUrl));
  if (isWrong(permanent)) return NONE;
  const permanentCode = annotations.strict('permanent-redirect-code', annotations.int('permanent-redirect-code'));
  if (isWrong(permanentCode)) return NONE;
  const status = between(300, 308, valueOr(permanentCode, 0), 301);
  return { redirect: permanent.kind === 'value' ? { url: permanent.value, status, annotation: 'permanent-redirect' } : null, fromToWww };
}

function isWrong({ kind }: Value<unknown>): boolean {
  return kind === 'invalid' || kind === 'empty';
}

/** `isValidURL`: of temporal redirects alone. */
function isUrl(text: string): boolean {
  return /^https?[a-z0-9+.-]*:/i.test(text);
}

function between(least: number, most: number, code: number, otherwise: number): number {
  return code >= least && code <= most ? code : otherwise;
}

/** What a location does with the path, and which scheme it is served on. */
export interface RewriteSettings {
  /** Empty: none. */
  readonly target: string;
  readonly useRegex: boolean;
  /** Empty: none. */
  readonly appRoot: string;
  readonly sslRedirect: boolean;
  readonly forceSslRedirect: boolean;
  readonly preserveTrailingSlash: boolean;
  /** `Location` of nginx's own redirects without scheme and host. */
  readonly relativeRedirects: boolean;
  readonly usePortInRedirects: boolean;
  /** Of redirects to https, and to and from `www.`. */
  readonly redirectStatus: number;
}

/**
 * Whatever does not pass is taken as not set, and what is not set as the controller's ConfigMap says.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/annotations/rewrite/main.go Parse
 */
export function readRewrite(annotations: Annotations, installation: Installation): RewriteSettings {
  const appRoot = valueOr(annotations.text('app-root', pathWithGroups), '');
  return {
    target: valueOr(annotations.text('rewrite-target', pathWithGroups), ''),
    useRegex: valueOr(annotations.bool('use-regex'), false),
    appRoot: appRoot.startsWith('/') ? appRoot : '',
    sslRedirect: valueOr(annotations.bool('ssl-redirect'), installation.sslRedirect),
    forceSslRedirect: valueOr(annotations.bool('force-ssl-redirect'), installation.forceSslRedirect),
    preserveTrailingSlash: valueOr(annotations.bool('preserve-trailing-slash'), installation.preserveTrailingSlash),
    relativeRedirects: valueOr(annotations.bool('relative-redirects'), installation.relativeRedirects),
    usePortInRedirects: valueOr(annotations.bool('use-port-in-redirects'), installation.usePortInRedirects),
    redirectStatus: installation.redirectStatus,
  };
}

export const NO_REWRITE: RewriteSettings = {
  target: '',
  useRegex: false,
  appRoot: '',
  sslRedirect: false,
  forceSslRedirect: false,
  preserveTrailingSlash: false,
  relativeRedirects: false,
  usePortInRedirects: false,
  redirectStatus: 308,
};
