import type { Json, JsonObject } from '../../resource';
import { isObject } from '../fields';
import { dns1035Label, dns1123Subdomain, portName } from '../names';
import { fieldCount, given, isPlainMetadata, isPort } from './parts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
/** Segments of letters, digits, `-` and `_`, in which no sequence that the server refuses can stand. */
const PLAIN_PATH = /^(?:\/[-_a-zA-Z0-9]+)*\/?$/;
/** What ends like this is no IPv4 address. */
const LETTER_LAST = /[a-z]$/;

/** Whether an Ingress is one of those with which nothing can be wrong: rules for hosts, whose paths lead to Services. */
export function isPlainIngress(ingress: JsonObject): boolean {
  const { metadata, spec } = ingress;
  if (fieldCount(ingress) !== 4 || !isPlainMetadata(metadata, dns1123Subdomain) || !isObject(spec)) return false;
  const { ingressClassName, rules, tls } = spec;
  return (metadata.annotations === undefined || (metadata.annotations as JsonObject)[CLASS_ANNOTATION] === undefined)
    && (ingressClassName === undefined || (typeof ingressClassName === 'string' && dns1123Subdomain(ingressClassName) === null))
    && arePlainRules(rules) && (tls === undefined || isPlainTls(tls))
    && fieldCount(spec) === 1 + given(ingressClassName) + given(tls);
}

function arePlainRules(rules: Json | undefined): boolean {
  if (!Array.isArray(rules) || rules.length === 0) return false;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i] as Json;
    if (!isObject(rule)) return false;
    const { host, http } = rule;
    if (!(host === undefined || isPlainHost(host)) || !isObject(http) || fieldCount(rule) !== 1 + given(host)
      || !arePlainPaths(http.paths) || fieldCount(http) !== 1) return false;
  }
  return true;
}

function isPlainHost(host: Json | undefined): boolean {
  return typeof host === 'string' && LETTER_LAST.test(host) && dns1123Subdomain(host) === null;
}

function arePlainPaths(paths: Json | undefined): boolean {
  if (!Array.isArray(paths) || paths.length === 0) return false;
  for (let i = 0; i < paths.length; i++) {
    const entry = paths[i] as Json;
    if (!isObject(entry)) return false;
    const { path, pathType, backend } = entry;
    if ((pathType !== 'Prefix' && pathType !== 'Exact' && pathType !== 'ImplementationSpecific') || !isPlainPath(path) || !isPlainBackend(backend)
      || fieldCount(entry) !== 3) return false;
  }
  return true;
}

function isPlainPath(path: Json | undefined): boolean {
  return path === '/' || (typeof path === 'string' && path !== '' && PLAIN_PATH.test(path));
}

function isPlainBackend(backend: Json | undefined): boolean {
  if (!isObject(backend) || fieldCount(backend) !== 1) return false;
  const { service } = backend;
  if (!isObject(service) || fieldCount(service) !== 2) return false;
  const { name, port } = service;
  if (typeof name !== 'string' || dns1035Label(name) !== null || !isObject(port) || fieldCount(port) !== 1) return false;
  return isPort(port.number) || (typeof port.name === 'string' && portName(port.name) === null);
}

function isPlainTls(tls: Json): boolean {
  if (!Array.isArray(tls)) return false;
  for (let i = 0; i < tls.length; i++) {
    const entry = tls[i] as Json;
    if (!isObject(entry)) return false;
    const { hosts, secretName } = entry;
    if (!(secretName === undefined || (typeof secretName === 'string' && dns1123Subdomain(secretName) === null))
      || !(hosts === undefined || arePlainHosts(hosts)) || fieldCount(entry) !== given(hosts) + given(secretName)) return false;
  }
  return true;
}

function arePlainHosts(hosts: Json): boolean {
  if (!Array.isArray(hosts)) return false;
  for (let i = 0; i < hosts.length; i++) {
    if (!isPlainHost(hosts[i] as Json)) return false;
  }
  return true;
}
