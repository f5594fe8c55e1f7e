import type { JsonObject } from '../resource';
import { child, elementObject, elementText, isGiven, list, text, textOrNull, integer, booleanOrNull } from './fields';
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
export function validateMetadata(object_: JsonObject, nameRule: NameRule, report: Report, namespaced = true): void {
  const metadata = child(object_, 'metadata');
  validateNames(metadata, nameRule, report, namespaced);
  if (integer(metadata, 'generation') < 0) {
    report.invalid('metadata.generation', integer(metadata, 'generation'), 'must be greater than or equal to 0');
  }
  validateLabels(child(metadata, 'labels'), 'metadata.labels', report);
  validateAnnotations(child(metadata, 'annotations'), 'metadata.annotations', report);
  if (isGiven(metadata, 'ownerReferences')) {
    validateOwnerReferences(metadata, report);
  }
  if (isGiven(metadata, 'finalizers')) {
    list(metadata, 'finalizers').forEach(finalizer => {
      report.invalidIf('metadata.finalizers', finalizer, qualifiedName(elementText(finalizer)));
    });
  }
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

/** `ValidateOwnerReferences`: every one names an object, and one at most is the controller. */
function validateOwnerReferences(metadata: JsonObject, report: Report): void {
  let controller: string | null = null;
  list(metadata, 'ownerReferences').forEach((element, index) => {
    const path = 'metadata.ownerReferences';
    const owner = elementObject(element);
    validateOwnerApiVersion(text(owner, 'apiVersion'), `${path}.apiVersion`, report);
    for (const key of ['kind', 'name', 'uid']) {
      if (text(owner, key) === '') {
        report.invalid(`${path}.${key}`, '', 'must not be empty');
      }
    }
    if (text(owner, 'apiVersion') === 'v1' && text(owner, 'kind') === 'Event') {
      report.invalid(path, element, 'is disallowed from being an owner');
    }
    if (booleanOrNull(owner, 'controller') !== true) {
      return;
    }
    if (controller !== null) {
      report.invalid(path, index, `only one reference can have controller set to true, found "true" in references for ${controller} and ${text(owner, 'name')}`);
    }
    controller = textOrNull(owner, 'name') ?? '';
  });
}

function validateOwnerApiVersion(apiVersion: string, path: string, report: Report): void {
  const parts = apiVersion.split('/');
  if (parts.length > 2) {
    report.invalid(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  } else if (parts[parts.length - 1] === '') {
    report.invalid(path, apiVersion, 'version must not be empty');
  }
}
