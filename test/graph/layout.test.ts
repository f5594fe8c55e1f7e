import { mapOf } from './maps';
import { placeInOrder } from '../../src/graph/svg/isotonic';
import { layOut } from '../../src/graph/svg/layout';
import { app, ingress } from '../diff/simulations';

test('boxes of a column overlap nowhere, and areas neither', () => {
  const names = Array.from({ length: 12 }, (_, i) => `s${i}`);
  const map = mapOf(names.map((name) => app(name)).join('') + ingress('web', names.map((_, i) => `h${i % 5}.example.com Prefix /p${i} s${(i * 7) % 12}`)));
  const boxes = [...layOut(map).boxes.values()];
  for (const a of boxes) {
    for (const b of boxes) if (a !== b && a.x === b.x) expect(a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
  }
});

test('places keep order and gap, and are as near to the wishes as that allows', () => {
  expect(placeInOrder([{ y: 0, height: 10 }, { y: 100, height: 10 }], 5)).toEqual([0, 100]);
  expect(placeInOrder([{ y: 50, height: 10 }, { y: 50, height: 10 }], 5)).toEqual([42.5, 57.5]);
  expect(placeInOrder([], 5)).toEqual([]);
});
