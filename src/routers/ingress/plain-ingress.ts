import { KNOWN_CONTROLLERS } from './known-controllers';
import { fieldsOf, isObject, listAt, objectAt, objectIn, objectsAt, stringAt, textAt } from '../../kubernetes/fields';
import type { Json, JsonObject, Resource } from '../../kubernetes/resource';

/**
 * An Ingress that asks for nothing but paths of hosts, as it is written: two that share neither a host nor a Service have no say in each other's
 * requests, whatever the controller.
 */
export interface PlainIngress {
  readonly resource: Resource;
  /** Of each path the host, the Service of the namespace, and the path without its last slash. */
  readonly hosts: readonly string[];
  readonly services: readonly string[];
  readonly paths: readonly string[];
  readonly className: string;
  /** Of those of one class and namespace that have equal traits a controller makes the same, but for names. */
  readonly traits: string;
}

/** In lower case, of one name: no wildcard. */
const HOST = /^[a-z0-9.-]+$/;

/** Neither characters of patterns nor parts that are made normal. */
const PATH = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?)?$/;

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const PREFIXES: readonly string[] = [...new Set(KNOWN_CONTROLLERS.flatMap(({ annotationPrefixes }) => annotationPrefixes))];

/** Whether the input has a Secret. */
export type HasSecret = (namespace: string | null, name: string) => boolean;

const NONE: string[] = [];
const NOTHING: JsonObject = {};

/**
 * null: it asks for more, or for something that is not as it is usually written.
 *
 * All but a few of the Ingress objects of a cluster are read by this alone, and for a single question, which is why it calls and makes so little.
 */
export function readPlainIngress(resource: Resource, hasSecret: HasSecret): PlainIngress | null {
  const { metadata, spec } = resource.object;
  if (!isObject(spec) || spec.defaultBackend !== undefined || hasSettings(metadata)) return null;
  if (!Array.isArray(spec.rules) || spec.rules.length === 0) return null;
  let hosts: string[] = NONE;
  let services: string[] = NONE;
  let paths: string[] = NONE;
  for (const rule of spec.rules as readonly Json[]) {
    const host = fieldsOf(rule)?.host;
    const items = fieldsOf(fieldsOf(rule)?.http)?.paths;
    if (typeof host !== 'string' || !HOST.test(host) || !Array.isArray(items) || items.length === 0) return null;
    for (const item of items as readonly Json[]) {
      const { path: text, pathType, backend } = fieldsOf(item) ?? NOTHING;
      const service = serviceOf(backend);
      if (typeof text !== 'string' || service === null || (text !== '/' && !PATH.test(text)) || (pathType !== 'Prefix' && pathType !== 'Exact')) return null;
      const path = text.endsWith('/') ? text.slice(0, -1) : text;
      if (hosts.length === 0) {
        // lists that are filled by `push` have room for many, and most Ingress objects have one path
        hosts = [host];
        services = [service];
        paths = [path];
      } else {
        hosts.push(host);
        services.push(service);
        paths.push(path);
      }
    }
  }
  const secrets = secretsOf(spec.tls, hosts, resource.namespace, hasSecret);
  if (secrets === null) return null;
  return { resource, hosts, services, paths, className: writtenClass(resource), traits: secrets + originOf(metadata, spec) };
}

function hasSettings(metadata: Json | undefined): boolean {
  const annotations = fieldsOf(metadata)?.annotations;
  if (annotations === undefined || !isObject(annotations)) return false;
  return Object.keys(annotations).some((key) => key !== CLASS_ANNOTATION && PREFIXES.some((prefix) => key.startsWith(prefix)));
}

/** The name of a Service, which with that of its port makes no other name where they are put together with dashes. */
function serviceOf(backend: Json | undefined): string | null {
  const { service, resource } = fieldsOf(backend) ?? NOTHING;
  const { name, port } = fieldsOf(service) ?? NOTHING;
  const { name: portName, number } = fieldsOf(port) ?? NOTHING;
  if (resource !== undefined || typeof name !== 'string') return null;
  const isClear = typeof portName === 'string' ? portName !== '' && !portName.includes('-') : portName === undefined && typeof number === 'number';
  return isClear ? name : null;
}

/** Which entries of `spec.tls` have their Secret; null where one is not for hosts of the rules. */
function secretsOf(entries: Json | undefined, hosts: readonly string[], namespace: string | null, hasSecret: HasSecret): string | null {
  if (entries === undefined) return '';
  if (!Array.isArray(entries)) return null;
  let states = '';
  for (const entry of entries as readonly Json[]) {
    const { hosts: named, secretName } = fieldsOf(entry) ?? NOTHING;
    if (!Array.isArray(named) || named.length === 0) return null;
    for (const host of named as readonly Json[]) if (typeof host !== 'string' || !hosts.includes(host)) return null;
    const state = typeof secretName !== 'string' || secretName === '' ? 'none ' : hasSecret(namespace, secretName) ? 'there ' : 'missing ';
    if (!states.includes(state)) states += state;
  }
  return states;
}

/** Whether the class stands in an annotation, and whether the object comes from a cluster. */
function originOf(metadata: Json | undefined, { ingressClassName }: JsonObject): string {
  const age = typeof fieldsOf(metadata)?.creationTimestamp === 'string' ? 'dated' : '';
  return typeof ingressClassName === 'string' ? age : `${age} by annotation`;
}

/** Whether objects with these traits have a time of creation. */
export function isDated(traits: string): boolean {
  return traits.includes('dated');
}

/** The class that an Ingress names, empty where it names none. */
export function writtenClass({ object: { metadata, spec } }: Resource): string {
  const name = fieldsOf(spec)?.ingressClassName;
  return typeof name === 'string' && name !== '' ? name : stringAt(objectIn({ metadata }, 'metadata', 'annotations'), CLASS_ANNOTATION) ?? '';
}

/** The hosts and Services that an Ingress of any kind names. */
export function namedBy({ object }: Resource): Pick<PlainIngress, 'hosts' | 'services'> {
  const spec = objectAt(object, 'spec');
  const rules = objectsAt(spec, 'rules').map(({ object: rule }) => rule);
  const paths = rules.flatMap((rule) => objectsAt(objectAt(rule, 'http'), 'paths').map((path) => path.object));
  const texts = [...rules.map((rule) => rule.host), ...objectsAt(spec, 'tls').flatMap((tls) => listAt(tls.object, 'hosts'))];
  return {
    hosts: texts.filter((each) => typeof each === 'string').map((host) => host.toLowerCase()),
    services: [objectAt(spec, 'defaultBackend'), ...paths.map((path) => objectAt(path, 'backend'))].flatMap((backend) => stringAt(objectAt(backend, 'service'), 'name') ?? []),
  };
}

/** Whether the status of an object gives one of some addresses or names. */
export function hasAddress({ object }: Resource, addresses: readonly string[]): boolean {
  if (object.status === undefined) return false;
  return objectsAt(objectIn(object, 'status', 'loadBalancer'), 'ingress')
    .some(({ object: entry }) => addresses.includes(textAt(entry, 'ip') ?? '') || addresses.includes(textAt(entry, 'hostname')?.toLowerCase() ?? ''));
}
