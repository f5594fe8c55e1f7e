import { Construct, type IConstruct } from 'constructs';
import { IpFamily, IpFamilyPolicy } from './service/service-options';
import { Protocol } from './service/service-port';
import { choice, fields, listOf, mapOf, NUMBER, objectOf, PORT, TEXT, checked, type Fields, type Shape } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';

const CONSTRUCT = objectOf('a construct', (value) => Construct.isConstruct(value));

/** The options of a cdk8s-plus class, which checks them itself. */
const PLUS_OPTIONS = objectOf('an object of options of cdk8s-plus', (value) => !Array.isArray(value));

export const METADATA: Shape = objectOf('an object with name, namespace, labels, annotations', (value) => !Array.isArray(value));

const SERVICE_PORT = fields({ port: NUMBER, name: TEXT, protocol: choice(Protocol), targetPort: PORT, appProtocol: TEXT, nodePort: NUMBER }, 'port');

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
  readiness: objectOf('a Probe of cdk8s-plus'),
  container: PLUS_OPTIONS,
  workload: CONSTRUCT,
  selector: mapOf('labels'),
};

export { PLUS_OPTIONS };

/**
 * Checks what a construct is made from, and copies it.
 *
 * @param kind the construct's class, for messages
 */
export function checkedProps<T extends object>(kind: string, scope: IConstruct, id: string, props: T, shape: Fields): T {
  const { isConstruct } = Construct;
  const path = isConstruct(scope) ? [scope.node.path, id].filter((part) => part !== '').join('/') : String(id);
  const fail = (message: string): Error => userError(`${kind} '${path}': ${message}`);
  checked(scope, CONSTRUCT, 'scope', fail);
  checked(id, TEXT, 'id', fail);
  return checked(props, shape, 'props', fail);
}
