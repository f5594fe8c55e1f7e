import { settingSource } from './annotations';
import { goField, goInteger, goObject, goObjects, goString, JsonTypeError } from './go-json';
import { jsonSetting } from './json-setting';
import { Unbuildable } from './unbuildable';
import { isObject } from '../../../kubernetes/fields';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Source } from '../../../kubernetes/open-question';
import type { JsonObject } from '../../../kubernetes/resource';

/** What an annotation `actions.<name>` does with a request. */
export type AnnotatedAction =
  | { readonly kind: 'respond'; readonly status: number }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'forward'; readonly groups: readonly TargetGroup[] };

/** Absent parts stay as they are in the request. */
export interface Redirect {
  readonly protocol?: string;
  readonly host?: string;
  readonly port?: string;
  readonly path?: string;
  readonly query?: string;
  readonly status: number;
}

export type TargetGroup =
  | { readonly kind: 'arn'; readonly arn: string; readonly weight: number }
  | { readonly kind: 'service'; readonly service: string; readonly port: number | string; readonly weight: number };

/**
 * The action of a name; null where there is no annotation for it.
 *
 * @throws Unbuildable
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/config_types.go Action
 */
export function annotatedAction(ingress: Ingress, name: string): AnnotatedAction | null {
  const key = `actions.${name}`;
  const source = settingSource(ingress, key);
  return jsonSetting(ingress, key, (value) => {
    if (!isObject(value)) throw new JsonTypeError('it is not an object');
    return readAction(value, source);
  });
}

function readAction(action: JsonObject, source: Source): AnnotatedAction {
  const type = goString(action, 'type') ?? '';
  switch (type) {
    case 'fixed-response': return { kind: 'respond', status: statusOf(configOf(action, 'fixedResponseConfig', source), source) };
    case 'redirect': return { kind: 'redirect', redirect: redirectOf(configOf(action, 'redirectConfig', source), source) };
    case 'forward': return { kind: 'forward', groups: targetGroups(action, source) };
    default: throw invalid(source, `its type is ${type === '' ? 'empty' : type}, which is none of forward, redirect and fixed-response`);
  }
}

function configOf(action: JsonObject, name: string, source: Source): JsonObject {
  const config = goObject(action, name);
  if (config === null) throw invalid(source, `it lacks ${name}`);
  return config;
}

/** `503`, `HTTP_301`. */
function statusOf(config: JsonObject, source: Source): number {
  const text = goString(config, 'statusCode') ?? '';
  if (text === '') throw invalid(source, 'it lacks statusCode');
  const digits = /\d{3}/.exec(text);
  return digits === null ? 302 : Number(digits[0]);
}

function redirectOf(config: JsonObject, source: Source): Redirect {
  const part = (name: 'protocol' | 'host' | 'port' | 'path' | 'query'): Partial<Redirect> => {
    const value = goString(config, name);
    return value === null ? {} : { [name]: value };
  };
  return { ...part('protocol'), ...part('host'), ...part('port'), ...part('path'), ...part('query'), status: statusOf(config, source) };
}

function targetGroups(action: JsonObject, source: Source): readonly TargetGroup[] {
  const arn = goString(action, 'targetGroupARN');
  const config = goObject(action, 'forwardConfig');
  if ((arn === null) === (config === null)) throw invalid(source, 'it needs one of targetGroupARN and forwardConfig');
  if (config === null) return [{ kind: 'arn', arn: arn ?? '', weight: 1 }];
  const tuples = goObjects(config, 'targetGroups');
  return tuples.map((each) => targetGroupOf(each, tuples.length > 1, source));
}

function targetGroupOf(tuple: JsonObject, needsWeight: boolean, source: Source): TargetGroup {
  const arn = goString(tuple, 'targetGroupARN');
  const service = goString(tuple, 'serviceName');
  const port = portOf(tuple);
  const weight = goInteger(tuple, 'weight');
  if ((arn === null) === (service === null)) throw invalid(source, 'a target group needs one of targetGroupARN and serviceName');
  if (service !== null && port === null) throw invalid(source, `the target group of Service ${service} lacks servicePort`);
  if (weight === null && needsWeight) throw invalid(source, 'several target groups need a weight each');
  const share = weight ?? 1;
  return service === null ? { kind: 'arn', arn: arn ?? '', weight: share } : { kind: 'service', service, port: port ?? 0, weight: share };
}

/** A number as text is a number (normalizeServicePortForBackwardsCompatibility). */
function portOf(tuple: JsonObject): number | string | null {
  const port = goField(tuple, 'servicePort');
  if (port === undefined) return null;
  if (typeof port === 'number' && Number.isInteger(port)) return port;
  if (typeof port !== 'string') throw new JsonTypeError('servicePort is neither a number nor a name');
  return /^[+-]?\d+$/.test(port) ? Number(port) : port;
}

function invalid(source: Source, why: string): Unbuildable {
  return new Unbuildable('action-invalid', source, `the action cannot be used: ${why}`, 'complete the action');
}
