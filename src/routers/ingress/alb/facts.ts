import { refuses, toHttps } from '../annotation-effects';
import type { DialectFacts } from '../dialect';

export const PREFIX = 'alb.ingress.kubernetes.io/';
/** What a backend's Service name stands for, behind it. */
export const ACTIONS = `${PREFIX}actions.`;

export const CLASS_CONTROLLER = 'ingress.k8s.aws/alb';
export const CLASS_NAME = 'alb';

/**
 * The AWS Load Balancer Controller: a load balancer for each group of Ingress objects.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/tree/225f44568848eb25f13e304a5f1cc68c0cd9415d
 */
export const FACTS: DialectFacts = {
  name: 'alb',
  title: 'the AWS Load Balancer Controller',
  classControllers: [CLASS_CONTROLLER],
  classNames: [CLASS_NAME],
  annotationPrefixes: [PREFIX],
  annotations: {
    // @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
    effects: [
      { keys: [`${PREFIX}ssl-redirect`], does: (_, request) => toHttps('true', request) },
      { keys: [`${PREFIX}auth-type`], does: (value, request) => value === 'none' ? null : refuses(value, request) },
    ],
    distinguishing: [`${PREFIX}conditions.`, `${PREFIX}listen-ports`],
    loadBalancer: `${PREFIX}group.name`,
  },
  deviations: { wildcards: 'many-labels', stars: 'patterns' },
  podNames: ['aws-load-balancer-controller'],
  isOutside: true,
};
