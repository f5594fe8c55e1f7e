import * as fc from 'fast-check';
import { Lines } from '../../../src/manifests/yaml/lines';

test('lines end in LF, CR LF or CR', () => {
  const lines = new Lines('a\nb\r\nc\rd');
  expect([0, 1, 2, 3, 5, 7].map((offset) => lines.position(offset))).toEqual([
    { line: 1, column: 1 }, { line: 1, column: 2 }, { line: 2, column: 1 }, { line: 2, column: 2 }, { line: 3, column: 1 }, { line: 4, column: 1 },
  ]);
});

test('positions are the same in whatever order they are asked for', () => {
  const text = fc.array(fc.constantFrom('x'.repeat(3_000), 'y', '\n', '\n'), { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(fc.property(text, fc.array(fc.nat(60_000)), (all, offsets) => {
    const lines = new Lines(all);
    for (const wanted of offsets) {
      const offset = Math.min(wanted, all.length);
      const before = all.slice(0, offset).split('\n');
      expect(lines.position(offset)).toEqual({ line: before.length, column: before[before.length - 1].length + 1 });
    }
  }));
});

test('many places in one long line cost one search', () => {
  const lines = new Lines(`a\n${'x'.repeat(50_000_000)}\nb`);
  const start = performance.now();
  for (let i = 0; i < 5_000; i += 1) expect(lines.position(2 + i)).toEqual({ line: 2, column: 1 + i });
  expect(performance.now() - start).toBeLessThan(3_000);
  expect(lines.position(50_000_003)).toEqual({ line: 3, column: 1 });
});
