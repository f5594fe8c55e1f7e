import fc from 'fast-check';
import { path, route } from './routers';
import type { Entry } from '../../../src/routers/index/search';
import { TriedEntries } from '../../../src/routers/index/tried-entries';

const texts = fc.constantFrom('^/a', '^/A', '^/a(/|$)(.*)', '^/ab', '^/b[0-9]+', '/a', '^/(a|b)', '^/(?=a)', '^/a|^/b', '/ab', 'b$', '^(?:/a[0-9]*)$', '^(?:^/ab)');
const entries = fc.array(fc.record({ text: texts, ignoreCase: fc.boolean() }), { minLength: 48, maxLength: 80 })
  .map((all) => all.map(({ text, ignoreCase }, position): Entry => ({ route: route(`${position}`, { path: path(`pattern ${text}`, ignoreCase) }, [position]), position, plain: true })));

const matches = ({ route: { conditions } }: Entry, at: string): boolean | null => (conditions.path?.kind === 'pattern' ? conditions.path.pattern.test(at) : null);

test('of many patterns every one that may match a path is among the candidates, in order', () => {
  let fewer = 0;
  fc.assert(fc.property(entries, fc.constantFrom('/', '/a', '/A', '/ab/c', '/B1', '/b1', '/c', '/x/ab', '/\u017fa'), (all, at) => {
    const candidates = new TriedEntries(all).candidates(at);
    const matching = (some: readonly Entry[]) => some.filter((each) => matches(each, at) !== false).map(({ position }) => position);
    expect(matching(candidates)).toEqual(matching(all));
    if (candidates.length < all.length) fewer += 1;
  }));
  expect(fewer).toBeGreaterThan(0);
});

test('patterns that begin otherwise are not tried', () => {
  const all = Array.from({ length: 100 }, (_, i): Entry => ({ route: route(`${i}`, { path: path(`pattern ^/p${i}(/|$)(.*)`, true) }, [i]), position: i, plain: true }));
  expect(new TriedEntries(all).candidates('/P42/x').map(({ position }) => position)).toEqual([4, 42]);
});

test('patterns that have a text which the path has not are not tried', () => {
  const all = Array.from({ length: 100 }, (_, i): Entry => ({ route: route(`${i}`, { path: path(`pattern /p${i}/.*`) }, [i]), position: i, plain: true }));
  expect(new TriedEntries(all).candidates('/x/P42/x').map(({ position }) => position)).toEqual([42]);
});

test('of routes among which there is no order the one that was written first stays first', () => {
  const patterns = ['^/a(/|$)', '/a', '^/(a|b)', '.*'];
  const all = Array.from({ length: 60 }, (_, i): Entry => ({ route: route(`${i}`, { path: path(`pattern ${patterns[i % 4]}`) }, [0]), position: 0, plain: true }));
  expect(new TriedEntries(all).candidates('/a')).toEqual(all);
});
