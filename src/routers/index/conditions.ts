import type { Conditions, NamedMatcher, RouterRequest, ValueMatcher } from '../model';

/** Whether the conditions besides host and path hold for a request; null where the manifests or the engine do not decide it. */
export function otherConditionsHold({ scheme, methods, named }: Conditions, request: RouterRequest): boolean | null {
  if (scheme !== undefined && scheme !== request.scheme) return false;
  if (methods !== undefined && !methods.includes(request.method)) return false;
  if (named === undefined) return true;
  return allHold(named, request);
}

/** Of several: false where one is, else null where one is. */
function all<T>(items: readonly T[], test: (item: T) => boolean | null): boolean | null {
  let result: boolean | null = true;
  for (const item of items) {
    const held = test(item);
    if (held === false) return false;
    if (held === null) result = null;
  }
  return result;
}

/** Whether all of some conditions hold; null where the manifests or the engine do not decide it. */
export function allHold(matchers: readonly NamedMatcher[], request: RouterRequest): boolean | null {
  return all(matchers, (each) => namedHolds(each, request));
}

function namedHolds(matcher: NamedMatcher, request: RouterRequest): boolean | null {
  if (matcher.of === 'client-address' || matcher.of === 'expression') return null;
  if (matcher.of === 'authority') return valueHolds(matcher.value, [request.authority]);
  return valueHolds(matcher.value, valuesOf(matcher, request));
}

/** @param values all that the request has under the name */
export function valueHolds(matcher: ValueMatcher, values: readonly string[]): boolean | null {
  switch (matcher.kind) {
    case 'present': return values.length > 0;
    case 'absent': return values.length === 0;
    case 'not': return negated(valueHolds(matcher.value, values));
    case 'exact': return values.some((each) => matcher.ignoreCase === true ? each.toLowerCase() === matcher.value.toLowerCase() : each === matcher.value);
    case 'glob': return values.some((each) => globMatches(matcher.value, each, matcher.ignoreCase === true));
    case 'pattern': return any(values, (each) => matcher.pattern.test(each));
  }
}

function negated(held: boolean | null): boolean | null {
  return held === null ? null : !held;
}

function any<T>(items: readonly T[], test: (item: T) => boolean | null): boolean | null {
  return negated(all(items, (item) => negated(test(item))));
}

function valuesOf(matcher: Exclude<NamedMatcher, { readonly of: 'client-address' | 'expression' | 'authority' }>, { headers, query }: RouterRequest): readonly string[] {
  const { of, name } = matcher;
  if (of === 'query-pair') return [...new URLSearchParams(query)].filter(([key]) => globMatches(name, key, true)).map(([, value]) => value);
  if (of === 'header') return Object.hasOwn(headers, name) ? [headers[name]] : [];
  if (of === 'query') return new URLSearchParams(query).getAll(name);
  if (of === 'caseless-cookie') return Object.hasOwn(headers, 'cookie') ? cookies(headers.cookie).filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value).slice(0, 1) : [];
  return Object.hasOwn(headers, 'cookie') ? cookies(headers.cookie).filter(([key]) => key === name).map(([, value]) => value) : [];
}

function cookies(header: string): readonly (readonly [string, string])[] {
  return header.split(';').map((each) => {
    const equals = each.indexOf('=');
    return equals < 0 ? [each.trim(), ''] : [each.slice(0, equals).trim(), each.slice(equals + 1).trim()];
  });
}

/** `*` is any run of characters, `?` one; in time that grows with the product of the lengths at most. */
export function globMatches(glob: string, text: string, ignoreCase = false): boolean {
  if (ignoreCase) return globMatches(glob.toLowerCase(), text.toLowerCase());
  let at = 0;
  let inGlob = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (inGlob < glob.length && glob[inGlob] === '*') {
      star = inGlob++;
      resume = at;
    } else if (inGlob < glob.length && (glob[inGlob] === '?' || glob[inGlob] === text[at])) {
      inGlob++;
      at++;
    } else if (star >= 0) {
      inGlob = star + 1;
      at = ++resume;
    } else {return false;}
  }
  while (glob[inGlob] === '*') inGlob++;
  return inGlob === glob.length;
}
