import { objectAt, textAt } from '../fields';
import type { JsonObject } from '../resource';
import type { Verdict, Violation } from '../violation';
import { ENDPOINT_SLICE } from './endpoint-slice';
import { ENDPOINTS } from './endpoints';
import { text } from './fields';
import { isGatewayKind, validateGatewayObject } from './gateway/kinds';
import { isLikelyGatewayKind } from './gateway/likely';
import { DEFAULT_GATEWAY_API } from './gateway/release';
import { INGRESS } from './ingress';
import { INGRESS_CLASS } from './ingress-class';
import { CRON_JOB, JOB } from './job';
import type { KindRules, ValidationOptions } from './kind-rules';
import { NETWORK_POLICY } from './network-policy';
import { isPlainDeployment } from './plain/deployment';
import { isPlainIngress } from './plain/ingress';
import { isPlainService } from './plain/service';
import { POD } from './pod';
import { Report } from './report';
import { conforms, explain, type DecodingFaults, type Schema } from './schema';
import { SERVICE } from './service';
import { unserved } from './unserved';
import { DAEMON_SET, DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET } from './workloads';

export type { ValidationOptions } from './kind-rules';

/**
 * 1.34 is the release whose API server the rules were measured against.
 */
const DEFAULT_OPTIONS: ValidationOptions = { kubernetesMinor: 34, gatewayApi: DEFAULT_GATEWAY_API };

/** Rules are loaded when an object is held to them, and most are plain. */
type LoadRules = () => KindRules;

const RULES: ReadonlyMap<string, ReadonlyMap<string, LoadRules>> = byKind([
  ['v1/Service', () => SERVICE],
  ['v1/Endpoints', () => ENDPOINTS],
  ['discovery.k8s.io/v1/EndpointSlice', () => ENDPOINT_SLICE],
  ['v1/Pod', () => POD],
  ['v1/ReplicationController', () => REPLICATION_CONTROLLER],
  ['apps/v1/Deployment', () => DEPLOYMENT],
  ['apps/v1/ReplicaSet', () => REPLICA_SET],
  ['apps/v1/StatefulSet', () => STATEFUL_SET],
  ['apps/v1/DaemonSet', () => DAEMON_SET],
  ['batch/v1/Job', () => JOB],
  ['batch/v1/CronJob', () => CRON_JOB],
  ['networking.k8s.io/v1/Ingress', () => INGRESS],
  ['networking.k8s.io/v1/IngressClass', () => INGRESS_CLASS],
  ['networking.k8s.io/v1/NetworkPolicy', () => NETWORK_POLICY],
]);

function byKind(rules: readonly (readonly [string, LoadRules])[]): ReadonlyMap<string, ReadonlyMap<string, LoadRules>> {
  const kinds = new Map<string, Map<string, LoadRules>>();
  for (const [key, each] of rules) {
    const slash = key.lastIndexOf('/');
    const kind = key.slice(slash + 1);
    kinds.set(kind, (kinds.get(kind) ?? new Map<string, LoadRules>()).set(key.slice(0, slash), each));
  }
  return kinds;
}

/** By kind: whether an object is certainly accepted by every release, without a warning. */
const PLAIN: ReadonlyMap<string, (object: JsonObject) => boolean> = new Map([
  ['Service', isPlainService],
  ['Deployment', isPlainDeployment],
  ['Ingress', isPlainIngress],
]);

/** Whether objects of the kind are checked at all. */
export function hasRules(apiVersion: string, kind: string): boolean {
  return RULES.get(kind)?.has(apiVersion) === true;
}

/**
 * What the API server says when an object is created with strict field validation.
 *
 * Objects of kinds that have no rules here are accepted as they are, unless no server knows their API version. The server names
 * decoding faults (wrong types, unknown fields) alone; here the rules still run on what is well-typed, so that everything is
 * told at once.
 */
export function validateObject(object: JsonObject, options: Partial<ValidationOptions> = DEFAULT_OPTIONS): Verdict {
  const report = new Report();
  const apiVersion = text(object, 'apiVersion');
  const kind = text(object, 'kind');
  const load = RULES.get(kind)?.get(apiVersion);
  if (load === undefined) {
    if (isLikelyGatewayKind(apiVersion, kind) && isGatewayKind(apiVersion, kind)) {
      validateGatewayObject(object, report, options.gatewayApi ?? DEFAULT_GATEWAY_API);
      return report.verdict;
    }
    const problem = unserved(apiVersion, kind);
    if (problem !== null) {
      report.add('apiVersion', 'not-supported', problem);
    }
    return report.verdict;
  }
  if (PLAIN.get(kind)?.(object) === true) {
    return report.verdict;
  }
  const rules = load();
  const settled = settle(options);
  const judged = withoutOldStatus(rules.schema, object);
  if (conforms(rules.schema, judged)) {
    rules.validate(judged, report, settled);
    return report.verdict;
  }
  const faults = explain(rules.schema, judged, report);
  const decoding = report.violations.length;
  rules.validate(judged, report, settled);
  const violations = report.violations.filter((violation, index) => index < decoding || !followsFrom(violation, faults));
  return { violations, warnings: report.warnings };
}

const SETTLED = new WeakMap<Partial<ValidationOptions>, ValidationOptions>();

/** One check asks with the same options for every object. */
function settle(options: Partial<ValidationOptions>): ValidationOptions {
  let settled = SETTLED.get(options);
  if (settled === undefined) SETTLED.set(options, settled = { ...DEFAULT_OPTIONS, ...options });
  return settled;
}

/** The object without a status that its kind has no more: one that was read from a cluster has what that cluster gave it, and nobody wrote it. */
function withoutOldStatus(schema: Schema, object: JsonObject): JsonObject {
  if (object.status === undefined || schema.type !== 'object' || schema.fields.has('status')) return object;
  const metadata = objectAt(object, 'metadata');
  if (textAt(metadata, 'uid') === null && textAt(metadata, 'resourceVersion') === null) return object;
  const { status: _, ...rest } = object;
  return rest;
}

/** Whether a field counts as missing or wrong only because decoding could not read it, or because it is misspelled. */
function followsFrom(violation: Violation, faults: DecodingFaults): boolean {
  if (faults.misspelled.has(violation.path)) {
    return true;
  }
  for (let path = violation.path; path !== ''; path = parentPath(path)) {
    if (faults.wrongTypes.has(path)) {
      return true;
    }
  }
  return faults.wrongTypes.has('');
}

function parentPath(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0));
}
