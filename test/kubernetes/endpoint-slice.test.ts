import { readEndpointSlice } from '../../src/kubernetes/endpoint-slice';
import { resource, slice } from '../cluster/objects';

test('conditions that are not given stay open', () => {
  const { endpoints } = readEndpointSlice(resource(slice({ endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: false } }] })));
  expect(endpoints[0].conditions).toEqual({ ready: false, serving: null, terminating: null });
});

test('a port without number stands for every port', () => {
  const { ports } = readEndpointSlice(resource(slice({ ports: [{ name: 'any' }, { port: 80 }] })));
  expect(ports.map(({ name, port, protocol }) => [name, port, protocol])).toEqual([['any', null, 'TCP'], ['', 80, 'TCP']]);
});

test('hints are names of zones and nodes', () => {
  const hints = { forZones: [{ name: 'a' }, 'b'], forNodes: [] };
  expect(readEndpointSlice(resource(slice({ endpoints: [{ addresses: [], hints }] }))).endpoints[0]).toMatchObject({ forZones: ['a'], forNodes: null });
});

test('an unknown address type is null', () => {
  expect(readEndpointSlice(resource(slice({ addressType: 'IP' }))).addressType).toBeNull();
});
