import type { MigrationNote } from './model';
import { prefixReplacement, sampled } from './samples';
import type { JsonObject } from '../kubernetes/resource';
import type { Pattern, RewriteFilter, Template } from '../routers/model';

export interface ConvertedRewrite {
  readonly filter: JsonObject | null;
  readonly notes: readonly MigrationNote[];
  readonly ofPrefix: boolean;
}

/**
 * A rewrite as a URLRewrite: a path that is the same for all requests, or the prefix replaced, as examples show.
 *
 * @param prefix what the rule matches, where it is a prefix
 * @param own the pattern of the route's own path
 */
export function convertRewrite(
  { path, host, pattern, source }: RewriteFilter, prefix: string | null, exact: string | null, own: Pattern | undefined,
): ConvertedRewrite {
  const notes: MigrationNote[] = [];
  const hostname = host === undefined ? null : fixedText(host);
  if (host !== undefined && (hostname === null || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(hostname))) {
    notes.push({ code: 'rewritten-host', source, reason: 'the Host header that pods get is not a fixed name, which is all that urlRewrite.hostname can set', action: 'set it in the application, or with an extension of your controller' });
  }
  const modifier = path === undefined ? null : pathModifier(path, prefix, exact, pattern ?? own);
  if (path !== undefined && modifier === null) {
    notes.push({
      code: 'rewritten-path',
      source,
      reason: 'the path that pods get is made of parts of the path (capture groups); a URLRewrite can replace a prefix or the whole path',
      action: 'split the rule by prefixes, rewrite in the application, or use an extension of your controller',
    });
  }
  const fields = {
    ...(hostname !== null && notes.every(({ code }) => code !== 'rewritten-host') ? { hostname } : {}),
    ...(modifier === null ? {} : { path: modifier.path }),
  };
  return { filter: Object.keys(fields).length === 0 ? null : { type: 'URLRewrite', urlRewrite: fields }, notes, ofPrefix: modifier?.ofPrefix ?? false };
}

function fixedText(template: Template): string | null {
  return template.every((part) => typeof part === 'string') ? template.join('') : null;
}

function pathModifier(
  template: Template, prefix: string | null, exact: string | null, pattern: Pattern | undefined,
): { readonly path: JsonObject; readonly ofPrefix: boolean } | null {
  const changed = (path: string): string => sampled(template, path, { pattern });
  if (exact !== null) return { path: { type: 'ReplaceFullPath', replaceFullPath: changed(exact) }, ofPrefix: false };
  if (isFixed(template)) return { path: { type: 'ReplaceFullPath', replaceFullPath: changed('/') }, ofPrefix: false };
  if (prefix === null) return null;
  const replacement = prefixReplacement(prefix, changed);
  if (replacement === null) return null;
  return { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: replacement === '' ? '/' : replacement }, ofPrefix: true };
}

/** Whether nothing of the request is in it. */
export function isFixed(template: Template): boolean {
  return template.every((part) => typeof part === 'string' || (part.of === 'changed' && isFixed(part.parts)));
}
