import type { Violation } from '../../kubernetes/violation';
import type { Rule } from '../rule';

/** An object that the API server refuses. */
export const INVALID_OBJECT: Rule = {
  id: 'invalid-object',
  severity: 'error',
  title: 'The API server refuses the object.',
  why: 'It is not created or changed when the manifests are applied, and what depends on it does not work.',
  fix: 'Correct the field that the message names.',
  sources: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],
  * check(_simulation, { verdicts }) {
    for (const { resource, verdict } of verdicts) {
      for (const violation of verdict.violations) {
        yield { resource, path: violation.path, message: text(violation.path, violation.message), fix: fixFor(violation) };
      }
    }
  },
};

function text(path: string, message: string): string {
  return path === '' ? message : `${path}: ${message}`;
}

/** Fields of an Ingress backend as they were called until networking.k8s.io/v1. */
const OLD_BACKEND_FIELDS: readonly (readonly [string, string])[] = [
  ['.backend.serviceName', 'service: { name: ... }'], ['.backend.servicePort', 'service: { port: { number: ... } }, or name: ... for a port\'s name'],
];

function unknownFieldFix(path: string, message: string): string {
  const [, meant] = /did you mean "([^"]+)"/.exec(message) ?? [];
  if (meant !== undefined) return `write ${meant} instead of ${path}`;
  const [, instead] = OLD_BACKEND_FIELDS.find(([field]) => path.endsWith(field)) ?? [];
  return instead === undefined ? `correct or remove ${path}` : `write ${instead} instead of ${path}`;
}

function fixFor({ path, reason, message }: Violation): string {
  switch (reason) {
    case 'required': return `set ${path}`;
    case 'forbidden': return `remove ${path}`;
    case 'unknown-field': return unknownFieldFix(path, message);
    case 'duplicate': return `make ${path} differ from the others`;
    default: return path === '' ? 'correct the object' : `correct ${path}`;
  }
}
