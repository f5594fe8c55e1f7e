import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, endpoints, glance, pod, service, slice } from '../objects';

const PORTS = [{ name: '', port: 8080 }];
const external = service({ selector: null });

/** A slice as a controller writes it. */
function controlled(manager: string, ownerKind: string, address: string): JsonObject {
  const labels = { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': manager };
  return slice({ ports: PORTS, endpoints: [{ addresses: [address] }] }, labels, { ownerReferences: [{ apiVersion: 'v1', kind: ownerKind, name: 'web', controller: true }] });
}

test('a hand-written slice stands as it is, joined to its Service by the label', () => {
  const made = cluster([external, slice({ ports: PORTS, endpoints: [{ addresses: ['192.0.2.1'] }, { addresses: ['192.0.2.2'], conditions: { ready: false } }] })]);
  expect(made.slicesOf('app', 'web')).toMatchObject([{
    source: 'manual', ports: [{ port: 8080 }], endpoints: [{ ready: true, serving: true, terminating: false }, { ready: false, conditions: { serving: null } }],
  }]);
});

test('a slice without the label, or of another namespace, belongs to no Service', () => {
  expect(cluster([external, slice({ endpoints: [] }, {})]).slicesOf('app', 'web')).toEqual([]);
  expect(cluster([external, slice({ endpoints: [] }, undefined, { namespace: 'other' })]).slicesOf('app', 'web')).toEqual([]);
});

test('hand-written slices are used beside the pods that the selector matches', () => {
  const made = cluster([pod('a'), service(), slice({ ports: PORTS, endpoints: [{ addresses: ['192.0.2.1'] }] })]);
  expect(made.slicesOf('app', 'web').map(glance)).toEqual([':8080 192.0.2.1', ':8080 a']);
});

test('a slice of a controller does not count beside the pods that it was made of', () => {
  const objects = [pod('a', { ips: ['10.0.0.1'] }), service(), controlled('endpointslice-controller.k8s.io', 'Service', '10.0.0.1')];
  expect(cluster(objects).slices.map(glance)).toEqual([':8080 a']);
});

test('a slice of a controller stands in for pods that the input lacks', () => {
  const made = cluster([service(), controlled('endpointslice-controller.k8s.io', 'Service', '10.0.0.1')]);
  expect(made.slices).toMatchObject([{ source: 'selector', endpoints: [{ addresses: ['10.0.0.1'] }] }]);
});

test('a slice stays when its Service became an ExternalName', () => {
  const alias = service({ type: 'ExternalName', externalName: 'example.com' });
  expect(cluster([alias, controlled('endpointslice-controller.k8s.io', 'Service', '10.0.0.1')]).slices).toMatchObject([{ source: 'selector' }]);
});

test('a mirrored slice does not count beside its Endpoints', () => {
  const copy = controlled('endpointslicemirroring-controller.k8s.io', 'Endpoints', '192.0.2.1');
  const made = cluster([external, endpoints([{ addresses: [{ ip: '192.0.2.9' }], ports: [{ port: 8080 }] }]), copy]);
  expect(made.slices.map(glance)).toEqual([':8080 192.0.2.9']);
  expect(cluster([external, copy]).slices.map(glance)).toEqual([':8080 192.0.2.1']);
});

test('a slice by hand that says to be of a controller is deleted by it', () => {
  const byHand = (manager: string): JsonObject =>
    slice({ ports: PORTS, endpoints: [{ addresses: ['192.0.2.1'] }] }, { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': manager });
  const mirroring = cluster([external, byHand('endpointslicemirroring-controller.k8s.io')]);
  expect(mirroring.slices).toEqual([]);
  expect(mirroring.notices).toMatchObject([{ kind: 'no-effect', message: expect.stringContaining('leave the label out') }]);
  expect(cluster([service(), byHand('endpointslice-controller.k8s.io')]).slices).toMatchObject([{ source: 'selector', endpoints: [] }]);
  expect(cluster([external, byHand('endpointslice-controller.k8s.io')]).slices.map(glance)).toEqual([':8080 192.0.2.1']);
});

test('slices come sorted by namespace, service, address type and ports', () => {
  const other = (name: string, namespace: string): JsonObject => service({}, { name, namespace });
  const made = cluster([other('b', 'z'), other('b', 'a'), other('a', 'z'), slice({ addressType: 'FQDN', endpoints: [] }, {}, { namespace: 'a' })]);
  expect(made.slices.map(({ namespace, service: name }) => `${namespace}/${name}`)).toEqual(['a/null', 'a/b', 'z/a', 'z/b']);
});

test('a slice of an unknown address type is none', () => {
  expect(cluster([external, slice({ addressType: 'IP', endpoints: [] })]).slices).toEqual([]);
});

test('slices are the same ones, whether those of a Service or all are asked for first', () => {
  const objects = [
    pod('a'), service(), slice({ ports: PORTS, endpoints: [{ addresses: ['192.0.2.1'] }] }), slice({ endpoints: [] }, {}, { name: 'stray' }),
    slice({ ports: PORTS, endpoints: [{ addresses: ['192.0.2.9'] }] }, { 'kubernetes.io/service-name': 'nobody' }, { name: 'of-nobody' }),
  ];
  const [first, second] = [cluster(objects), cluster(objects)];
  const ofServices = ['web', 'nobody'].map((name) => first.slicesOf('app', name));
  expect(ofServices.flat().every((each) => first.slices.includes(each))).toBe(true);
  expect(second.slices.map(glance)).toEqual(first.slices.map(glance));
  expect(first.slices).toHaveLength(4);
  for (const [i, name] of ['web', 'nobody'].entries()) {
    expect(ofServices[i]).toEqual(first.slices.filter((each) => each.service === name));
    expect(second.slicesOf('app', name).map(glance)).toEqual(ofServices[i].map(glance));
  }
});
