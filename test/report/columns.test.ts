import { columns, plural } from '../../src/report/columns';
import { painter } from '../../src/report/paint';

test('columns are as wide as their widest cell, and the last one is not padded', () => {
  expect(columns([['a', 'bb', 'c'], ['aaa', 'b', '']], painter(false))).toEqual(['a    bb  c', 'aaa  b']);
});

test('a very wide cell does not push the others away', () => {
  const [first] = columns([['a', 'b'], ['x'.repeat(500), 'b']], painter(false));
  expect(first.length).toBeLessThan(70);
});

test('colors take no room', () => {
  const [plain, styled] = columns([['aa', 'b'], [{ style: 'warning', text: 'a' }, 'b']], painter(true));
  expect(plain).toBe('aa  b');
  expect(styled).toBe('\u001b[33ma\u001b[39m   b');
});

test('one is one, and everything else is many', () => {
  expect([0, 1, 2].map((n) => plural(n, 'object'))).toEqual(['0 objects', '1 object', '2 objects']);
});
