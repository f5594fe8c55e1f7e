import type { IngressPath, IngressRule } from '../../../kubernetes/ingress';
import { compilePattern, patternError } from '../../index/pattern';
import type { Conditions, PathMatcher } from '../../model';
import { hostMatcher } from '../host-matcher';
import type { RouterSettings } from './annotations';
import type { TraefikSettings } from './settings';

/** A router's rule. */
export interface Rule {
  /** As Traefik writes it; its length is the priority unless one is set. */
  readonly text: string;
  readonly conditions: Conditions;
}

/** Why a path makes no router; one sentence without full stop. */
export interface NoRule {
  readonly code: 'path-matcher-unknown' | 'path-pattern-invalid' | 'rule-empty';
  readonly reason: string;
}

const MATCHERS = ['Path', 'PathPrefix', 'PathRegexp'];

/**
 * The rule that Traefik makes of a path.
 *
 * `Prefix` is a prefix by characters, unless `strictPrefixMatching` is on, and so is ImplementationSpecific where `router.pathmatcher` says nothing else.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/ingress/kubernetes.go loadRouter
 */
export function ruleOf(
  rule: IngressRule, path: IngressPath, { pathMatcher, ruleSyntax }: RouterSettings, { strictPrefixMatching }: Pick<TraefikSettings, 'strictPrefixMatching'>,
): Rule | NoRule {
  const name = path.pathType === 'Exact' ? 'Path' : path.pathType === 'Prefix' ? 'PathPrefix' : pathMatcher;
  if (path.path !== '' && !MATCHERS.includes(name)) return { code: 'path-matcher-unknown', reason: `Traefik has no path matcher ${name}` };
  if (path.path === '' && rule.host === '') return { code: 'rule-empty', reason: 'it has neither host nor path, and Traefik takes no empty rule' };
  const error = path.path !== '' && name === 'PathRegexp' ? patternError(path.path) : null;
  if (error !== null) return { code: 'path-pattern-invalid', reason: `${path.path} is not a valid regular expression (${error})` };
  const parts = [...(rule.host === '' ? [] : [hostRule(rule.host, ruleSyntax)]), ...(path.path === '' ? [] : [pathRule(name, path.path, strictPrefixMatching)])];
  return {
    text: parts.join(' && '),
    conditions: {
      ...(rule.host === '' ? {} : { host: hostMatcher(rule.host, 'one') }),
      ...(path.path === '' ? {} : { path: pathMatcherOf(name, path.path, strictPrefixMatching) }),
    },
  };
}

function hostRule(host: string, ruleSyntax: string): string {
  if (ruleSyntax === 'v2' && host.startsWith('*.')) return `HostRegexp(${quoted(`{subdomain:[a-zA-Z0-9-]+}${host.slice(1)}`)})`;
  return `Host(${quoted(host)})`;
}

/** A strict prefix of `/` is no other than any; of other paths one final slash has no meaning. */
function isStrict(name: string, path: string, strict: boolean): boolean {
  return strict && name === 'PathPrefix' && path !== '/';
}

function pathRule(name: string, path: string, strict: boolean): string {
  if (!isStrict(name, path, strict)) return `${name}(${quoted(path)})`;
  const whole = path.replace(/\/$/, '');
  return `(Path(${quoted(whole)}) || PathPrefix(${quoted(`${whole}/`)}))`;
}

function pathMatcherOf(name: string, path: string, strict: boolean): PathMatcher {
  if (name === 'PathRegexp') return { kind: 'pattern', pattern: compilePattern(path) };
  if (isStrict(name, path, strict)) return { kind: 'element-prefix', path };
  return { kind: name === 'Path' ? 'exact' : 'string-prefix', path };
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"', '\\': '\\\\', '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v',
};

/** `strconv.Quote`: what the length of a rule counts. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, escape)}"`;
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (Object.hasOwn(SHORT_ESCAPES, character)) return SHORT_ESCAPES[character];
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** `len(rule)`: bytes of UTF-8 (GetRulePriority). */
export function ruleLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** `provider.Normalize`: letters and digits, everything else a dash. */
export function normalized(name: string): string {
  return name.split(/[^\p{L}\p{N}]+/u).filter((each) => each !== '').join('-');
}
