import type { JsonObject } from '../../resource';
import { validateCustomResource, type KnownElsewhere } from '../custom/custom-resource';
import { BOOLEAN, fields, OPEN, type CustomSchema, type ObjectSchema, type OpenSchema } from '../custom/structural-schema';
import { child, isGiven, text } from '../fields';
import { TYPE_META, validateMetadata } from '../metadata';
import { dns1123Subdomain } from '../names';
import type { Report } from '../report';
import { explain, object } from '../schema';
import { gatewaySpec, listenerSetSpec } from './gateway';
import { grpcRouteSpec } from './grpc-route';
import { httpRouteSpec } from './http-route';
import { layerFourRouteSpec, tlsRouteSpec } from './layer-four-routes';
import { backendTlsPolicySpec, gatewayClassSpec, referenceGrantSpec } from './policies';
import { describeRelease, NEWEST_GATEWAY_API_MINOR, OLDEST_GATEWAY_API_MINOR, type GatewayApiRelease } from './release';
import { GATEWAY_GROUP } from './shared';
import { GATEWAY_CLASS_STATUS, GATEWAY_STATUS, LISTENER_SET_STATUS, POLICY_STATUS, ROUTE_STATUS } from './status';

const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io';
/** Where the API began. */
const FIRST_GROUP = 'networking.x-k8s.io';

/** Which releases serve a version of a kind; minors of Gateway API 1.x, the first and the last of each channel. */
interface ServedVersion {
  readonly version: string;
  readonly standard?: readonly [first: number, last: number];
  readonly experimental?: readonly [first: number, last: number];
}

interface GatewayKind {
  readonly group: string;
  readonly versions: readonly ServedVersion[];
  readonly clusterScoped?: true;
  readonly status: OpenSchema | null;
  /** The definitions did not require `spec` before this minor. */
  readonly specSince?: number;
  /** null: an experiment whose fields are not checked. */
  readonly spec: ((release: GatewayApiRelease, version: string) => CustomSchema) | null;
}

const ALWAYS = [OLDEST_GATEWAY_API_MINOR, NEWEST_GATEWAY_API_MINOR] as const;
const since = (minor: number): readonly [number, number] => [minor, NEWEST_GATEWAY_API_MINOR];
const both = (version: string): ServedVersion => ({ version, standard: ALWAYS, experimental: ALWAYS });

/**
 * What each release serves.
 *
 * @see https://gateway-api.sigs.k8s.io/concepts/versioning/
 */
const KINDS: ReadonlyMap<string, GatewayKind> = new Map<string, GatewayKind>([
  ['GatewayClass', { group: GATEWAY_GROUP, versions: [both('v1'), both('v1beta1')], clusterScoped: true, status: GATEWAY_CLASS_STATUS, spec: gatewayClassSpec }],
  ['Gateway', { group: GATEWAY_GROUP, versions: [both('v1'), both('v1beta1')], status: GATEWAY_STATUS, spec: gatewaySpec }],
  ['HTTPRoute', { group: GATEWAY_GROUP, versions: [both('v1'), both('v1beta1')], status: ROUTE_STATUS, spec: httpRouteSpec }],
  ['GRPCRoute', { group: GATEWAY_GROUP, versions: [both('v1')], status: ROUTE_STATUS, specSince: 4, spec: grpcRouteSpec }],
  ['TLSRoute', {
    group: GATEWAY_GROUP,
    status: ROUTE_STATUS,
    spec: tlsRouteSpec,
    versions: [{ version: 'v1', standard: since(5), experimental: since(5) }, { version: 'v1alpha3', experimental: since(4) }, { version: 'v1alpha2', experimental: ALWAYS }],
  }],
  ['TCPRoute', {
    group: GATEWAY_GROUP,
    status: ROUTE_STATUS,
    spec: layerFourRouteSpec,
    versions: [{ version: 'v1', standard: since(6), experimental: since(6) }, { version: 'v1alpha2', experimental: ALWAYS }],
  }],
  ['UDPRoute', {
    group: GATEWAY_GROUP,
    status: ROUTE_STATUS,
    spec: layerFourRouteSpec,
    versions: [{ version: 'v1', standard: since(6), experimental: since(6) }, { version: 'v1alpha2', experimental: ALWAYS }],
  }],
  ['ListenerSet', { group: GATEWAY_GROUP, versions: [{ version: 'v1', standard: since(5), experimental: since(5) }], status: LISTENER_SET_STATUS, spec: listenerSetSpec }],
  ['ReferenceGrant', {
    group: GATEWAY_GROUP, versions: [{ version: 'v1', standard: since(5), experimental: since(5) }, both('v1beta1')], status: null, specSince: 6, spec: referenceGrantSpec,
  }],
  ['BackendTLSPolicy', {
    group: GATEWAY_GROUP,
    status: POLICY_STATUS,
    spec: backendTlsPolicySpec,
    versions: [{ version: 'v1', standard: since(4), experimental: since(4) }, { version: 'v1alpha3', experimental: ALWAYS }],
  }],
  ['BackendLBPolicy', { group: GATEWAY_GROUP, versions: [{ version: 'v1alpha2', experimental: [2, 2] }], status: null, spec: null }],
  ['XListenerSet', { group: EXPERIMENTAL_GROUP, versions: [{ version: 'v1alpha1', experimental: [3, 4] }], status: LISTENER_SET_STATUS, spec: listenerSetSpec }],
  ['XBackendTrafficPolicy', { group: EXPERIMENTAL_GROUP, versions: [{ version: 'v1alpha1', experimental: since(3) }], status: null, spec: null }],
  ['XMesh', { group: EXPERIMENTAL_GROUP, versions: [{ version: 'v1alpha1', experimental: since(4) }], status: null, spec: null }],
  ['XBackend', { group: EXPERIMENTAL_GROUP, versions: [{ version: 'v1alpha1', experimental: since(6) }], status: null, spec: null }],
]);

/** Groups in which a kind of these names is meant to be that of the Gateway API. */
const GROUPS: ReadonlySet<string> = new Set([GATEWAY_GROUP, EXPERIMENTAL_GROUP, FIRST_GROUP, 'networking.k8s.io', '']);

const KIND_BY_LOWER_CASE: ReadonlyMap<string, string> = new Map([...KINDS.keys()].map((kind) => [kind.toLowerCase(), kind]));

/** Whether an object is meant to be one of the Gateway API's. */
export function isGatewayKind(apiVersion: string, kind: string): boolean {
  if (apiVersion === '') return false;
  const group = groupOf(apiVersion);
  if (!GROUPS.has(group)) return false;
  return group === GATEWAY_GROUP || group === EXPERIMENTAL_GROUP ? KIND_BY_LOWER_CASE.has(kind.toLowerCase()) : KINDS.has(kind);
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** What the API server says of a Gateway API object, with the definitions of a release installed. */
export function validateGatewayObject(value: JsonObject, report: Report, release: GatewayApiRelease): void {
  const apiVersion = text(value, 'apiVersion');
  const kindName = text(value, 'kind');
  const kind = KINDS.get(kindName);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const served = kind === undefined || groupOf(apiVersion) !== kind.group ? undefined : kind.versions.find((each) => each.version === version);
  if (kind === undefined || served === undefined || !isServed(served, release)) {
    reportUnserved(apiVersion, kindName, served, release, report);
    return;
  }
  explain(META, metadataOnly(value), report);
  validateMetadata(value, dns1123Subdomain, report, kind.clusterScoped !== true);
  if (kind.spec === null) return;
  // what a server printed may have a status of other definitions than those installed
  const { status: _, ...created } = value;
  const judged = isGiven(child(value, 'metadata'), 'resourceVersion') || isGiven(child(value, 'metadata'), 'uid') ? created : value;
  validateCustomResource(schemaOf(kindName, kind, version, release), judged, '', report, knownElsewhere(kindName, kind, version));
}

const META = object(TYPE_META);

function metadataOnly({ apiVersion, kind, metadata }: JsonObject): JsonObject {
  return { apiVersion, kind, ...(metadata === undefined ? {} : { metadata }) };
}

function isServed(served: ServedVersion, { minor, channel }: GatewayApiRelease): boolean {
  const range = served[channel];
  return range !== undefined && minor >= range[0] && minor <= range[1];
}

const SCHEMAS = new Map<string, ObjectSchema>();

function schemaOf(name: string, kind: GatewayKind, version: string, release: GatewayApiRelease): ObjectSchema {
  const key = `${name} ${version} ${release.minor} ${release.channel}`;
  let schema = SCHEMAS.get(key);
  if (schema === undefined) SCHEMAS.set(key, schema = buildSchema(kind, version, release));
  return schema;
}

function buildSchema({ spec, specSince, status }: GatewayKind, version: string, release: GatewayApiRelease): ObjectSchema {
  const name = specSince !== undefined && release.minor < specSince ? 'spec' : 'spec!';
  return fields({
    apiVersion: OPEN,
    kind: OPEN,
    metadata: OPEN,
    ...(status === null ? {} : { status }),
    [name]: spec === null ? BOOLEAN : spec(release, version),
  });
}

const NEWEST_EXPERIMENTAL: GatewayApiRelease = { minor: NEWEST_GATEWAY_API_MINOR, channel: 'experimental' };

/** A field that only newer or experimental definitions have may be known to the cluster. */
function knownElsewhere(name: string, kind: GatewayKind, version: string): KnownElsewhere {
  return (path) => hasField(schemaOf(name, kind, version, NEWEST_EXPERIMENTAL), path.split('.').map((part) => part.replace(/(\[\d+\])+$/, '')))
    ? `${describeRelease(NEWEST_EXPERIMENTAL)} knows it` : null;
}

function hasField(schema: CustomSchema, path: readonly string[]): boolean {
  if (schema.type === 'list') return hasField(schema.items, path);
  if (path.length === 0) return true;
  return schema.type === 'object' && Object.hasOwn(schema.fields, path[0]) && hasField(schema.fields[path[0]], path.slice(1));
}

function reportUnserved(apiVersion: string, kindName: string, served: ServedVersion | undefined, release: GatewayApiRelease, report: Report): void {
  const meant = KIND_BY_LOWER_CASE.get(kindName.toLowerCase()) ?? kindName;
  const said = `no matches for kind "${kindName}" in version "${apiVersion}" of ${describeRelease(release)}`;
  const other = served === undefined ? null : otherRelease(served);
  const use = usable(meant, release);
  const hint = use === null ? '' : `; use kind ${meant} of ${use}`;
  report.add('apiVersion', 'not-supported', `${said}${other === null ? '' : `, but of ${other}`}${hint}`, other !== null);
}

/** The newest release that serves a version. */
function otherRelease(served: ServedVersion): string | null {
  for (const channel of ['standard', 'experimental'] as const) {
    const range = served[channel];
    if (range !== undefined) return describeRelease({ minor: range[1], channel });
  }
  return null;
}

function usable(kindName: string, release: GatewayApiRelease): string | null {
  const kind = KINDS.get(kindName);
  const version = kind?.versions.find((each) => isServed(each, release))?.version;
  return kind === undefined || version === undefined ? null : `${kind.group}/${version}`;
}
