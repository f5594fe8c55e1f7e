import { buildCluster } from '../../../src/cluster/build';
import { parseManifests } from '../../../src/manifests/yaml/parse';
import { classController, controllersAmong, controllerTitles } from '../../../src/routers/ingress/class-controller';
import { simulate } from '../../../src/trace/simulation';

function controllerOf(className: string, declared: string): string | null {
  const yaml = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { ${className === '' ? '' : `ingressClassName: ${className},`} defaultBackend: { service: { name: web, port: { number: 80 } } } }
---
${declared}`;
  const { cluster, routers } = simulate(buildCluster(parseManifests(yaml, null).resources));
  return classController(cluster, routers[0].id);
}

test('an IngressClass names its controller', () => {
  const ingressClass = (controller: string): string => `{ apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: { name: web }, spec: { controller: ${controller} } }`;
  expect(controllerOf('web', ingressClass('k8s.io/ingress-nginx'))).toBe('ingress-nginx');
  expect(controllerOf('web', ingressClass('projectcontour.io/contour'))).toBe('contour');
  expect(controllerOf('web', ingressClass('example.com/own'))).toBe(null);
});

test('a class that is called as the installation calls it is taken for it, unless it is declared', () => {
  expect(controllerOf('traefik', '')).toBe('traefik');
  expect(controllerOf('public', '')).toBe(null);
  expect(controllerOf('', '')).toBe(null);
  expect(controllerOf('nginx', '{ apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: { name: nginx }, spec: { controller: example.com/own } }')).toBe(null);
});

test('nginx is the default class of two controllers', () => {
  const among = (className: string) => controllersAmong({ ingressClasses: [] }, { className }, ['traefik', 'nginx-inc', 'alb']);
  expect(among('nginx')).toEqual(['nginx-inc']);
  expect(among('traefik')).toEqual(['traefik']);
  expect(among('public')).toEqual(['traefik', 'nginx-inc', 'alb']);
});

test('controllers are listed by name', () => {
  expect(controllerTitles(['alb', 'nginx-inc', 'traefik'])).toBe('the AWS Load Balancer Controller, NGINX Inc. and Traefik');
  expect(controllerTitles(['gce'])).toBe('GKE');
});
