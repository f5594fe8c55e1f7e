import { readEndpoints } from '../../src/kubernetes/endpoints';
import { endpoints, resource } from '../cluster/objects';

test('subsets are read with the pods that they name', () => {
  const object = endpoints([{
    addresses: [{ ip: '10.0.0.1', hostname: 'a', nodeName: 'n', targetRef: { kind: 'Pod', name: 'p', namespace: 'app' } }, { hostname: 'x' }],
    notReadyAddresses: [{ ip: '10.0.0.2', targetRef: { kind: 'Node', name: 'n' } }],
    ports: [{ port: 80 }, { name: 'x', port: 'y' }],
  }]);
  expect(readEndpoints(resource(object)).subsets).toEqual([{
    addresses: [{ ip: '10.0.0.1', hostname: 'a', nodeName: 'n', targetPod: { namespace: 'app', name: 'p' } }],
    notReadyAddresses: [{ ip: '10.0.0.2', hostname: null, nodeName: null, targetPod: null }],
    ports: [{ name: '', port: 80, protocol: 'TCP', appProtocol: null }],
  }]);
});
