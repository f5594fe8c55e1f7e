import * as fc from 'fast-check';
import { LabelIndex } from '../../src/cluster/label-index';

test('everything that carries all labels is found, in the order it was added', () => {
  const index = new LabelIndex<number>();
  index.add('a', { app: 'web', tier: 'x' }, 1);
  index.add('a', { app: 'web' }, 2);
  index.add('a', { app: 'web', tier: 'x' }, 3);
  index.add('b', { app: 'web', tier: 'x' }, 4);
  expect(index.match('a', { app: 'web', tier: 'x' })).toEqual([1, 3]);
  expect(index.match('a', { app: 'web' })).toEqual([1, 2, 3]);
});

test('the empty selector finds the whole namespace', () => {
  const index = new LabelIndex<number>();
  index.add('a', {}, 1);
  expect(index.match('a', {})).toEqual([1]);
  expect(index.match('b', {})).toEqual([]);
});

test('prototype names are labels like others', () => {
  const index = new LabelIndex<number>();
  index.add('__proto__', { constructor: 'x' }, 1);
  expect(index.match('__proto__', { constructor: 'x' })).toEqual([1]);
  expect(index.match('a', { toString: 'x' })).toEqual([]);
});

test('the index finds what a scan finds', () => {
  const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'));
  fc.assert(fc.property(fc.array(labels), labels, (all, selector) => {
    const index = new LabelIndex<number>();
    all.forEach((given, position) => index.add('n', given, position));
    const scanned = all.flatMap((given, position) => Object.keys(selector).every((key) => given[key] === selector[key]) ? [position] : []);
    expect(index.match('n', selector)).toEqual(scanned);
  }));
});

test('equal selectors that find many things get one list, until something is added', () => {
  const index = new LabelIndex<number>();
  for (let i = 0; i < 100; i++) index.add('a', { app: 'web', tier: i % 2 === 0 ? 'x' : 'y', zone: 'z' }, i);
  const first = index.match('a', { app: 'web', zone: 'z' });
  expect(index.match('a', { zone: 'z', app: 'web' })).toBe(first);
  expect(index.match('b', { app: 'web', zone: 'z' })).toEqual([]);
  index.add('a', { app: 'web', zone: 'z' }, 100);
  expect(index.match('a', { app: 'web', zone: 'z' })).toEqual([...first, 100]);
});
