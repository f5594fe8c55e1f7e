import * as fc from 'fast-check';
import { misspelled, nearest } from '../../src/kubernetes/near-miss';
import { NearNames } from '../../src/kubernetes/near-names';

const MANY = Array.from({ length: 5000 }, (_, i) => `quote-${i}`);

test('of thousands of names the nearest is found, wherever it stands', () => {
  const names = new NearNames(MANY);
  expect(names.nearest('quotes-4321')).toBe('quote-4321');
  expect(names.misspelled('qoute-4321')).toBe('quote-4321');
  expect(names.nearest('quote-4321-svc')).toBe('quote-4321');
  expect(names.nearest('QUOTE-77')).toBe('quote-77');
});

test('of thousands of names none is offered that is not near', () => {
  expect(new NearNames(MANY).nearest('kiada')).toBeNull();
  expect(new NearNames(MANY).misspelled('quote-5001')).toBeNull();
});

test('a name that is the same but for its dashes', () => {
  expect(new NearNames([...MANY, 'front-end']).alikeButForDashes('frontend')).toBe('front-end');
  expect(new NearNames(['front-end']).alikeButForDashes('frontend')).toBe('front-end');
  expect(new NearNames(MANY).alikeButForDashes('frontend')).toBeNull();
});

const few = fc.stringMatching(/^[ab]([-._abAB]{0,5}[ab1])?$/);
const names = fc.oneof(few, fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,12}[a-z0-9])?$/));
const many = fc.array(names, { minLength: 40, maxLength: 150 });

/** The first questions about few names are answered without an index; each property holds with and without. */
function withIndex(all: readonly string[]): NearNames {
  const asked = new NearNames(all);
  for (let i = 0; i < 3; i++) asked.misspelled('none');
  return asked;
}

test('what is found through the index is what comparing one by one finds', () => {
  fc.assert(fc.property(names, many, (name, all) => {
    for (const index of [withIndex(all), new NearNames(all)]) {
      expect(index.nearest(name)).toBe(nearest(name, all));
      expect(index.misspelled(name)).toBe(misspelled(name, all));
    }
  }), { numRuns: 500 });
});

test('a name that is mistyped by one letter is found as comparing one by one finds it', () => {
  const mistyped = fc.tuple(many, fc.nat(), fc.nat(), fc.constantFrom('swap', 'drop', 'add', 'change')).map(([all, which, place, how]) => {
    const name = all[which % all.length];
    const at = place % name.length;
    const [before, after] = [name.slice(0, at), name.slice(at + 1)];
    const typed = how === 'drop' ? before + after : how === 'add' ? `${before}x${name.slice(at)}` : how === 'change' ? `${before}x${after}`
      : `${before}${after.slice(0, 1)}${name[at]}${after.slice(1)}`;
    return { all, typed };
  });
  fc.assert(fc.property(mistyped, ({ all, typed }) => {
    expect(withIndex(all).nearest(typed)).toBe(nearest(typed, all));
    expect(withIndex(all).misspelled(typed)).toBe(misspelled(typed, all));
  }), { numRuns: 500 });
});
