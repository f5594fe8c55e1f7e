import type { Inspection } from './inspector';
import { addToOverlap, findOverlap, newOverlap, type Overlap } from './overlap';
import type { Ingress } from '../../../../kubernetes/ingress';
import { openQuestion } from '../../../../kubernetes/open-question';
import { describe, type Position } from '../../../../kubernetes/resource';
import type { Fault } from '../../../model';
import { hostMatcher } from '../../host-matcher';
import { timeOf } from '../servers/order';
import { EVERY_HOST, hostOf } from '../servers/servers';
import { Annotations, annotationField } from '../settings/annotations';
import type { Installation } from '../settings/installation';
import { isRefused, type RefusedAnnotation, type Settings } from '../settings/settings';

/** Settings of Ingress objects, which are read once. */
export type SettingsOf = ReadonlyMap<Ingress, Settings | RefusedAnnotation>;

interface AdmissionInputs {
  readonly installation: Installation;
  /** What the controller takes for an attack. */
  readonly inspections: ReadonlyMap<Ingress, Inspection>;
}

/**
 * What the admission webhook refuses, each Ingress as if it came after those that are accepted before it: by age, else in the order of the input.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go CheckIngress
 */
export function checkAdmission(ingresses: readonly Ingress[], settingsOf: SettingsOf, inputs: AdmissionInputs): readonly Fault[] {
  // only where two have one path it counts which of them comes first, as kubectl sends them
  return sharePaths(ingresses)
    ? check([...ingresses].sort(asWritten(ingresses)), settingsOf, inputs, newOverlap())
    : check(ingresses, settingsOf, inputs, null);
}

/** Files by name, as kubectl takes those of a folder, and in a file from the top; what was not read from a text keeps its order. */
function asWritten(ingresses: readonly Ingress[]): (a: Ingress, b: Ingress) => number {
  const positions = new Map(ingresses.map((each) => [each, each.resource.origin.locate('') ?? NOWHERE]));
  return (a, b) => {
    const [at, bt] = [positions.get(a) ?? NOWHERE, positions.get(b) ?? NOWHERE];
    const [file, other] = [a.resource.origin.file ?? '', b.resource.origin.file ?? ''];
    return file === other ? at.line - bt.line || at.column - bt.column : file < other ? -1 : 1;
  };
}

const NOWHERE: Position = { line: 0, column: 0 };

/** Whether two Ingress objects have one path of a host, whatever its trailing slash. */
function sharePaths(ingresses: readonly Ingress[]): boolean {
  const owners = new Map<string, Ingress>();
  for (const ingress of ingresses) {
    for (const key of pathKeys(ingress)) {
      const owner = owners.get(key);
      if (owner !== undefined && owner !== ingress) return true;
      owners.set(key, ingress);
    }
  }
  return false;
}

const DEFINED = 'path-already-defined';

/**
 * @param ingresses in the order in which those of one age are sent
 * @param accepted null: no two of them have one path
 */
function check(ingresses: readonly Ingress[], settingsOf: SettingsOf, inputs: AdmissionInputs, accepted: Overlap | null): readonly Fault[] {
  const { installation: { strictPaths, snippets }, inspections } = inputs;
  const byAge = [...ingresses].sort((a, b) => timeOf(a) - timeOf(b));
  const faults: Fault[] = [];
  for (const ingress of byAge) {
    const settings = settingsOf.get(ingress);
    if (settings === undefined) continue;
    const strict = (strictPaths ? strictPath(ingress) : null) ?? (snippets ? null : snippet(ingress));
    const refusal = inspected(ingress, inspections) ?? strict ?? invalidAnnotation(ingress, settings);
    if (refusal !== null || isRefused(settings)) {
      if (refusal !== null) faults.push(refusal);
      continue;
    }
    if (accepted === null) continue;
    const overlap = findOverlap(accepted, { ingress, settings });
    if (overlap === null) {
      addToOverlap(accepted, { ingress, settings });
      continue;
    }
    const { path, other } = overlap;
    faults.push({
      ...refused(DEFINED, ingress, path.fieldPath, `host ${overlap.host} and path ${path.path} are already defined in ${describe(other.ingress.resource)}`,
        'remove the path from one of the two, or make one of them a canary'),
      others: [{ resource: other.ingress.resource, field: '', kind: 'object' }],
    });
  }
  return faults;
}

function pathKeys({ rules, defaultBackend }: Ingress): readonly string[] {
  if (rules.length === 0) return defaultBackend === null ? [] : [`${EVERY_HOST} `];
  const keys: string[] = [];
  for (const rule of rules) {
    const host = hostOf(rule);
    for (const { path } of rule.paths ?? []) keys.push(`${host} ${path.endsWith('/') ? path.slice(0, -1) : path}`);
  }
  return keys;
}

function refused(code: string, { resource }: Ingress, field: string, reason: string, fix: string): Fault {
  return { kind: 'refused', code, source: { resource, field, kind: field.startsWith('metadata.annotations') ? 'annotation' : 'path' }, others: [], reason, fix };
}

/** What the webhook refuses of an Ingress of any class. */
export function inspected(ingress: Ingress, inspections: ReadonlyMap<Ingress, Inspection>): Fault | null {
  const found = inspections.get(ingress);
  return found === undefined ? null
    : refused('suspicious-value', ingress, found.field, `ingress-nginx takes the value ${found.text} for an attack`, 'use another name or path');
}

/** `strict-validate-path-type`: characters of patterns are for ImplementationSpecific. */
const STRICT_PATH = /^\/[A-Za-z0-9._\-/]*$/;

function strictPath(ingress: Ingress): Fault | null {
  for (const { paths } of ingress.rules) {
    const wrong = (paths ?? []).find(({ path, pathType }) => path !== '' && pathType !== 'ImplementationSpecific' && !STRICT_PATH.test(path));
    if (wrong === undefined) continue;
    return refused('path-of-wrong-type', ingress, `${wrong.fieldPath}.path`, `path ${wrong.path} cannot be used with pathType ${wrong.pathType}: it may have letters, digits and . _ - / alone`,
      'set pathType: ImplementationSpecific');
  }
  return null;
}

function snippet(ingress: Ingress): Fault | null {
  const key = Object.keys(ingress.annotations).find((each) => each.endsWith('-snippet'));
  if (key === undefined) return null;
  const fault = refused('snippet-not-allowed', ingress, annotationField(key),
    `annotation ${key} is not allowed: every key that ends in -snippet is refused unless the controller allows snippets`,
    'remove the annotation, or set allow-snippet-annotations in the ConfigMap of the controller');
  const value = ingress.annotations[key];
  return {
    ...fault,
    hosts: ingress.rules.map(({ host }) => hostMatcher(host, 'one')),
    open: openQuestion('snippets-allowed', { annotation: key, value }, [fault.source],
      () => `whether the controller allows snippets (allow-snippet-annotations, false by default), and what ${key} of ${describe(ingress.resource)} does then`),
  };
}

function invalidAnnotation(ingress: Ingress, settings: Settings | RefusedAnnotation): Fault | null {
  if (!isRefused(settings)) return null;
  const key = settings.refused;
  const value = new Annotations(ingress).ingress.annotations[key] ?? '';
  return refused('invalid-annotation', ingress, annotationField(key), `annotation ${key} has a value that ingress-nginx does not take: ${value}`, 'set a valid value');
}
