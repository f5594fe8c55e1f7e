import { Chart, Testing } from 'cdk8s';
import { Backend, PathRouter, type BackendPort, type IBackend, type PathRouterProps } from '../../../src';

export interface Ingress {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Record<string, string>;
    readonly labels?: Record<string, string>;
  };
  readonly spec: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: unknown;
    readonly rules?: readonly { readonly host?: string; readonly http: { readonly paths: readonly Path[] } }[];
    readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
  };
}

export interface Path {
  readonly path: string;
  readonly pathType: string;
  readonly backend: { readonly service: { readonly name: string; readonly port: { readonly number?: number; readonly name?: string } } };
}

export interface Middleware {
  readonly apiVersion: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: unknown;
}

export const createChart = (namespace: string | undefined = 'kiada'): Chart => new Chart(Testing.app(), 'app', { namespace });

export const createRouter = (props: PathRouterProps, chart = createChart()): PathRouter => new PathRouter(chart, 'web', props);

/** A Service known by name, with port 80 unless other ports are given. */
export const service = (name: string, ports: BackendPort[] = [{ port: 80 }]): IBackend => Backend.fromServiceName(name, { ports });

/** What the router's chart synthesizes. */
export function synth(router: PathRouter): { readonly ingresses: readonly Ingress[]; readonly middlewares: readonly Middleware[] } {
  const objects = Testing.synth(Chart.of(router)) as { readonly kind: string }[];
  return {
    ingresses: objects.filter(({ kind }) => kind === 'Ingress') as unknown as Ingress[],
    middlewares: objects.filter(({ kind }) => kind === 'Middleware') as unknown as Middleware[],
  };
}

export function ingress(router: PathRouter, name = 'web'): Ingress {
  const { ingresses } = synth(router);
  const found = ingresses.find(({ metadata }) => metadata.name === name);
  if (found === undefined) {
    throw new Error(`no Ingress ${name}; there are ${ingresses.map(({ metadata }) => metadata.name).join(', ')}`);
  }
  return found;
}

/** `host path (type) -> service:port`, in the order of the Ingress. */
export function routesOf({ spec }: Ingress): string[] {
  return (spec.rules ?? []).flatMap(({ host = '*', http }) => http.paths.map(({ path, pathType, backend }) =>
    `${host} ${path} (${pathType}) -> ${backend.service.name}:${backend.service.port.number ?? backend.service.port.name}`));
}
