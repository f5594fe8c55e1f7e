import { goPatternError, literalPath, replaceAll } from './go-pattern';
import { applied, broken, type BuildMiddleware, type MiddlewareView } from './middleware';
import { booleanAt, stringAt, stringsAt } from '../../../../kubernetes/fields';
import type { RewriteFilter, Template } from '../../../model';

const SENT: Template = [{ of: 'sent-path' }];

/** Since 3.7 the changed path must be clean: `JoinPath` must not change it. */
const UNCLEAN_STATUS = 400;

function rewrite({ source }: MiddlewareView, path: Template, uncleanStatus?: number): RewriteFilter {
  return uncleanStatus === undefined ? { kind: 'rewrite', path, source } : { kind: 'rewrite', path, uncleanStatus, source };
}

/** The first prefix that the path begins with is taken off; compared with the decoded path. */
const stripPrefix: BuildMiddleware = (middleware) => {
  const prefixes = stringsAt(middleware.settings, 'prefixes').map((each) => each.trim());
  if (prefixes.length === 0) return applied();
  const rest = replaceAll(SENT, `^(?:${prefixes.map(literalPath).join('|')})`, '');
  const path: Template = [{ of: 'changed', parts: [rest], by: 'leading-slash' }];
  const forced = booleanAt(middleware.settings, 'forceSlash') === true;
  return applied(rewrite(middleware, forced ? [{ of: 'changed', parts: path, by: 'root-if-empty' }] : path, UNCLEAN_STATUS));
};

const stripPrefixRegex: BuildMiddleware = (middleware) => {
  const patterns = stringsAt(middleware.settings, 'regex').map((each) => each.trim());
  const error = patterns.map(goPatternError).find((each) => each !== null);
  if (error !== undefined) return broken(error);
  if (patterns.length === 0) return applied();
  const rest = replaceAll(SENT, `^(?:${patterns.map((each) => `(?:${each})`).join('|')})`, '');
  return applied(rewrite(middleware, [{ of: 'changed', parts: [rest], by: 'leading-slash' }], UNCLEAN_STATUS));
};

const addPrefix: BuildMiddleware = (middleware) => {
  const prefix = stringAt(middleware.settings, 'prefix') ?? '';
  if (prefix === '') return broken('addPrefix has no prefix');
  return applied(rewrite(middleware, [{ of: 'changed', parts: [encoded(prefix), ...SENT], by: 'leading-slash' }]));
};

const replacePath: BuildMiddleware = (middleware) => applied(rewrite(middleware, [encoded(stringAt(middleware.settings, 'path') ?? '')]));

const replacePathRegex: BuildMiddleware = (middleware) => {
  const pattern = (stringAt(middleware.settings, 'regex') ?? '').trim();
  const error = goPatternError(pattern);
  if (error !== null) return broken(error);
  const replaced = replaceAll(SENT, pattern, encoded((stringAt(middleware.settings, 'replacement') ?? '').trim()));
  return applied(rewrite(middleware, [replaced], UNCLEAN_STATUS));
};

/** A path is no place for a query: `?` and `#` of the settings are sent as escapes (`URL.EscapedPath`). */
function encoded(path: string): string {
  return path.replace(/[?# ]/g, (each) => encodeURIComponent(each));
}

/** @see https://github.com/traefik/traefik/tree/v3.7.9/pkg/middlewares */
export const PATH_MIDDLEWARES: Readonly<Record<string, BuildMiddleware>> = {
  stripPrefix, stripPrefixRegex, addPrefix, replacePath, replacePathRegex,
};
