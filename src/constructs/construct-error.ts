import type { IConstruct } from 'constructs';

/**
 * What a construct throws when it is used wrongly.
 *
 * @param kind the construct's class: `ExternalAlias`
 * @param construct where in the tree it stands
 * @param message what was got, what is allowed and how to mend it; lower case, no full stop
 */
export function constructError(kind: string, construct: IConstruct, message: string): Error {
  return new Error(`${kind} '${construct.node.path}': ${message}`);
}
