import { readPodSpec, readPodTemplate } from '../../src/kubernetes/pod-template';

test('an init container that restarts always is a sidecar', () => {
  const spec = readPodSpec({ initContainers: [{ name: 'migrate' }, { name: 'proxy', restartPolicy: 'Always' }], containers: [{ name: 'main' }] });
  expect(spec.sidecars.map(({ name }) => name)).toEqual(['proxy']);
  expect(spec.initContainers.map(({ name }) => name)).toEqual(['migrate']);
});

test('container ports default to TCP and drop what does not fit', () => {
  const spec = readPodSpec({ containers: [{ name: 'main', ports: [{ containerPort: 80 }, { containerPort: '81' }, { containerPort: 82, protocol: 'X' }] }] });
  expect(spec.containers[0].ports).toEqual([{ name: '', containerPort: 80, protocol: 'TCP', hostPort: null }]);
});

test('what DNS needs is read, with its defaults', () => {
  expect(readPodSpec(undefined)).toMatchObject({ dnsPolicy: 'ClusterFirst', dnsConfig: null, hostNetwork: false, hostname: null, containers: [] });
  expect(readPodSpec({ dnsPolicy: 'None', dnsConfig: { nameservers: ['1.1.1.1'], searches: ['x'], options: [{ name: 'ndots', value: '2' }, {}] } })).toMatchObject({
    dnsPolicy: 'None',
    dnsConfig: { nameservers: ['1.1.1.1'], searches: ['x'], options: [{ name: 'ndots', value: '2' }, { name: '', value: null }] },
  });
});

test('a template knows its labels and where it stands', () => {
  expect(readPodTemplate({ metadata: { labels: { app: 'web' } } }, 'spec.template')).toMatchObject({ labels: { app: 'web' }, path: 'spec.template' });
});
