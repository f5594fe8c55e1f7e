import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { RoutingChangeKind } from './routing-enums';
import { choice, closedFields, FLAG, listOf, mapOf, objectOf, TEXT } from '../kubernetes/shapes';

const READING = { namespace: TEXT, controller: TEXT, config: TEXT };

export const SCOPE = objectOf('a construct: an App, a Chart', (value) => Construct.isConstruct(value));

export const APP = objectOf('an App of cdk8s', (value) => Construct.isConstruct(value) && typeof (value as Partial<App>).synthYaml === 'function');

/** `fromFiles('/dir')` would be read letter by letter, the first of them the root of all files. */
export const PATHS = listOf(TEXT, 'paths of files and folders');

/** `RoutingModelOptions`. */
export const MODEL_OPTIONS = closedFields(READING);

/** `RoutingCheckOptions`. */
export const CHECK_OPTIONS = closedFields({ ...READING, failOn: TEXT, quiet: FLAG });

/** `RoutingRequestOptions`. */
export const REQUEST_OPTIONS = closedFields({ method: TEXT, headers: mapOf('headers, values by names'), from: TEXT, followRedirects: FLAG });

/** `RoutingMigrationOptions`. */
export const MIGRATION_OPTIONS = closedFields({ gatewayClass: TEXT, gateway: TEXT }, 'gatewayClass');

/** `RoutingResolveOptions`. */
export const RESOLVE_OPTIONS = closedFields({ from: TEXT });

/** Kinds of changes that are accepted. */
export const DIFF_EXCEPT = listOf(choice(RoutingChangeKind), 'kinds of changes');
