import type { GatewayApiRelease } from './release';
import { ANNOTATION_VALUE, CONTROLLER_NAME, GROUP, KIND, LOCAL_REFERENCE, NAMESPACE, OBJECT_NAME, PRECISE_HOSTNAME, SECTION_NAME, sectionRules, wellKnownCertificates } from './shared';
import { fields, listOf, mapOf, objectRule, oneOf, string, type CustomSchema } from '../custom/structural-schema';

/*
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/backendtlspolicy_types.go, referencegrant_types.go, gatewayclass_types.go
 */

const URI = /^(([^:/?#]+):)(\/\/([^/?#]*))([^?#]*)(\?([^#]*))?(#(.*))?/;

const SUBJECT_ALT_NAME = fields({ 'type!': oneOf('Hostname', 'URI'), 'hostname': string({ min: 1, max: 253, pattern: /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/ }), 'uri': string({ min: 1, max: 253, pattern: URI }) }, {
  rules: (['Hostname', 'URI'] as const).flatMap((type) => {
    const field = type.toLowerCase();
    return [
      objectRule(`${field} must be set when type is ${type}`, (name) => name.type !== type || (name[field] !== undefined && name[field] !== '')),
      objectRule(`${field} may be set only with type ${type}`, (name) => name.type === type || name[field] === undefined || name[field] === ''),
    ];
  }),
});

function isGivenList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

export function backendTlsPolicySpec(release: GatewayApiRelease): CustomSchema {
  const targetRef = fields({ 'group!': GROUP, 'kind!': KIND, 'name!': OBJECT_NAME, 'sectionName': SECTION_NAME });
  const validation = fields({
    'caCertificateRefs': listOf(LOCAL_REFERENCE, { max: 8 }),
    'wellKnownCACertificates': wellKnownCertificates(release),
    'hostname!': PRECISE_HOSTNAME,
    'subjectAltNames': listOf(SUBJECT_ALT_NAME, { max: 5 }),
  }, {
    rules: [
      objectRule('caCertificateRefs and wellKnownCACertificates exclude each other',
        (of) => !isGivenList(of.caCertificateRefs) || of.wellKnownCACertificates === undefined || of.wellKnownCACertificates === ''),
      objectRule('caCertificateRefs or wellKnownCACertificates must be set',
        (of) => isGivenList(of.caCertificateRefs) || (of.wellKnownCACertificates !== undefined && of.wellKnownCACertificates !== '')),
    ],
  });
  return fields({
    'targetRefs!': listOf(targetRef, { min: 1, max: 16, rules: sectionRules('targetRefs', ['group', 'kind', 'name'], ['sectionName']) }),
    'validation!': validation,
    'options': mapOf(ANNOTATION_VALUE, 16),
  });
}

export function referenceGrantSpec(): CustomSchema {
  return fields({
    'from!': listOf(fields({ 'group!': GROUP, 'kind!': KIND, 'namespace!': NAMESPACE }), { min: 1, max: 16 }),
    'to!': listOf(fields({ 'group!': GROUP, 'kind!': KIND, 'name': OBJECT_NAME }), { min: 1, max: 16 }),
  });
}

export function gatewayClassSpec(): CustomSchema {
  return fields({
    'controllerName!': CONTROLLER_NAME,
    'parametersRef': fields({ 'group!': GROUP, 'kind!': KIND, 'name!': OBJECT_NAME, 'namespace': NAMESPACE }),
    'description': string({ max: 64 }),
  });
}
