import type { JsonObject } from '../../../../src/kubernetes/resource';
import { ALB } from '../../../../src/routers/ingress/alb/alb';
import type { Router } from '../../../../src/routers/model';
import type { IngressParts } from '../../route-tables';
import { compileAllWith, type ClusterParts } from '../dialect-cluster';

export { destinations, send } from '../dialect-cluster';

const PREFIX = 'alb.ingress.kubernetes.io/';

/** An Ingress of class `alb`; settings without the prefix of the annotations. Services are reached by their endpoints unless a setting says otherwise. */
export function member(parts: IngressParts, settings: Readonly<Record<string, string>> = {}): IngressParts {
  const annotations = Object.fromEntries(Object.entries({ 'target-type': 'ip', ...settings }).map(([name, value]) => [`${PREFIX}${name}`, value]));
  return { className: 'alb', ...parts, annotations: { ...annotations, ...parts.annotations } };
}

export function compileAll(parts: ClusterParts, classes: readonly JsonObject[] = [ingressClass()]): readonly Router[] {
  return compileAllWith(ALB, { ...parts, others: [...classes, ...parts.others ?? []] });
}

export function compile(parts: ClusterParts, classes?: readonly JsonObject[]): Router {
  return compileAll(parts, classes)[0];
}

export function ingressClass(name = 'alb', more: JsonObject = {}, annotations?: Record<string, string>): JsonObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name, annotations }, spec: { controller: 'ingress.k8s.aws/alb', ...more } };
}

/** An IngressClassParams, and the class that names it. */
export function classWithParams(spec: JsonObject): readonly JsonObject[] {
  return [
    { apiVersion: 'elbv2.k8s.aws/v1beta1', kind: 'IngressClassParams', metadata: { name: 'edge' }, spec },
    ingressClass('alb', { parameters: { apiGroup: 'elbv2.k8s.aws', kind: 'IngressClassParams', name: 'edge' } }),
  ];
}

/** What a router finds wrong: kinds, codes and fields. */
export function faultsOf({ faults }: Router): readonly string[] {
  return faults.map(({ kind, code, source }) => `${kind} ${code} ${source.resource.name} ${source.field}`.trim());
}
