import * as fc from 'fast-check';
import { repackSubsets } from '../../../src/cluster/endpoints/subsets';
import type { EndpointAddress, EndpointsPort, EndpointSubset } from '../../../src/kubernetes/endpoints';

const address = (ip: string, pod?: string): EndpointAddress =>
  ({ ip, hostname: null, nodeName: null, targetPod: pod === undefined ? null : { namespace: 'app', name: pod } });
const port = (number: number): EndpointsPort => ({ name: `p${number}`, port: number, protocol: 'TCP', appProtocol: null });
const subset = (addresses: EndpointAddress[], notReadyAddresses: EndpointAddress[], ports: EndpointsPort[]): EndpointSubset =>
  ({ addresses, notReadyAddresses, ports });

test('ports come together where the same addresses offer them, and only there', () => {
  const [a, b] = [address('10.0.0.1'), address('10.0.0.2')];
  expect(repackSubsets([subset([a, b], [], [port(1)]), subset([a, b], [], [port(2)]), subset([a], [], [port(3)])])).toEqual([
    subset([a, b], [], [port(1), port(2)]), subset([a], [], [port(3)]),
  ]);
});

test('the same address of different pods is different', () => {
  const addresses = [address('10.0.0.1', 'a'), address('10.0.0.1', 'b')];
  expect(repackSubsets([subset(addresses, [], [port(1)])])).toEqual([subset(addresses, [], [port(1)])]);
});

test('subsets without ports are kept', () => {
  expect(repackSubsets([subset([address('10.0.0.1')], [], [])])).toEqual([subset([address('10.0.0.1')], [], [])]);
});

test('every address keeps its ports, and repacking twice changes nothing', () => {
  const addresses = fc.uniqueArray(fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3'), { minLength: 1 }).map((ips) => ips.map((ip) => address(ip)));
  const ports = fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 }).map((numbers) => numbers.map(port));
  const pairs = (subsets: readonly EndpointSubset[]): readonly string[] =>
    [...new Set(subsets.flatMap((each) => each.addresses.flatMap(({ ip }) => each.ports.map((one) => `${ip}:${one.port}`))))].sort();
  fc.assert(fc.property(fc.array(fc.record({ addresses, notReadyAddresses: fc.constant([]), ports })), (subsets) => {
    const repacked = repackSubsets(subsets);
    expect(pairs(repacked)).toEqual(pairs(subsets));
    expect(repackSubsets(repacked)).toHaveLength(repacked.length);
  }));
});
