import { endpointPorts, findPort } from '../../../src/cluster/endpoints/endpoint-ports';
import { readPodSpec } from '../../../src/kubernetes/pod-template';
import { readService } from '../../../src/kubernetes/service';
import { resource, service } from '../objects';

const named = { targetPort: 'http', protocol: 'TCP' } as const;

test('a number is taken as it is, whether a container declares it or not', () => {
  expect(findPort({ targetPort: 9999, protocol: 'TCP' }, readPodSpec({ containers: [{ name: 'main' }] }))).toBe(9999);
});

test('a name is the port of the first container that has it with the protocol', () => {
  const udp = { name: 'http', containerPort: 1, protocol: 'UDP' };
  const spec = readPodSpec({ containers: [{ ports: [udp] }, { ports: [{ name: 'http', containerPort: 2 }] }, { ports: [{ name: 'http', containerPort: 3 }] }] });
  expect(findPort(named, spec)).toBe(2);
  expect(findPort({ ...named, protocol: 'UDP' }, spec)).toBe(1);
  expect(findPort({ ...named, protocol: 'SCTP' }, spec)).toBeNull();
});

test('restartable init containers count after the containers, ordinary ones never', () => {
  const ports = [{ name: 'http', containerPort: 1 }];
  expect(findPort(named, readPodSpec({ initContainers: [{ ports }] }))).toBeNull();
  expect(findPort(named, readPodSpec({ initContainers: [{ ports, restartPolicy: 'Always' }] }))).toBe(1);
  const containers = [{ ports: [{ name: 'http', containerPort: 2 }] }];
  expect(findPort(named, readPodSpec({ initContainers: [{ ports, restartPolicy: 'Always' }], containers }))).toBe(2);
});

test('an endpoint port is called like the Service port, and one that does not resolve is left out', () => {
  const ports = [{ name: 'web', port: 80, targetPort: 'http' }, { name: 'admin', port: 81, targetPort: 'admin' }];
  const spec = readPodSpec({ containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] });
  expect(endpointPorts(readService(resource(service({ ports }))), spec).ports).toEqual([{ name: 'web', port: 8080, protocol: 'TCP', appProtocol: null }]);
});
