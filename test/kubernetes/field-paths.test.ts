import { itemPaths } from '../../src/kubernetes/field-paths';

describe('itemPaths', () => {
  test('joins the owner, the list, the index and what comes after', () => {
    const pathOf = itemPaths('.http.paths', '.backend');
    expect(pathOf(0, 'spec.rules[2]')).toBe('spec.rules[2].http.paths[0].backend');
    expect(pathOf(1, 'spec.rules[2]')).toBe('spec.rules[2].http.paths[1].backend');
    expect(pathOf(0, 'spec.rules[3]')).toBe('spec.rules[3].http.paths[0].backend');
    expect(itemPaths('spec.ports')(7)).toBe('spec.ports[7]');
  });

  test('says the same of more owners and indexes than it remembers, in any order', () => {
    const pathOf = itemPaths('.paths');
    for (let round = 0; round < 2; round += 1) {
      for (let owner = 100; owner >= 0; owner -= 1) {
        for (const index of [99, 16, 15, 0]) expect(pathOf(index, `spec.rules[${owner}]`)).toBe(`spec.rules[${owner}].paths[${index}]`);
      }
    }
  });
});
