import type { Json, JsonObject } from '../../resource';
import { isObject } from '../fields';
import { dns1123Label, portName } from '../names';
import { fieldCount, given, isAbsentOrCount, isAbsentOrProtocol, isAbsentOrText, isAbsentOrTextList, isPort, isPortOrName, isTextList } from './parts';

/** A container that runs as long as its pod, by itself: that names and ports are unique in the pod is looked at there. */
export function isPlainContainer(container: Json): container is JsonObject {
  if (!isObject(container)) return false;
  const { name, image, command, args, workingDir, env, envFrom, ports, resources, volumeMounts, securityContext, imagePullPolicy } = container;
  const { livenessProbe, readinessProbe, startupProbe } = container;
  return typeof name === 'string' && dns1123Label(name) === null
    && typeof image === 'string' && image !== ''
    && isAbsentOrTextList(command) && isAbsentOrTextList(args) && isAbsentOrText(workingDir)
    && (imagePullPolicy === undefined || imagePullPolicy === 'IfNotPresent' || imagePullPolicy === 'Always' || imagePullPolicy === 'Never')
    && (ports === undefined || isPlainPorts(ports))
    && isPlainProbe(livenessProbe, true) && isPlainProbe(readinessProbe, false) && isPlainProbe(startupProbe, true)
    && fieldCount(container) === 2 + given(command) + given(args) + given(workingDir) + given(env) + given(envFrom) + given(ports) + given(resources)
      + given(volumeMounts) + given(securityContext) + given(imagePullPolicy) + given(livenessProbe) + given(readinessProbe) + given(startupProbe);
}

function isPlainPorts(ports: Json): boolean {
  if (!Array.isArray(ports)) return false;
  for (let i = 0; i < ports.length; i++) {
    const port = ports[i] as Json;
    if (!isObject(port)) return false;
    const { name, containerPort, protocol } = port;
    if (!isPort(containerPort) || !isAbsentOrProtocol(protocol) || !(name === undefined || (typeof name === 'string' && portName(name) === null))
      || fieldCount(port) !== 1 + given(name) + given(protocol)) return false;
  }
  return true;
}

/** @param once whether one success must do, as with all probes but that of readiness */
function isPlainProbe(probe: Json | undefined, once: boolean): boolean {
  if (probe === undefined) return true;
  if (!isObject(probe)) return false;
  const { httpGet, tcpSocket, exec, initialDelaySeconds, timeoutSeconds, periodSeconds, successThreshold, failureThreshold } = probe;
  return given(httpGet) + given(tcpSocket) + given(exec) === 1
    && (httpGet === undefined || isPlainHttpGet(httpGet)) && (tcpSocket === undefined || isPlainSocket(tcpSocket))
    && (exec === undefined || isPlainExec(exec))
    && isAbsentOrCount(initialDelaySeconds) && isAbsentOrCount(timeoutSeconds) && isAbsentOrCount(periodSeconds) && isAbsentOrCount(failureThreshold)
    && (successThreshold === undefined || successThreshold === 1 || (!once && isAbsentOrCount(successThreshold)))
    && fieldCount(probe) === 1 + given(initialDelaySeconds) + given(timeoutSeconds) + given(periodSeconds) + given(successThreshold)
      + given(failureThreshold);
}

function isPlainHttpGet(action: Json): boolean {
  if (!isObject(action)) return false;
  const { path, port, scheme } = action;
  return isPortOrName(port) && isAbsentOrText(path) && (scheme === undefined || scheme === 'HTTP' || scheme === 'HTTPS')
    && fieldCount(action) === 1 + given(path) + given(scheme);
}

function isPlainSocket(action: Json): boolean {
  return isObject(action) && isPortOrName(action.port) && fieldCount(action) === 1;
}

function isPlainExec(action: Json): boolean {
  return isObject(action) && isTextList(action.command) && action.command.length > 0 && fieldCount(action) === 1;
}
