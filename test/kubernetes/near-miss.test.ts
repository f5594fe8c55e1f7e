import * as fc from 'fast-check';
import { editDistance, isMisspelling, misspelled, nearest } from '../../src/kubernetes/near-miss';

test('a swapped, missing or wrong letter is near', () => {
  expect(nearest('qoute', ['kiada', 'quote'])).toBe('quote');
  expect(nearest('quot', ['kiada', 'quote'])).toBe('quote');
  expect(nearest('quobe', ['kiada', 'quote'])).toBe('quote');
});

test('the nearest wins, and of equally near ones the first', () => {
  expect(nearest('quiz', ['quit', 'quix', 'quiz-api'])).toBe('quit');
  expect(nearest('payments', ['paymants-x', 'payment'])).toBe('payment');
});

test('a difference in case is the nearest of all', () => {
  expect(nearest('HTTP', ['http2', 'http'])).toBe('http');
});

test('a name that starts or ends with the other as a word is near, one that merely contains it is not', () => {
  expect(nearest('quote', ['quote-svc'])).toBe('quote-svc');
  expect(nearest('backend-quote', ['quote'])).toBe('quote');
  expect(nearest('quote', ['misquotes'])).toBeNull();
});

test('short names have few near ones', () => {
  expect(nearest('db', ['app', 'mq'])).toBeNull();
  expect(nearest('db', ['dp'])).toBe('dp');
});

test('the name itself and the empty name are not offered', () => {
  expect(nearest('quote', ['quote', ''])).toBeNull();
  expect(nearest('', ['a', 'ab'])).toBe('a');
});

test('names beyond what Kubernetes allows are not compared', () => {
  expect(nearest('a'.repeat(300), ['a'.repeat(299)])).toBeNull();
});

test.each([
  ['qoute', 'quote'], ['frontned', 'frontend'], ['front-end', 'frontend'], ['Quote', 'quote'], ['kiada-quots', 'kiada-quote'], ['ngnix', 'nginx'], ['wbe', 'web'], ['user', 'users'],
])('%s is a misspelling of %s', (name, meant) => {
  expect(isMisspelling(name, meant)).toBe(true);
});

test.each([
  ['internal', 'external'], ['web-1', 'web-2'], ['quote-v1', 'quote-v2'], ['app-a-tls', 'app-b-tls'], ['quote', 'quote-svc'], ['dev', 'dex'],
  ['metrics-operated', 'metrics-operator'], ['application-controller', 'applicationset-controller'], ['quote', 'quote'], ['main', 'mail'],
])('%s is another name than %s', (name, other) => {
  expect(isMisspelling(name, other)).toBe(false);
});

test('of many candidates the first thousand are looked at', () => {
  const others = Array.from({ length: 1000 }, (_, i) => `other-${i}`);
  expect(misspelled('qoute', ['kiada', 'quote', 'quotes'])).toBe('quote');
  expect(misspelled('qoute', [...others, 'quote'])).toBeNull();
  expect(nearest('qoute', [...others, 'quote'])).toBeNull();
});

const names = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,12}[a-z0-9])?$/);

test('what is offered is a candidate and never the name itself', () => {
  fc.assert(fc.property(names, fc.array(names), (name, candidates) => {
    const found = nearest(name, candidates);
    expect(found === null || (candidates.includes(found) && found !== name)).toBe(true);
  }));
});

test('more candidates never lead to a farther one', () => {
  fc.assert(fc.property(names, fc.array(names), fc.array(names), (name, some, more) => {
    const one = nearest(name, some);
    const other = nearest(name, [...some, ...more]);
    if (one === null) return;
    expect(other).not.toBeNull();
    if (editDistance(name, one, 3) <= 3 && other !== null) expect(editDistance(name, other, 3)).toBeLessThanOrEqual(editDistance(name, one, 3));
  }));
});

test('a distance is the same both ways, zero only between equals, and no more than the longer name', () => {
  fc.assert(fc.property(names, names, (a, b) => {
    const distance = editDistance(a, b, Infinity);
    expect(distance).toBe(editDistance(b, a, Infinity));
    expect(distance === 0).toBe(a === b);
    expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
    expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
  }));
});

test('a limit changes nothing but when it is given up', () => {
  fc.assert(fc.property(names, names, fc.integer({ min: 0, max: 5 }), (a, b, limit) => {
    const distance = editDistance(a, b, Infinity);
    const limited = editDistance(a, b, limit);
    if (distance <= limit) expect(limited).toBe(distance);
    else expect(limited).toBeGreaterThan(limit);
  }));
});

test('a misspelling is one both ways', () => {
  fc.assert(fc.property(names, names, (a, b) => {
    expect(isMisspelling(a, b)).toBe(isMisspelling(b, a));
  }));
});
