import { NO_ORIGIN } from '../../src/kubernetes/resource';
import type { Json } from '../../src/kubernetes/resource';
import { kubernetesMinor, readConfig } from '../../src/manifests/config';

const read = (value: Json) => readConfig(value, NO_ORIGIN);

test('an empty config sets nothing', () => {
  const { config, problems } = read(null);
  expect(problems).toEqual([]);
  expect(config).toMatchObject({ namespace: null, controller: null, suppressions: [], baseline: null });
});

test('an unquoted off, which YAML 1.1 reads as false, switches a rule off', () => {
  expect(read({ rules: { 'api-warning': false, 'duplicate-route': 'info' } }).config.rules).toEqual(
    new Map([['api-warning', 'off'], ['duplicate-route', 'info']]));
});

test('a level that does not exist is refused at its rule', () => {
  expect(read({ rules: { 'api-warning': 'loud' } }).problems).toEqual([
    { path: 'rules[api-warning]', message: "got 'loud', expected off, error, warning or info" },
  ]);
});

test.each([['namespace', 'A_B', 'the name of a namespace'], ['namespace', 'a.b', 'the name of a namespace'], ['clusterDomain', 'cluster..local', 'a domain'], ['clusterDomain', '-x', 'a domain']])(
  'a %s that is not a name is refused at its field: %s', (field, value, expected) => {
    const { config, problems } = read({ [field]: value });
    expect(problems).toEqual([{ path: field, message: expect.stringContaining(`got '${value}', expected ${expected}`) }]);
    expect(config[field as 'namespace']).toBeNull();
  });

test('a misspelled field is refused and the right one named', () => {
  expect(read({ supressions: [] }).problems[0]).toMatchObject({ path: 'supressions', message: expect.stringContaining("did you mean 'suppressions'?") });
});

test('a suppression without a reason is refused', () => {
  const { config, problems } = read({ suppressions: [{ rule: 'api-warning', object: 'Service/a' }] });
  expect(problems).toEqual([{ path: 'suppressions[0].reason', message: 'got nothing, expected a text' }]);
  expect(config.suppressions).toEqual([]);
});

test('far too many suppressions with a star are refused once, those of written-out objects are not', () => {
  const suppressions = (object: (i: number) => string): Json => Array.from({ length: 2003 }, (_, i) => ({ rule: 'api-warning', object: object(i), reason: 'known' }));
  expect(read({ suppressions: suppressions((i) => `Service/*${i}`) }).problems).toEqual([
    { path: 'suppressions[2000].object', message: 'more than 2000 suppressions with *; write objects out, or patterns that fit more of them' },
  ]);
  expect(read({ suppressions: suppressions((i) => `Service/${i}`) }).problems).toEqual([]);
});

test('a version without quotes is refused, because 1.30 is the number 1.3', () => {
  expect(read({ kubernetesVersion: 1.3 }).problems[0].path).toBe('kubernetesVersion');
});

test.each([['1.27', 27], ['v1.34.2', 34], ['1.37', 37], ['1.26', null], ['1.38', null], ['2.30', null], ['', null]])(
  'version %p has minor %p', (text, minor) => {
    expect(kubernetesMinor(text)).toBe(minor);
  });

test('externals are read, and what does not fit is left out with a problem', () => {
  const { config, problems } = read({
    externals: {
      services: [{ namespace: 'pay', name: 'ledger', ports: [80, 0] }, { name: 'x' }],
      pods: [{ namespace: 'monitoring', labels: { app: 'prometheus' }, ports: [{ name: 'web', containerPort: 9090 }] }],
      ingressClasses: ['nginx'],
      secrets: [{ namespace: 'kiada', name: 'tls' }],
    },
  });
  expect(config.externals).toEqual({
    services: [{ namespace: 'pay', name: 'ledger', ports: [80] }],
    pods: [{ namespace: 'monitoring', labels: { app: 'prometheus' }, ports: [{ name: 'web', containerPort: 9090, protocol: 'TCP' }] }],
    ingressClasses: ['nginx'],
    secrets: [{ namespace: 'kiada', name: 'tls' }],
  });
  expect(problems.map((problem) => problem.path)).toEqual(['externals.services[0].ports[1]', 'externals.services[1].namespace']);
});

test.each<[Json]>([[1], ['x'], [[]], [{ rules: [] }], [{ suppressions: {} }], [{ externals: { pods: [null, { labels: 3 }] } }], [JSON.parse('{"__proto__": 1}')]])(
  '%j is answered with problems, never with a crash', (value) => {
    expect(read(value).problems.length).toBeGreaterThan(0);
  });

test('what is left out is a list of patterns', () => {
  expect(read({ exclude: ['charts', 'k8s/*.tpl.yaml'] })).toMatchObject({ config: { exclude: ['charts', 'k8s/*.tpl.yaml'] }, problems: [] });
  expect(read({ exclude: ['!x', '', 5] }).problems.map(({ path }) => path)).toEqual(['exclude[0]', 'exclude[1]', 'exclude[2]']);
  expect(read({ exclude: 'charts' }).problems).toEqual([{ path: 'exclude', message: "got 'charts', expected a list" }]);
});

test('accepted differences have a kind and a reason, and a path that begins with a slash', () => {
  const { config, problems } = read({
    acceptedDifferences: [{ kind: 'rewritten', host: 'a.example.com', reason: 'planned' }, { kind: 'lost' }, { kind: 'moved', path: 'api', reason: 'x' }],
  });
  expect(config.acceptedDifferences[0]).toEqual({ kind: 'rewritten', host: 'a.example.com', path: null, reason: 'planned', field: 'acceptedDifferences[0]' });
  expect(problems.map(({ path }) => path)).toEqual(['acceptedDifferences[1].reason', 'acceptedDifferences[2].path']);
});
