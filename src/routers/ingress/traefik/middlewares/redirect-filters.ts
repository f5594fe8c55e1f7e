import { goPatternError, replaceAll } from './go-pattern';
import { applied, broken, type Applied, type BuildMiddleware, type MiddlewareView } from './middleware';
import { booleanAt, integerAt, stringAt } from '../../../../kubernetes/fields';
import type { Template } from '../../../model';

const TARGET: Template = [{ of: 'sent-path' }, { of: 'query' }];
const REQUESTED: Template = [{ of: 'scheme' }, '://', { of: 'authority' }, ...TARGET];

/** What redirectScheme takes for the URL of the request: without the port that its scheme has anyway. */
const WITHOUT_DEFAULT_PORT: Template = [{ of: 'changed', parts: [{ of: 'scheme' }, '://', { of: 'authority' }], by: 'strip-default-port' }, ...TARGET];

/** 302 and 301 for GET, 307 and 308 for other methods; none where the URL stays as it is (`moveHandler`). */
function redirect({ source, settings }: MiddlewareView, location: Template, unless: Template): Applied {
  const permanent = booleanAt(settings, 'permanent') === true;
  return applied({ kind: 'redirect', status: permanent ? 301 : 302, statusOfOtherMethods: permanent ? 308 : 307, location, unless, source });
}

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/redirect/redirect_scheme.go */
const redirectScheme: BuildMiddleware = (middleware) => {
  const scheme = stringAt(middleware.settings, 'scheme') ?? '';
  if (scheme === '') return broken('redirectScheme has no scheme');
  const port = stringAt(middleware.settings, 'port') ?? integerAt(middleware.settings, 'port')?.toString() ?? '';
  const plain = port === '' || (scheme === 'http' && port === '80') || (scheme === 'https' && port === '443');
  return redirect(middleware, [`${scheme}://`, { of: 'raw-host' }, plain ? '' : `:${port}`, ...TARGET], WITHOUT_DEFAULT_PORT);
};

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/middlewares/redirect/redirect_regex.go */
const redirectRegex: BuildMiddleware = (middleware) => {
  const pattern = stringAt(middleware.settings, 'regex') ?? '';
  const error = goPatternError(pattern);
  if (error !== null) return broken(error);
  return redirect(middleware, [replaceAll(REQUESTED, pattern, stringAt(middleware.settings, 'replacement') ?? '')], REQUESTED);
};

export const REDIRECT_MIDDLEWARES: Readonly<Record<string, BuildMiddleware>> = { redirectScheme, redirectRegex };
