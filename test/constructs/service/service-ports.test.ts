import { Chart, Testing } from 'cdk8s';
import { ExposedApp, PortProtocol, type ExposedAppProps } from '../../../src';

const LABELS = { selector: { app: 'quote' } };

/** The Service that a new app makes. */
function serviceOf(props: ExposedAppProps) {
  const chart = new Chart(Testing.app(), 'kiada', { namespace: 'kiada' });
  new ExposedApp(chart, 'quote', props);
  return Testing.synth(chart)[0];
}

test('several are emitted with all that is said of them', () => {
  const ports = [
    { name: 'http', port: 80, targetPort: 'http', appProtocol: 'kubernetes.io/h2c' },
    { name: 'stun', port: 3478, protocol: PortProtocol.UDP, targetPort: 3479 },
    { name: 'diameter', port: 3868, protocol: PortProtocol.SCTP },
  ];

  expect(serviceOf({ ...LABELS, ports }).spec.ports).toEqual(ports);
});

test.each<[string, Partial<ExposedAppProps>, RegExp]>([
  ['port 0', { port: 0 }, /spec\.ports\[0\]\.port: invalid value 0: must be between 1 and 65535/],
  ['port 65536', { port: 65536 }, /spec\.ports\[0\]\.port: invalid value 65536/],
  ['half a port', { port: 80.5 }, /spec\.ports\[0\]\.port: wrong type: got the number 80.5/],
  ['target port 70000', { port: 80, targetPort: 70000 }, /spec\.ports\[0\]\.targetPort: invalid value 70000/],
  ['target port 0', { port: 80, targetPort: 0 }, /targetPort is 0; specify 1 to 65535, the name of a container port, or leave it out$/],
  ['an empty target port', { ports: [{ port: 80, targetPort: '' }] }, /targetPort is ''; specify 1 to 65535/],
  ['a target port name that no container can have', { port: 80, targetPort: '8080' }, /spec\.ports\[0\]\.targetPort: invalid value "8080": must contain at least one letter/],
  ['a target port without a port', { targetPort: 80 }, /got 'targetPort' without 'port'/],
  ['both props', { port: 80, ports: [{ port: 80 }] }, /got both 'port' and 'ports'; specify one of them$/],
  ['an empty list', { ports: [] }, /ports is empty, and a Service needs a port/],
  ['several ports without names', { ports: [{ port: 80 }, { port: 81 }] }, /spec\.ports\[0\]\.name: required value is missing/],
  ['a name twice', { ports: [{ name: 'a', port: 80 }, { name: 'a', port: 81 }] }, /spec\.ports\[1\]\.name: duplicate value "a"/],
  ['a number twice', { ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80 }] }, /spec\.ports\[1\]: duplicate value "TCP 80"/],
  ['a bad name', { ports: [{ name: 'HTTP', port: 80 }] }, /spec\.ports\[0\]\.name: invalid value "HTTP"/],
  ['a bad application protocol', { ports: [{ port: 80, appProtocol: 'h 2' }] }, /spec\.ports\[0\]\.appProtocol: invalid value "h 2"/],
  ['a node port of a Service inside the cluster', { ports: [{ port: 80, nodePort: 30080 }] },
    /port 80 has nodePort 30080, and a Service of type ClusterIP has none; specify type: ExposureType.nodePort\(\), or leave it out$/],
])('fails for %s', (_, props, message) => {
  expect(() => serviceOf({ ...LABELS, ...props })).toThrow(/^ExposedApp 'kiada\/quote': /);
  expect(() => serviceOf({ ...LABELS, ...props })).toThrow(message);
});
