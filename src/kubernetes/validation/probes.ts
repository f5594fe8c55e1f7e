import type { JsonObject } from '../resource';
import { child, childOrNull, elementObject, field, int64OrNull, integer, isGiven, list, text } from './fields';
import { portName, portNumber } from './names';
import { LIFECYCLE_HANDLER, PROBE } from './pod-schema';
import type { Report } from './report';
import { conforms } from './schema';

/*
 * `validateProbe`, `validateLifecycle` and `validateHandler` (core/validation/validation.go).
 */

const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const LIFECYCLE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const SCHEMES = ['HTTP', 'HTTPS'];
const HEADER_NAME = /^[-A-Za-z0-9]+$/;
const COUNTS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

/** The probes of a container that runs as long as its pod. */
export function validateProbes(container: JsonObject, path: string, report: Report): void {
  validateProbe(container, 'livenessProbe', path, report);
  validateProbe(container, 'readinessProbe', path, report);
  validateProbe(container, 'startupProbe', path, report);
}

function validateProbe(container: JsonObject, key: string, containerPath: string, report: Report): void {
  const probe = childOrNull(container, key);
  if (probe === null) {
    return;
  }
  const path = `${containerPath}.${key}`;
  if (!validateHandler(probe, PROBE_HANDLERS, path, report) && conforms(PROBE, probe)) {
    report.required(path, `must specify a handler type, one of ${PROBE_HANDLERS.join(', ')}`);
  }
  for (const count of COUNTS) {
    if (integer(probe, count) < 0) {
      report.invalid(`${path}.${count}`, integer(probe, count), 'must be greater than or equal to 0');
    }
  }
  const successThreshold = integer(probe, 'successThreshold');
  if (key !== 'readinessProbe' && successThreshold !== 0 && successThreshold !== 1) {
    report.invalid(`${path}.successThreshold`, successThreshold, 'must be 1');
  }
  const gracePeriod = int64OrNull(probe, 'terminationGracePeriodSeconds');
  if (gracePeriod === null) {
    return;
  }
  if (gracePeriod <= 0) {
    report.invalid(`${path}.terminationGracePeriodSeconds`, gracePeriod, 'must be greater than 0');
  }
  if (key === 'readinessProbe') {
    report.invalid(`${path}.terminationGracePeriodSeconds`, gracePeriod, 'must not be set for readinessProbes');
  }
}

/** The hooks of a container; `gracePeriod` is that of its pod, in seconds. */
export function validateLifecycle(container: JsonObject, gracePeriod: number, containerPath: string, report: Report): void {
  const lifecycle = child(container, 'lifecycle');
  for (const key of ['postStart', 'preStop']) {
    const handler = childOrNull(lifecycle, key);
    if (handler === null) {
      continue;
    }
    const path = `${containerPath}.lifecycle.${key}`;
    if (!validateHandler(handler, LIFECYCLE_HANDLERS, path, report) && conforms(LIFECYCLE_HANDLER, handler)) {
      report.required(path, `must specify a handler type, one of ${LIFECYCLE_HANDLERS.join(', ')}`);
    }
    const seconds = int64OrNull(child(handler, 'sleep'), 'seconds') ?? 0;
    if (seconds < 0 || seconds > gracePeriod) {
      report.invalid(`${path}.sleep`, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`);
    }
  }
}

/** One handler, and one only; returns whether there is one. */
function validateHandler(handlers: JsonObject, known: readonly string[], path: string, report: Report): boolean {
  let found = false;
  for (const key of known) {
    if (!isGiven(handlers, key)) {
      continue;
    }
    if (found) {
      report.forbidden(`${path}.${key}`, 'may not specify more than 1 handler type');
    } else {
      validateAction(key, child(handlers, key), `${path}.${key}`, report);
    }
    found = true;
  }
  return found;
}

function validateAction(kind: string, action: JsonObject, path: string, report: Report): void {
  if (kind === 'exec') {
    if (list(action, 'command').length === 0) {
      report.required(`${path}.command`);
    }
  } else if (kind === 'grpc') {
    report.invalidIf(`${path}.port`, integer(action, 'port'), portNumber(integer(action, 'port')));
  } else if (kind !== 'sleep') {
    validatePort(action, `${path}.port`, report);
    if (kind === 'httpGet') {
      validateHttpGet(action, path, report);
    }
  }
}

/** `ValidatePortNumOrName`: a missing port counts as 0; a name need not be one of the container's ports. */
function validatePort(action: JsonObject, path: string, report: Report): void {
  const port = field(action, 'port');
  if (typeof port === 'string') {
    report.invalidIf(path, port, portName(port));
  } else {
    report.invalidIf(path, integer(action, 'port'), portNumber(integer(action, 'port')));
  }
}

function validateHttpGet(action: JsonObject, path: string, report: Report): void {
  const scheme = text(action, 'scheme');
  if (scheme !== '' && !SCHEMES.includes(scheme)) {
    report.notSupported(`${path}.scheme`, scheme, SCHEMES);
  }
  for (const header of list(action, 'httpHeaders')) {
    const name = text(elementObject(header), 'name');
    if (!HEADER_NAME.test(name)) {
      report.invalid(`${path}.httpHeaders`, name, 'a valid HTTP header must consist of alphanumeric characters or \'-\' (e.g. \'X-Header-Name\')');
    }
  }
}
