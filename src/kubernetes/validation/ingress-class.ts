import type { JsonObject } from '../resource';
import { child, childOrNull, text, textOrNull } from './fields';
import type { KindRules } from './kind-rules';
import { TYPE_META, validateMetadata } from './metadata';
import { dns1123LabelWithoutDots, dns1123Subdomain, domainPrefixedPath, pathSegmentName } from './names';
import type { Report } from './report';
import { object, STRING } from './schema';

const SCHEMA = object({
  ...TYPE_META,
  spec: object({
    controller: STRING,
    parameters: object({ apiGroup: STRING, kind: STRING, name: STRING, scope: STRING, namespace: STRING }),
  }),
});

const LONGEST_CONTROLLER = 250;
const SCOPES = ['Cluster', 'Namespace'];

/** `ValidateIngressClass` (networking/validation/validation.go). */
export const INGRESS_CLASS: KindRules = {
  schema: SCHEMA,
  validate: (ingressClass, report) => {
    validateMetadata(ingressClass, dns1123Subdomain, report, false);
    const spec = child(ingressClass, 'spec');
    validateController(text(spec, 'controller'), report);
    const parameters = childOrNull(spec, 'parameters');
    if (parameters !== null) {
      validateParameters(parameters, report);
    }
  },
};

function validateController(controller: string, report: Report): void {
  if (controller === '') {
    report.required('spec.controller', 'the name of the controller that serves the class, such as "k8s.io/ingress-nginx"');
    return;
  }
  if (Buffer.byteLength(controller) > LONGEST_CONTROLLER) {
    report.tooLong('spec.controller', LONGEST_CONTROLLER);
  }
  report.invalidIf('spec.controller', controller, domainPrefixedPath(controller));
}

/** `validateIngressClassParametersReference`; the scope is `Cluster` where none is given. */
function validateParameters(parameters: JsonObject, report: Report): void {
  const apiGroup = textOrNull(parameters, 'apiGroup');
  if (apiGroup !== null) {
    report.invalidIf('spec.parameters.apiGroup', apiGroup, dns1123Subdomain(apiGroup));
  }
  for (const key of ['kind', 'name']) {
    const value = text(parameters, key);
    if (value === '') {
      report.required(`spec.parameters.${key}`);
    } else {
      report.invalidIf(`spec.parameters.${key}`, value, pathSegmentName(value));
    }
  }
  validateScope(textOrNull(parameters, 'scope') ?? 'Cluster', textOrNull(parameters, 'namespace'), report);
}

function validateScope(scope: string, namespace: string | null, report: Report): void {
  if (!SCOPES.includes(scope)) {
    report.notSupported('spec.parameters.scope', scope, SCOPES);
  } else if (scope === 'Cluster') {
    if (namespace !== null) {
      report.forbidden('spec.parameters.namespace', '`parameters.scope` is set to \'Cluster\'');
    }
  } else if (namespace === null) {
    report.required('spec.parameters.namespace', '`parameters.scope` is set to \'Namespace\'');
  } else {
    report.invalidIf('spec.parameters.namespace', namespace, dns1123LabelWithoutDots(namespace));
  }
}
