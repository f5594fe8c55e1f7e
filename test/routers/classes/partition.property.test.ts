import fc from 'fast-check';
import { PATH_CHARACTERS } from '../../../src/routers/classes/automaton';
import { partitionTexts, type TextMatcher } from '../../../src/routers/classes/partition';
import { compilePattern } from '../../../src/routers/index/pattern';

const literalText = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 4 }).map((parts) => `/${parts.join('')}`);
const literal = fc.record({ kind: fc.constantFrom('exact' as const, 'string-prefix' as const, 'element-prefix' as const), text: literalText });

const atom = fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^/]', '\\b', '(?:ab|/)', '(a|$)');
const piece = fc.tuple(atom, fc.constantFrom('', '*', '+', '?')).map(([text, times]) => text === '\\b' ? text : text + times);
const pattern = fc.record({
  kind: fc.constant('pattern' as const),
  text: fc.tuple(fc.constantFrom('', '^/', '^'), fc.array(piece, { maxLength: 4 }), fc.constantFrom('', '$')).map(([start, body, end]) => start + body.join('') + end),
  ignoreCase: fc.boolean(),
});
const ahead = fc.tuple(fc.constantFrom('(?!', '(?='), fc.array(piece.filter((each) => !each.includes('(') && !each.includes('b')), { maxLength: 2 })).map(([open, body]) => `${open}${body.join('')})`);
const lookahead = fc.record({
  kind: fc.constant('pattern' as const),
  text: fc.tuple(fc.constantFrom('^/', '^/a'), fc.array(ahead, { minLength: 1, maxLength: 2 }), fc.array(piece.filter((each) => each !== '\\b'), { maxLength: 3 }), fc.constantFrom('', '$'))
    .map(([start, conditions, body, end]) => start + conditions.join('') + body.join('') + end),
  ignoreCase: fc.boolean(),
  lookahead: fc.constant(true as const),
});

/** All paths of some characters up to a length. */
function paths(length: number): readonly string[] {
  let last = ['/'];
  const all = [...last];
  for (let i = 0; i < length; i++) {
    last = last.flatMap((path) => ['a', 'b', 'A', '/', '-'].map((each) => path + each));
    all.push(...last);
  }
  return all;
}

const PATHS = paths(4);

function matchOf(matcher: TextMatcher): (path: string) => boolean {
  switch (matcher.kind) {
    case 'exact': return (path) => path === matcher.text;
    case 'string-prefix': return (path) => path.startsWith(matcher.text);
    case 'element-prefix': {
      const text = matcher.text.endsWith('/') ? matcher.text.slice(0, -1) : matcher.text;
      return (path) => path === text || path.startsWith(`${text}/`);
    }
    case 'pattern': {
      const compiled = compilePattern(matcher.text, { ignoreCase: matcher.ignoreCase, pcre: true });
      return (path) => compiled.test(path) === true;
    }
  }
}

/** What tells the class of a path: the places of the matchers that match it. */
function keyOf(matchers: readonly TextMatcher[]): (path: string) => string {
  const matches = matchers.map(matchOf);
  return (path) => matches.flatMap((each, i) => each(path) ? [i] : []).join(' ');
}

test('every path is of one class, whose matchers are those that match it, and examples are of their class', () => {
  fc.assert(fc.property(fc.array(fc.oneof(literal, pattern, lookahead), { maxLength: 5 }), (matchers) => {
    const { classes, refused, cut } = partitionTexts(matchers, { beginning: '/', characters: PATH_CHARACTERS });
    expect([refused, cut]).toEqual([[], false]);
    const key = keyOf(matchers);
    const keys = new Set(classes.map(({ matched }) => matched.join(' ')));
    for (const { matched, examples } of classes) for (const each of examples) expect(key(each)).toBe(matched.join(' '));
    for (const path of PATHS) if (!keys.has(key(path))) throw new Error(`no class for ${path}: ${key(path)}`);
  }), { numRuns: 60 });
});

test('the first example of a class is as short as any path of it', () => {
  fc.assert(fc.property(fc.array(fc.oneof(literal, pattern, lookahead), { minLength: 1, maxLength: 4 }), (matchers) => {
    const { classes } = partitionTexts(matchers, { beginning: '/', characters: PATH_CHARACTERS });
    const key = keyOf(matchers);
    const shortest = new Map<string, number>();
    for (const path of PATHS) {
      const each = key(path);
      shortest.set(each, Math.min(shortest.get(each) ?? Infinity, path.length));
    }
    for (const { matched, examples } of classes) expect(examples[0].length).toBeLessThanOrEqual(shortest.get(matched.join(' ')) ?? Infinity);
  }), { numRuns: 40 });
});

test('matchers that are given twice divide texts as they do once, and are in the same classes', () => {
  const given = fc.array(fc.oneof(literal, pattern), { minLength: 1, maxLength: 3 }).chain((some) =>
    fc.tuple(fc.constant(some), fc.array(fc.nat(some.length - 1), { minLength: 1, maxLength: 3 })));
  fc.assert(fc.property(given, ([some, again]) => {
    const options = { beginning: '/', characters: PATH_CHARACTERS };
    const [once, twice] = [partitionTexts(some, options), partitionTexts([...some, ...again.map((i) => some[i])], options)];
    // places of the first of equal ones; some may be given twice from the start
    const first = (places: readonly number[]) => places.filter((each) => each < some.length);
    expect(twice.classes.map(({ matched, examples }) => ({ matched: first(matched), examples }))).toEqual(once.classes);
    for (const { matched } of twice.classes) {
      again.forEach((i, at) => expect(matched.includes(some.length + at)).toBe(matched.includes(i)));
      expect(matched).toEqual([...matched].sort((a, b) => a - b));
    }
    expect(first(twice.refused)).toEqual(once.refused);
  }));
});
