import { app, ingress, simulation } from './simulations';
import { mayDiffer } from '../../src/diff/alike/alike';
import { routerEntries } from '../../src/diff/router-entries';

const APPS = app('one') + app('two');

/** `http a.t /x` for each class that is asked. */
function asked(before: string, after: string): readonly string[] {
  const sides = [simulation(APPS + before), simulation(APPS + after)] as const;
  const choose = mayDiffer(...sides);
  return [...routerEntries(...sides)].flatMap((entry) => [...choose(entry).classes].map(({ request: { scheme, authority, path } }) => `${scheme} ${authority} ${path}`));
}

const RULES = ['a.t Prefix /a one', 'a.t Prefix /b one', 'b.t Prefix / one'];
const old = ingress('web', RULES);

test('nothing is asked where nothing changed', () => {
  expect(asked(old, old)).toEqual([]);
});

test('nothing is asked where a host has its rules in another Ingress', () => {
  expect(asked(old, ingress('first', RULES.slice(2)) + ingress('second', RULES.slice(0, 2)))).toEqual([]);
});

test('of a host with a changed path the requests that take it are asked', () => {
  expect(asked(old, ingress('web', ['a.t Prefix /a two', ...RULES.slice(1)]))).toEqual(['http a.t /a', 'http a.t /a/anything', 'https a.t /a', 'https a.t /a/anything']);
});

test('where a Service has other pods all its requests are asked', () => {
  const service = '---\napiVersion: v1\nkind: Service\nmetadata: { name: moved, namespace: shop }\nspec: { selector: { app: NAME }, ports: [{ port: 80, targetPort: http }] }\n';
  const rules = ingress('web', ['a.t Exact /a moved', 'a.t Exact /b one']);
  expect(asked(service.replace('NAME', 'one') + rules, service.replace('NAME', 'two') + rules)).toEqual(['http a.t /a', 'https a.t /a']);
});

test('a certificate of its own has every https request of a host asked', () => {
  const exact = ingress('web', ['a.t Exact /a one']);
  expect(asked(exact, ingress('web', ['a.t Exact /a one'], 'tls: [{ hosts: [a.t], secretName: s }]', 'web')).filter((each) => each.startsWith('https')))
    .toEqual(['https a.t /', 'https a.t /other', 'https a.t /a', 'https a.t /a/anything', 'https a.t /aanything']);
});
