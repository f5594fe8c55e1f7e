import { ingress, tables } from './route-tables';
import { buildCluster } from '../../src/cluster/build';
import { CONTROLLERS } from '../../src/routers/ingress/registry';
import { simulate } from '../../src/trace/simulation';

test('a cluster without Ingress objects has no tables', () => {
  expect(tables([])).toEqual([]);
});

test('routes are listed once, default backends last', () => {
  const [only] = tables([ingress({ rules: ['b Prefix / -> b', 'a Prefix / -> a', 'a Exact /x -> ax', 'Prefix / -> any'], defaultBackend: 'rest' })]);
  expect(only.routes.map((each) => each.fieldPath)).toEqual([
    'spec.rules[2].http.paths[0]', 'spec.rules[1].http.paths[0]', 'spec.rules[0].http.paths[0]', 'spec.rules[3].http.paths[0]', 'spec.defaultBackend',
  ]);
});

test('a dialect that is not known is refused, naming those that are', () => {
  expect(() => simulate(buildCluster([]), { controller: 'ngnix' })).toThrow(`controller 'ngnix' is not known; specify one of: ${CONTROLLERS.join(', ')}`);
});
