import { cidrProblem } from './address-rules';
import { elementText, field, integer, isGiven, list, textOrNull } from './fields';
import { portNumber, qualifiedName } from './names';
import type { Report } from './report';
import { isExternallyAccessible, needsHealthCheck, type ServiceFields } from './service-fields';

export const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const SOURCE_RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const ONLY_LOAD_BALANCER = 'may only be used when `type` is \'LoadBalancer\'';

/** Fields of load balancers; the server spells `LoadBalancerSourceRanges` with a capital letter. */
export function validateLoadBalancer(service: ServiceFields, strict: boolean, report: Report): void {
  const { spec } = service;
  const isLoadBalancer = service.type === 'LoadBalancer';
  validateSourceRanges(service, isLoadBalancer, strict, report);
  if (isGiven(spec, 'allocateLoadBalancerNodePorts') && !isLoadBalancer) {
    report.forbidden('spec.allocateLoadBalancerNodePorts', ONLY_LOAD_BALANCER);
  }
  const loadBalancerClass = textOrNull(spec, 'loadBalancerClass');
  if (loadBalancerClass === null) {
    return;
  }
  if (isLoadBalancer) {
    report.invalidIf('spec.loadBalancerClass', loadBalancerClass, qualifiedName(loadBalancerClass));
  } else {
    report.forbidden('spec.loadBalancerClass', ONLY_LOAD_BALANCER);
  }
}

function validateSourceRanges(service: ServiceFields, isLoadBalancer: boolean, strict: boolean, report: Report): void {
  const ranges = list(service.spec, 'loadBalancerSourceRanges');
  if (ranges.length > 0) {
    const path = 'spec.LoadBalancerSourceRanges';
    if (!isLoadBalancer) {
      report.forbidden(path, ONLY_LOAD_BALANCER);
    }
    ranges.forEach((range, index) => {
      const cidr = elementText(range).trim();
      report.invalidIf(`${path}[${index}]`, cidr, cidrProblem(cidr, strict));
    });
    return;
  }
  const annotation = field(service.annotations, SOURCE_RANGES_ANNOTATION);
  if (annotation === undefined) {
    return;
  }
  const path = `metadata.annotations[${SOURCE_RANGES_ANNOTATION}]`;
  if (!isLoadBalancer) {
    report.forbidden(path, ONLY_LOAD_BALANCER);
  }
  const value = elementText(annotation).trim();
  if (value !== '') {
    value.split(',').map(part => part.trim()).forEach(cidr => report.invalidIf(path, cidr, cidrProblem(cidr, strict)));
  }
}

/** `validateServiceExternalTrafficPolicy`. */
export function validateExternalTraffic(service: ServiceFields, report: Report): void {
  const policy = service.externalTrafficPolicy;
  if (policy !== '' && !isExternallyAccessible(service)) {
    report.invalid('spec.externalTrafficPolicy', policy,
      'may only be set for externally-accessible services (type NodePort or LoadBalancer, or with externalIPs)');
  } else if (policy !== '' && !TRAFFIC_POLICIES.includes(policy)) {
    report.notSupported('spec.externalTrafficPolicy', policy, TRAFFIC_POLICIES);
  }
  const healthCheckNodePort = integer(service.spec, 'healthCheckNodePort');
  if (healthCheckNodePort === 0) {
    return;
  }
  if (needsHealthCheck(service)) {
    report.invalidIf('spec.healthCheckNodePort', healthCheckNodePort, portNumber(healthCheckNodePort));
  } else {
    report.invalid('spec.healthCheckNodePort', healthCheckNodePort,
      'may only be set when `type` is \'LoadBalancer\' and `externalTrafficPolicy` is \'Local\'');
  }
}
