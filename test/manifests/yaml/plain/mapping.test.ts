import { newMapping } from '../../../../src/manifests/yaml/plain/mapping';

describe('newMapping', () => {
  test.each([0, 1, 4, 5, 10, 11, 30])('makes a plain object, which takes %d fields in their order, and more', (size) => {
    const keys = Array.from({ length: size + 3 }, (_, i) => `field${i}`);
    // as many objects as it takes V8 to settle how large they are
    for (let round = 0; round < 10; round += 1) {
      const mapping = newMapping(size);
      for (const key of keys) mapping[key] = round;
      expect(mapping).toStrictEqual(Object.fromEntries(keys.map((key) => [key, round])));
      expect(Object.keys(mapping)).toEqual(keys);
    }
  });

  test('makes an object of its own each time', () => {
    const one = newMapping(1);
    one.name = 'quote';
    expect(newMapping(1)).toStrictEqual({});
  });
});
