import type { JsonObject } from '../resource';
import { booleanOrNull, child, elementObject, elementText, list, text } from './fields';
import { dns1123Label, labelValue, qualifiedName } from './names';
import type { Report } from './report';
import { ANY, BOOL, INT64, listOf, object, STRING, STRING_LIST, STRING_MAP, TIME } from './schema';

/** `metav1.ObjectMeta`. */
export const OBJECT_META = object({
  name: STRING,
  generateName: STRING,
  namespace: STRING,
  selfLink: STRING,
  uid: STRING,
  resourceVersion: STRING,
  generation: INT64,
  creationTimestamp: TIME,
  deletionTimestamp: TIME,
  deletionGracePeriodSeconds: INT64,
  labels: STRING_MAP,
  annotations: STRING_MAP,
  ownerReferences: listOf(object({
    apiVersion: STRING, kind: STRING, name: STRING, uid: STRING, controller: BOOL, blockOwnerDeletion: BOOL,
  })),
  finalizers: STRING_LIST,
  managedFields: listOf(object({
    manager: STRING, operation: STRING, apiVersion: STRING, time: TIME, fieldsType: STRING, fieldsV1: ANY, subresource: STRING,
  })),
});

/** The fields that every object has beside its own. */
export const TYPE_META = { apiVersion: STRING, kind: STRING, metadata: OBJECT_META };

/** The limit of all annotations of an object together, in bytes (`TotalAnnotationSizeLimitB`). */
const ANNOTATION_BYTES = 256 * 1024;

/** Says what is wrong with an object's name, or null. */
export type NameRule = (name: string) => string | null;

/**
 * `ValidateObjectMeta` (apimachinery, api/validation/objectmeta.go) for an object that is created.
 *
 * @param nameRule what the kind allows as a name
 */
export function validateMetadata(resource: JsonObject, nameRule: NameRule, report: Report, namespaced = true): void {
  const metadata = child(resource, 'metadata');
  validateNames(metadata, nameRule, report, namespaced);
  validateLabels(child(metadata, 'labels'), 'metadata.labels', report);
  validateAnnotations(child(metadata, 'annotations'), 'metadata.annotations', report);
  validateOwnerReferences(metadata, report);
  validateFinalizers(list(metadata, 'finalizers').map(elementText), report);
}

function validateNames(metadata: JsonObject, nameRule: NameRule, report: Report, namespaced: boolean): void {
  const generateName = text(metadata, 'generateName');
  const name = text(metadata, 'name');
  if (generateName !== '') {
    report.invalidIf('metadata.generateName', generateName, nameRule(maskTrailingDash(generateName)));
  }
  if (name !== '') {
    report.invalidIf('metadata.name', name, nameRule(name));
  } else if (generateName !== '') {
    report.invalidIf('metadata.name', generateName, nameRule(generatedName(generateName)));
  } else {
    report.required('metadata.name', 'name or generateName is required');
  }
  const namespace = text(metadata, 'namespace');
  if (namespaced && namespace !== '') {
    report.invalidIf('metadata.namespace', namespace, dns1123Label(namespace));
  }
}

/** `maskTrailingDash`: a prefix may end in a dash, since random characters follow. */
function maskTrailingDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}

/** A name that the server makes of a prefix: 58 of its characters and five random ones (apiserver, storage/names/generate.go). */
function generatedName(prefix: string): string {
  return `${prefix.slice(0, 58)}xxxxx`;
}

/** `ValidateLabels`: of an object, of a template, of a plain selector. */
export function validateLabels(labels: JsonObject, path: string, report: Report): void {
  for (const key of Object.keys(labels)) {
    const value = elementText(labels[key]);
    report.invalidIf(path, key, qualifiedName(key));
    report.invalidIf(path, value, labelValue(value));
  }
}

/** `ValidateAnnotations`: keys are compared in lower case; the values count by their bytes. */
export function validateAnnotations(annotations: JsonObject, path: string, report: Report): void {
  let size = 0;
  for (const key of Object.keys(annotations)) {
    report.invalidIf(path, key, qualifiedName(key.toLowerCase()));
    size += Buffer.byteLength(key) + Buffer.byteLength(elementText(annotations[key]));
  }
  if (size > ANNOTATION_BYTES) {
    report.tooLong(path, ANNOTATION_BYTES);
  }
}

/** Finalizers that need no prefix (core/helper). */
const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** `ValidateFinalizers`, and `validateKubeFinalizerName` of core. */
function validateFinalizers(finalizers: readonly string[], report: Report): void {
  finalizers.forEach((finalizer, index) => {
    report.invalidIf('metadata.finalizers', finalizer, qualifiedName(finalizer));
    if (!finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer)) {
      report.invalid(`metadata.finalizers[${index}]`, finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
    }
  });
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    report.invalid('metadata.finalizers', [...finalizers], 'finalizers orphan and foregroundDeletion cannot be both set');
  }
}

/** `ValidateOwnerReferences`: every one names an object, and one at most is the controller. */
function validateOwnerReferences(metadata: JsonObject, report: Report): void {
  const path = 'metadata.ownerReferences';
  let controller: string | null = null;
  for (const owner of list(metadata, 'ownerReferences').map(elementObject)) {
    validateOwner(owner, path, report);
    if (booleanOrNull(owner, 'controller') !== true) {
      continue;
    }
    const name = text(owner, 'name');
    if (controller !== null) {
      report.invalid(path, name, `only one reference can have controller set to true, found "true" in references for ${controller} and ${name}`);
    }
    controller = name;
  }
}

function validateOwner(owner: JsonObject, path: string, report: Report): void {
  const apiVersion = text(owner, 'apiVersion');
  if (!hasVersion(apiVersion)) {
    report.invalid(`${path}.apiVersion`, apiVersion, 'version must not be empty');
  }
  for (const key of ['kind', 'name', 'uid']) {
    if (text(owner, key) === '') {
      report.invalid(`${path}.${key}`, '', `${key} must not be empty`);
    }
  }
  if (apiVersion === 'v1' && text(owner, 'kind') === 'Event') {
    report.invalid(path, text(owner, 'name'), 'an Event is disallowed from being an owner');
  }
}

/** `v1` or `apps/v1`; anything else counts as having no version. */
function hasVersion(apiVersion: string): boolean {
  const slash = apiVersion.indexOf('/');
  return slash === apiVersion.lastIndexOf('/') && slash < apiVersion.length - 1;
}
