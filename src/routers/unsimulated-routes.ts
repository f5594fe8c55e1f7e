import { groupOf, isKind, listAt, objectAt, objectIn, objectsAt, stringAt, stringsAt } from '../kubernetes/fields';
import { GATEWAY_GROUP } from '../kubernetes/gateway/kinds';
import type { JsonObject, Resource } from '../kubernetes/resource';

/** A kind of object that decides where requests go, and that is not simulated. */
export interface UnsimulatedKind {
  readonly group: string;
  readonly kind: string;
  /** The hosts that an object claims, wildcards among them; null where it has none of its own. */
  readonly hosts: ((spec: JsonObject | undefined) => readonly string[]) | null;
}

const at = (...keys: readonly string[]) => (spec: JsonObject | undefined): readonly string[] => {
  const parent = keys.length === 1 ? spec : objectIn(spec, ...keys.slice(0, -1));
  const name = keys[keys.length - 1];
  const host = stringAt(parent, name);
  return host === undefined ? stringsAt(parent, name) : [host];
};

/** Hosts of a rule of Traefik: Host(`a.example.com`) and HostSNI(`a.example.com`); patterns of hosts are not read. */
function hostsOfTraefik(spec: JsonObject | undefined): readonly string[] {
  return objectsAt(spec, 'routes').flatMap(({ object }) => {
    const match = stringAt(object, 'match') ?? '';
    return [...match.slice(0, LONGEST_RULE).matchAll(/\bHost(?:SNI|Header)?\(([^)]*)\)/g)].flatMap(([, list]) => list.split(',').map((each) => each.replace(/[\s`"']/g, '')));
  });
}

const LONGEST_RULE = 10_000;

function hostsOfApisix(spec: JsonObject | undefined): readonly string[] {
  return objectsAt(spec, 'http').flatMap(({ object }) => stringsAt(objectAt(object, 'match'), 'hosts'));
}

const WITH_HOSTS: readonly UnsimulatedKind[] = [
  { group: 'networking.istio.io', kind: 'VirtualService', hosts: at('hosts') },
  { group: 'traefik.io', kind: 'IngressRoute', hosts: hostsOfTraefik },
  { group: 'traefik.io', kind: 'IngressRouteTCP', hosts: hostsOfTraefik },
  { group: 'traefik.containo.us', kind: 'IngressRoute', hosts: hostsOfTraefik },
  { group: 'traefik.containo.us', kind: 'IngressRouteTCP', hosts: hostsOfTraefik },
  { group: 'projectcontour.io', kind: 'HTTPProxy', hosts: at('virtualhost', 'fqdn') },
  { group: 'route.openshift.io', kind: 'Route', hosts: at('host') },
  { group: 'k8s.nginx.org', kind: 'VirtualServer', hosts: at('host') },
  { group: 'k8s.nginx.org', kind: 'TransportServer', hosts: at('host') },
  { group: 'getambassador.io', kind: 'Mapping', hosts: at('hostname') },
  { group: 'apisix.apache.org', kind: 'ApisixRoute', hosts: hostsOfApisix },
  { group: 'gateway.solo.io', kind: 'VirtualService', hosts: at('virtualHost', 'domains') },
];

/** Meshes change the way of requests between pods, and refuse some, whatever the host. */
const WITHOUT_HOSTS: readonly (readonly [string, readonly string[]])[] = [
  ['traefik.io', ['IngressRouteUDP']],
  ['networking.istio.io', ['DestinationRule', 'ServiceEntry', 'Sidecar', 'EnvoyFilter']],
  ['security.istio.io', ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication']],
  ['policy.linkerd.io', ['Server', 'ServerAuthorization', 'AuthorizationPolicy', 'HTTPRoute']],
  ['linkerd.io', ['ServiceProfile']],
  ['split.smi-spec.io', ['TrafficSplit']],
  ['consul.hashicorp.com', ['ServiceIntentions', 'ServiceRouter', 'ServiceSplitter', 'ServiceResolver', 'IngressGateway']],
  ['kuma.io', ['MeshHTTPRoute', 'MeshTCPRoute', 'MeshTrafficPermission', 'TrafficRoute', 'TrafficPermission']],
  ['getambassador.io', ['TCPMapping']],
  ['configuration.konghq.com', ['TCPIngress', 'UDPIngress']],
];

const KINDS: ReadonlyMap<string, UnsimulatedKind> = new Map([
  ...WITH_HOSTS, ...WITHOUT_HOSTS.flatMap(([group, kinds]) => kinds.map((kind): UnsimulatedKind => ({ group, kind, hosts: null }))),
].map((each) => [`${each.group}/${each.kind}`, each]));

/** The kind of an object that routes and is not simulated; undefined for all others. */
export function unsimulatedKind({ apiVersion, kind }: Resource): UnsimulatedKind | undefined {
  return KINDS.get(`${groupOf(apiVersion)}/${kind}`);
}

/** A route of the Gateway API that has hosts. */
function isGatewayRoute({ apiVersion, kind }: Resource): boolean {
  return groupOf(apiVersion) === GATEWAY_GROUP && ['HTTPRoute', 'GRPCRoute', 'TLSRoute'].includes(kind);
}

/** Whether routers are made of objects like this. */
export function isRoutingObject(resource: Resource): boolean {
  return isKind(resource, 'networking.k8s.io', 'Ingress') || isGatewayRoute(resource);
}

/** Kinds of the objects that claim hosts, of any API group. */
export const HOSTED_KINDS: readonly string[] = ['Ingress', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', ...new Set(WITH_HOSTS.map(({ kind }) => kind))];

/** The hosts that an object claims in its rules, in lower case: one that is not simulated, an Ingress or a route of the Gateway API. Empty and `*`: every host. */
export function claimedHosts(resource: Resource): readonly string[] {
  const spec = objectAt(resource.object, 'spec');
  return (isGatewayRoute(resource) ? stringsAt(spec, 'hostnames') : hostsOf(resource, spec)).map((each) => each.toLowerCase());
}

function hostsOf(resource: Resource, spec: JsonObject | undefined): readonly string[] {
  if (!isKind(resource, 'networking.k8s.io', 'Ingress')) return unsimulatedKind(resource)?.hosts?.(spec) ?? [];
  return listAt(spec, 'rules').length === 0 ? [''] : objectsAt(spec, 'rules').map(({ object }) => stringAt(object, 'host') ?? '');
}

/** Objects by the hosts that they claim. */
export class HostClaims {
  private readonly exact = new Map<string, number[]>();
  /** Those with hosts that stand for several. */
  private readonly others: { readonly place: number; readonly hosts: readonly string[] }[] = [];

  constructor(private readonly resources: readonly Resource[]) {
    resources.forEach((resource, place) => {
      const hosts = claimedHosts(resource);
      if (hosts.some((host) => host === '' || host.startsWith('*'))) this.others.push({ place, hosts });
      else for (const host of hosts) push(this.exact, host, place);
    });
  }

  /** Those that claim a host, in their order. */
  of(host: string): readonly Resource[] {
    const name = host.toLowerCase();
    const others = this.others.filter(({ hosts }) => hosts.some((each) => covers(each, name)));
    const places = new Set([...this.exact.get(name) ?? [], ...others.map(({ place }) => place)]);
    return [...places].sort((a, b) => a - b).map((place) => this.resources[place]);
  }
}

function push(places: Map<string, number[]>, host: string, place: number): void {
  const known = places.get(host);
  if (known === undefined) places.set(host, [place]);
  else known.push(place);
}

function covers(claimed: string, host: string): boolean {
  if (claimed === host || claimed === '*' || claimed === '') return true;
  return claimed.startsWith('*.') && host.endsWith(claimed.slice(1)) && host.length > claimed.length - 1;
}
