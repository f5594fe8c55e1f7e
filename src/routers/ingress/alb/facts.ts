import type { DialectFacts } from '../dialect';

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
  annotationPrefixes: ['alb.ingress.kubernetes.io/'],
  podNames: ['aws-load-balancer-controller'],
  isOutside: true,
};
