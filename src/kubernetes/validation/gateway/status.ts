import { OPEN, type OpenSchema } from '../custom/structural-schema';

/*
 * A status is dropped when an object is created, before it is judged; unknown fields in it are refused all the same.
 */

function open(...names: readonly (string | readonly [string, OpenSchema])[]): OpenSchema {
  return { type: 'open', fields: Object.fromEntries(names.map((each) => typeof each === 'string' ? [each, OPEN] : each)) };
}

const CONDITIONS: readonly [string, OpenSchema] = ['conditions', open('type', 'status', 'reason', 'message', 'lastTransitionTime', 'observedGeneration')];
const REFERENCE = open('group', 'kind', 'namespace', 'name', 'sectionName', 'port');
const LISTENERS: readonly [string, OpenSchema] = ['listeners', open('name', 'port', ['supportedKinds', open('group', 'kind')], 'attachedRoutes', CONDITIONS)];

export const ROUTE_STATUS = open(['parents', open(['parentRef', REFERENCE], 'controllerName', CONDITIONS)]);
export const POLICY_STATUS = open(['ancestors', open(['ancestorRef', REFERENCE], 'controllerName', CONDITIONS)]);
export const GATEWAY_STATUS = open(['addresses', open('type', 'value')], LISTENERS, 'attachedListenerSets', CONDITIONS);
export const LISTENER_SET_STATUS = open(LISTENERS, CONDITIONS);
export const GATEWAY_CLASS_STATUS = open(['supportedFeatures', open('name')], CONDITIONS);
