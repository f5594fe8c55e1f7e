import type { Externals } from '../../src/manifests/config';
import { NO_EXTERNALS, externalService, hasExternalPods } from '../../src/manifests/externals';

const EXTERNALS: Externals = {
  ...NO_EXTERNALS,
  services: [
    { namespace: 'shop', name: 'api', ports: [80] },
    { namespace: 'shop', name: 'api', ports: [81] },
    { namespace: 'shop', name: 'constructor', ports: [] },
  ],
  pods: [
    { namespace: 'shop', labels: { app: 'api', tier: 'web' }, ports: [] },
    { namespace: 'shop', labels: { app: 'db' }, ports: [] },
    { namespace: 'other', labels: { app: 'cache' }, ports: [] },
  ],
};

describe('what the config declares besides the manifests', () => {
  it.each([
    ['shop', 'api', [80]], ['shop', 'constructor', []], ['shop', 'toString', undefined], ['other', 'api', undefined], ['', 'shop/api', undefined],
  ])('has of Services in namespace %p with the name %p the first, with ports %p', (namespace, name, ports) => {
    expect(externalService(EXTERNALS, namespace, name)?.ports).toEqual(ports);
  });

  it.each([
    ['shop', { app: 'api' }, true],
    ['shop', { tier: 'web', app: 'api' }, true],
    ['shop', { tier: 'web', app: 'db' }, false],
    ['shop', { app: 'cache' }, false],
    ['shop', { 'app=api': '' }, false],
    ['shop', {}, true],
    ['none', {}, false],
  ])('has in namespace %p pods with the labels %p: %p', (namespace, labels, expected) => {
    expect(hasExternalPods(EXTERNALS, namespace, labels)).toBe(expected);
  });
});
