import { app, ingress, simulation } from './simulations';
import { unknownDifference } from '../../src/diff/accepted';
import { diffSimulations } from '../../src/diff/diff';
import { scopeText } from '../../src/diff/scopes';
import type { AcceptedDifference } from '../../src/manifests/config';

const APPS = app('home') + app('quote');
const at = (service: string): string => APPS + ingress('web', [`a.example.com Prefix /quote ${service}`, `b.example.com Prefix /quotes ${service}`]);

interface Told {
  readonly left: readonly string[];
  readonly accepted: readonly string[];
}

function accept(given: Partial<AcceptedDifference>, [before, after]: readonly [string, string] = [at('home'), at('quote')]): Told {
  const accepted = [{ kind: 'moved', host: null, path: null, reason: 'planned', field: 'acceptedDifferences[0]', ...given }];
  const diff = diffSimulations(simulation(before), simulation(after), accepted);
  expect(diff.accepted.every(({ acceptance }) => acceptance === accepted[0])).toBe(true);
  return {
    left: diff.changes.flatMap(({ scopes }) => scopes.map(scopeText)),
    accepted: diff.accepted.flatMap(({ change: { scopes } }) => scopes.map(scopeText)),
  };
}

const [A, B] = ['a.example.com: /quote and everything under it', 'b.example.com: /quotes and everything under it'];

test('a kind alone accepts all differences of it', () => {
  expect(accept({})).toEqual({ left: [], accepted: [A, B] });
  expect(accept({ kind: 'lost' })).toEqual({ left: [A, B], accepted: [] });
});

test('a host accepts its requests alone, and a wildcard those of every host under it', () => {
  expect(accept({ host: 'a.example.com' })).toEqual({ left: [B], accepted: [A] });
  expect(accept({ host: '*.example.com' })).toEqual({ left: [], accepted: [A, B] });
  expect(accept({ host: '*.example.net' })).toEqual({ left: [A, B], accepted: [] });
});

test('a path is meant with all under it, and not with what begins with the same letters', () => {
  expect(accept({ path: '/' })).toEqual({ left: [], accepted: [A, B] });
  expect(accept({ path: '/quote' })).toEqual({ left: [B], accepted: [A] });
  expect(accept({ path: '/quote/' })).toEqual({ left: [B], accepted: [A] });
  expect(accept({ path: '/quotes/v1' })).toEqual({ left: [A, B], accepted: [] });
});

test('connections past the routers are accepted by host, and never by path', () => {
  const gone: readonly [string, string] = [APPS, app('home')];
  expect(accept({ kind: 'lost', host: '*.svc' }, gone)).toEqual({ left: [], accepted: ['quote.shop.svc port 80 from pods'] });
  expect(accept({ kind: 'lost', path: '/' }, gone)).toEqual({ left: ['quote.shop.svc port 80 from pods'], accepted: [] });
});

test('a kind that there is not is found', () => {
  const given = (kind: string): AcceptedDifference => ({ kind, host: null, path: null, reason: 'x', field: '' });
  expect(unknownDifference([given('moved'), given('mvoed')])?.kind).toBe('mvoed');
  expect(unknownDifference([given('moved')])).toBeUndefined();
});
