import { settle } from '../../src/checks/session';
import type { JsonObject } from '../../src/kubernetes/resource';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { migrate, type Migration } from '../../src/migrate/migrate';

/** Ingress objects of ingress-nginx, with Services a and b and their pods. */
export function migrated(text: string, controller = 'ingress-nginx', changed: (app: string) => string = (each) => each): Migration {
  const { resources } = parseManifests([...['a', 'b'].map((name) => changed(app(name))), text].join('\n---\n'), 'in.yaml', { namespace: 'shop' });
  return migrate(resources, settle({ namespace: 'shop', controller }, null), { gatewayClass: 'edge' });
}

function app(name: string): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: example.com/app, ports: [{ containerPort: 8080 }] }] }`;
}

export interface IngressParts {
  readonly name?: string;
  readonly host?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly paths?: readonly (readonly [path: string, type: string, service: string])[];
  readonly tls?: string;
}

export function ingress({ name = 'web', host = 'shop.example.com', annotations = {}, paths = [['/', 'Prefix', 'a']], tls }: IngressParts = {}): string {
  const prefixed = Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]));
  const http = { paths: paths.map(([path, pathType, service]) => ({ path, pathType, backend: { service: { name: service, port: { name: 'http' } } } })) };
  return JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, labels: { team: 'shop' }, annotations: prefixed },
    spec: { ingressClassName: 'nginx', ...(tls === undefined ? {} : { tls: [{ hosts: [host], secretName: tls }] }), rules: [{ ...(host === '' ? {} : { host }), http }] },
  });
}

/** The spec of an object of the output. */
export function specOf({ objects }: Migration, kind: string, name: string): JsonObject | undefined {
  const found = objects.find(({ object }) => object.kind === kind && (object.metadata as JsonObject).name === name);
  return found?.object.spec as JsonObject | undefined;
}

export function rulesOf(migration: Migration, name: string): readonly JsonObject[] {
  return specOf(migration, 'HTTPRoute', name)?.rules as readonly JsonObject[];
}
