import type { Json, JsonObject } from '../../resource';
import { isObject } from '../fields';
import { dns1035Label, dns1123Label } from '../names';
import { fieldCount, given, isAbsentOrProtocol, isPlainLabels, isPlainMetadata, isPort, isPortOrName } from './parts';

/** Of more ports the rules of Services find out which are alike. */
const FEW = 8;

/** Whether a Service is one of those with which nothing can be wrong: a cluster IP of the server's choice, in front of labels. */
export function isPlainService(service: JsonObject): boolean {
  const { metadata, spec } = service;
  if (fieldCount(service) !== 4 || !isPlainMetadata(metadata, dns1035Label) || !isObject(spec)) return false;
  const { selector, ports, type, externalIPs } = spec;
  return isPlainLabels(selector) && arePlainPorts(ports) && (type === undefined || type === 'ClusterIP')
    && (externalIPs === undefined || (Array.isArray(externalIPs) && externalIPs.length === 0))
    && fieldCount(spec) === 2 + given(type) + given(externalIPs)
    && (metadata.annotations === undefined || hasNoSettings(metadata.annotations as JsonObject));
}

/** Annotations of Kubernetes say how requests reach the Service. */
function hasNoSettings(annotations: JsonObject): boolean {
  for (const key in annotations) {
    if (key.startsWith('service.')) return false;
  }
  return true;
}

function arePlainPorts(ports: Json | undefined): boolean {
  if (!Array.isArray(ports) || ports.length === 0 || ports.length > FEW) return false;
  for (let i = 0; i < ports.length; i++) {
    const entry = ports[i] as Json;
    if (!isObject(entry)) return false;
    const { name, port, targetPort, protocol } = entry;
    if (!isPort(port) || !isAbsentOrProtocol(protocol) || !(targetPort === undefined || isPortOrName(targetPort))
      || !(name === undefined ? ports.length === 1 : typeof name === 'string' && dns1123Label(name) === null)
      || fieldCount(entry) !== 1 + given(name) + given(targetPort) + given(protocol)) return false;
    for (let before = 0; before < i; before++) {
      const other = ports[before] as JsonObject;
      if (other.name === name || other.port === port) return false;
    }
  }
  return true;
}
