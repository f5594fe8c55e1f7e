import { HostSet } from '../../src/checks/hosts';

test.each([
  ['a.example.com', 'a.example.com', true],
  ['*.example.com', 'a.example.com', true],
  ['*.example.com', '*.example.com', true],
  ['*.example.com', 'a.b.example.com', false],
  ['*.example.com', 'example.com', false],
  ['a.example.com', '*.example.com', false],
])('%s covers %s: %s', (pattern, host, expected) => {
  expect(new HostSet(['other.example.org', pattern]).covers(host)).toBe(expected);
  expect(new HostSet(['other.example.org', host]).isCoveredBy(pattern)).toBe(expected);
});
