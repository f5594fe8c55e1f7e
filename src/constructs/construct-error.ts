import type { IConstruct } from 'constructs';
import { userError } from '../kubernetes/user-error';

/**
 * What a construct throws when it is used wrongly.
 *
 * @param kind the construct's class: `ExternalAlias`
 * @param construct where in the tree it stands
 * @param message what was got, what is allowed and how to fix it; lower case, no full stop
 */
export function constructError(kind: string, construct: IConstruct, message: string): Error {
  return userError(`${kind} '${construct.node.path}': ${message}`);
}

/**
 * Takes a construct that could not be made out of its scope again, so that nobody synthesizes the half of it, and its id is free.
 *
 * @param error why it could not be made
 * @returns the error, to be thrown
 */
export function withdrawn(construct: IConstruct, error: unknown): unknown {
  construct.node.scope?.node.tryRemoveChild(construct.node.id);
  return error;
}
