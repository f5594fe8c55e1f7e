import { Construct, type IConstruct } from 'constructs';
import { IpFamily, IpFamilyPolicy } from './service/service-options';
import { ExposureType } from './service/service-type';
import { SessionAffinity, TrafficDistribution, TrafficPolicy } from './service/traffic';
import { PortProtocol } from '../kubernetes/port-protocol';
import { choice, FLAG, fields, listOf, mapOf, NUMBER, objectOf, PORT, TEXT, checked, type Fields, type Shape } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';

export const CONSTRUCT = objectOf('a construct', (value) => Construct.isConstruct(value));

/** The options of a cdk8s-plus class, which checks them itself. */
export const PLUS_OPTIONS = objectOf('an object of options of cdk8s-plus', (value) => !Array.isArray(value));

export const METADATA: Shape = objectOf('an object with name, namespace, labels, annotations', (value) => !Array.isArray(value));

const SERVICE_PORT = fields({ port: NUMBER, name: TEXT, protocol: choice(PortProtocol), targetPort: PORT, appProtocol: TEXT, nodePort: NUMBER }, 'port');

/** `ServiceOptions`. */
export const SERVICE_OPTIONS = {
  metadata: METADATA,
  port: NUMBER,
  targetPort: PORT,
  ports: listOf(SERVICE_PORT, 'ports, each with port, name, targetPort'),
  ipFamilies: listOf(choice(IpFamily), 'IpFamily'),
  ipFamilyPolicy: choice(IpFamilyPolicy),
  clusterDomain: TEXT,
};

/** `PodOptions`. */
export const POD_OPTIONS = {
  image: TEXT,
  replicas: NUMBER,
  autoscaling: fields({ maxReplicas: NUMBER, minReplicas: NUMBER, cpuUtilization: NUMBER, memoryUtilization: NUMBER }, 'maxReplicas'),
  readiness: objectOf('a Probe of cdk8s-plus'),
  container: PLUS_OPTIONS,
  workload: CONSTRUCT,
  selector: mapOf('labels'),
};

const EXPOSE_OPTIONS = {
  ...SERVICE_OPTIONS,
  type: objectOf('one of ExposureType.clusterIp(), ExposureType.nodePort() and ExposureType.loadBalancer()', (value) => value instanceof ExposureType),
  clusterIp: TEXT,
  externalIps: listOf(TEXT, 'IP addresses'),
  sessionAffinity: objectOf('SessionAffinity.none() or SessionAffinity.clientIp()', (value) => value instanceof SessionAffinity),
  internalTrafficPolicy: choice(TrafficPolicy),
  externalTrafficPolicy: choice(TrafficPolicy),
  trafficDistribution: choice(TrafficDistribution),
  publishNotReadyAddresses: FLAG,
  publicDnsNames: listOf(TEXT, 'DNS names'),
};

/** `ExposeOptions`. */
export const EXPOSE_SHAPE = fields(EXPOSE_OPTIONS);

/** `ExposedAppProps`. */
export const EXPOSED_APP = fields({ ...EXPOSE_OPTIONS, ...POD_OPTIONS, deployment: PLUS_OPTIONS });

/**
 * Checks what a construct is made from, and copies it.
 *
 * @param kind the construct's class, for messages
 */
export function checkedProps<T extends object>(kind: string, scope: IConstruct, id: string, props: T, shape: Fields): T {
  const fail = (message: string): Error => userError(`${kind} '${pathOf(scope, id)}': ${message}`);
  checked(scope, CONSTRUCT, 'scope', fail);
  checked(id, TEXT, 'id', fail);
  return checked(props, shape, 'props', fail);
}

function pathOf(scope: IConstruct, id: string): string {
  const { isConstruct } = Construct;
  return isConstruct(scope) ? [scope.node.path, id].filter((part) => part !== '').join('/') : String(id);
}
