import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { dns1035Label } from '../../kubernetes/validation/names';

/** The objects that constructs of one tree made, by kind, namespace and name. */
type Claims = Map<string, IConstruct>;

const CLAIMS = new WeakMap<IConstruct, Claims>();

/**
 * The name of a Service: as given, or the construct's id as it stands.
 *
 * An address that people type has no hash in it, so there is no generated name to fall back to.
 *
 * @param fail makes the error that is thrown when there is no usable name
 */
export function chooseServiceName(id: string, given: string | undefined, fail: (message: string) => Error): string {
  const name = given ?? id;
  const problem = dns1035Label(name);
  if (problem === null) {
    return name;
  }
  const what = given === undefined ? `the construct's id '${id}' is not a valid Service name` : `metadata.name '${given}' is not a valid Service name`;
  const advice = given === undefined ? 'specify metadata.name' : 'choose another name';
  throw fail(`${what}, which takes lower case letters, digits and '-', starts with a letter, ends with a letter or digit, `
    + `and has 1 to 63 characters; ${advice}`);
}

/** Notes that a construct makes the Service of this name; see `claimName`. */
export function claimServiceName(construct: IConstruct, namespace: string | undefined, name: string): IConstruct | undefined {
  return claimName('Service', construct, namespace, name);
}

/**
 * Notes that a construct makes the object of this kind and name.
 *
 * Where no namespace is known, two objects are taken to meet only inside of one chart: charts may be applied to different namespaces.
 *
 * @returns the construct that made one of the same name in the same namespace before, if it is still in the tree
 */
export function claimName(kind: string, construct: IConstruct, namespace: string | undefined, name: string): IConstruct | undefined {
  const scope = namespace === undefined ? Chart.of(construct) : construct.node.root;
  let claims = CLAIMS.get(scope);
  if (claims === undefined) {
    claims = new Map();
    CLAIMS.set(scope, claims);
  }
  const key = `${kind} ${namespace ?? ''}/${name}`;
  const other = claims.get(key);
  if (other !== undefined && isInTree(other)) {
    return other;
  }
  claims.set(key, construct);
  return undefined;
}

/** Whether no construct on the way to the root was removed from its scope. */
function isInTree(construct: IConstruct): boolean {
  for (let at = construct; at.node.scope !== undefined; at = at.node.scope) {
    if (at.node.scope.node.tryFindChild(at.node.id) !== at) {
      return false;
    }
  }
  return true;
}
