import { buildCluster } from '../../../../src/cluster/build';
import { compileRouters } from '../../../../src/routers/compile';
import { ingress, ingressClass } from '../../route-tables';

test('no cluster has an IngressClass for the classes of GKE, so that their name leaves nothing open', () => {
  const web = ingress({ rules: ['shop.example.com Prefix / -> web'], annotations: { 'kubernetes.io/ingress.class': 'gce' } });
  const cluster = buildCluster([web.resource, ingressClass('other').resource], { namespace: 'shop' });
  const { routers } = compileRouters(cluster, { controller: 'auto', classes: new Map() });
  expect(routers.map(({ id, open }) => [id.controller, open.map((each) => each.code)])).toEqual([['gce', ['service-outside-manifests']]]);
});
