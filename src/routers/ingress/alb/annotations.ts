import { PREFIX } from './facts';
import type { Ingress } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { Annotated } from '../annotation-settings';
import { annotationSource } from '../sources';
import { unsimulatedAnnotations } from '../unsimulated-annotations';

/** An annotation of the controller; an empty value is one. */
export function settingOf({ annotations }: Pick<Annotated, 'annotations'>, name: string): string | null {
  const key = `${PREFIX}${name}`;
  return Object.hasOwn(annotations, key) ? annotations[key] : null;
}

/** A list of words between commas (`ParseStringSliceAnnotation`). */
export function wordsOf(value: string | null): readonly string[] {
  return (value ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
}

export function settingSource({ resource }: Pick<Annotated, 'resource'>, name: string): Source {
  return annotationSource(resource, `${PREFIX}${name}`);
}

/** Simulated, or without effect on where a request goes and what it is answered. */
const SETTLED: ReadonlySet<string> = new Set([
  'group.name', 'group.order', 'listen-ports', 'ssl-redirect', 'certificate-arn', 'ssl-policy', 'target-type', 'use-regex-path-match',
  'backend-protocol', 'backend-protocol-version', 'scheme', 'ip-address-type', 'load-balancer-name', 'subnets', 'customer-owned-ipv4-pool',
  'auth-type', 'auth-idp-cognito', 'auth-idp-oidc', 'auth-on-unauthenticated-request', 'auth-scope', 'auth-session-cookie', 'auth-session-timeout',
  'healthcheck-port', 'healthcheck-protocol', 'healthcheck-path', 'healthcheck-interval-seconds', 'healthcheck-timeout-seconds',
  'healthy-threshold-count', 'unhealthy-threshold-count', 'success-codes', 'target-group-attributes', 'load-balancer-attributes', 'tags',
  'security-groups', 'manage-backend-security-group-rules', 'target-node-labels', 'shield-advanced-protection', 'load-balancer-capacity-reservation',
  'listener-attributes.HTTP-80', 'listener-attributes.HTTPS-443', 'ipam-ipv4-pool-id', 'multi-cluster-target-group', 'create-acm-cert',
]);

/** What the annotations of an Ingress may do besides, to requests of a backend. */
export function unsimulated({ resource, annotations }: Ingress, backend: string | null): readonly OpenQuestion[] {
  const relevant = Object.entries(annotations).filter(([key]) => {
    const name = key.startsWith(PREFIX) ? key.slice(PREFIX.length) : '';
    const [kind] = name.split('.', 1);
    return kind === 'transforms' ? name === `transforms.${backend ?? ''}` : !['actions', 'conditions', 'listener-attributes'].includes(kind) && !name.includes('frontend-nlb');
  });
  return unsimulatedAnnotations(resource, Object.fromEntries(relevant), { prefixes: [PREFIX], settled: SETTLED, title: 'the AWS Load Balancer Controller' });
}
