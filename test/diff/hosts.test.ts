import { ingress, simulation } from './simulations';
import { hostClasses } from '../../src/diff/hosts';
import type { Simulation } from '../../src/trace/simulation';

function classes(...simulations: readonly Simulation[]): readonly string[] {
  return hostClasses(simulations).map(({ pattern, example }) => `${pattern}: ${example}`);
}

test('hosts of both sides, wildcards and all others are classes', () => {
  const old = simulation(ingress('web', ['a.example.com Prefix / one', '*.example.com Prefix / two']));
  const now = simulation(ingress('web', ['b.example.com Prefix / one']));
  expect(classes(old, now)).toEqual([
    'a.example.com: a.example.com', 'b.example.com: b.example.com', '*.example.com: any.example.com', '*: other.example',
  ]);
});

test('an example of a wildcard is no host that has a rule', () => {
  expect(classes(simulation(ingress('web', ['*.t Prefix / one', 'any.t Prefix / one', 'any-2.t Prefix / one'])))).toContain('*.t: any-3.t');
});

test('an example of other hosts is under no wildcard', () => {
  expect(classes(simulation(ingress('web', ['*.example Prefix / one'])))).toContain('*: other.example-2');
});

test('hosts of TLS entries are classes, since certificates tell them apart', () => {
  const yaml = ingress('web', ['* Prefix / one'], 'tls: [{ hosts: [Secure.example.com, "*.example.org"], secretName: s }]');
  expect(classes(simulation(yaml))).toEqual(['secure.example.com: secure.example.com', '*.example.org: any.example.org', '*: other.example']);
});

test('a wildcard that stands for several labels has a class for them', () => {
  const one = simulation(ingress('web', ['*.example.com Prefix / one', '*.any.example.com Prefix / one']));
  const many = {
    ...one,
    tables: one.tables.map((router) => ({
      ...router,
      virtualHosts: router.virtualHosts.map((each) => ({
        ...each, host: each.host.kind === 'wildcard' && each.host.suffix === '.example.com' ? { ...each.host, labels: 'many' as const } : each.host,
      })),
    })),
  };
  expect(classes(many as Simulation)).toContain('**.example.com: any.any-2.example.com');
});
