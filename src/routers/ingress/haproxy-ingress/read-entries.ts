import { openAnnotations } from './annotation-names';
import { matchTypeOf, type PathEntry } from './entries';
import { PREFIXES } from './prefixes';
import { requestRules } from './request-rules';
import { findTarget } from './targets';
import type { Ingress, IngressBackend, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { Fault } from '../../model';
import { settingReader } from '../annotation-settings';
import { serviceTarget } from '../backend-service';
import type { ControllerSettings } from '../controller-settings';
import { creationOrderQuestion } from '../creation-order';
import type { DialectInputs } from '../dialect';
import { droppedPart, missingServiceQuestion } from '../dropped-part';
import { annotationSource, backendSource, defaultBackendSource, pathSource } from '../sources';

/** Reads Ingress objects, the oldest first, into the lines of the maps: of the same host, path and type the first one counts. */
export class EntryReader {
  readonly faults: Fault[] = [];
  private readonly byKey = new Map<string, PathEntry>();
  private readonly missing: PathEntry[] = [];

  constructor(private readonly inputs: DialectInputs, private readonly settings: ControllerSettings) {}

  get entries(): readonly PathEntry[] {
    return [...this.byKey.values(), ...this.missing];
  }

  /** The default backend is a path `/` without host that ignores case, and comes before the rules of its Ingress. */
  read(ingress: Ingress): void {
    const tcp = PREFIXES.map((prefix) => `${prefix}tcp-service-port`).find((key) => Object.hasOwn(ingress.annotations, key));
    if (tcp !== undefined) {
      this.faults.push({
        kind: 'ignored',
        code: 'tcp-service',
        source: annotationSource(ingress.resource, tcp),
        others: [],
        reason: `haproxy-ingress serves this Ingress as TCP on port ${ingress.annotations[tcp]}, and not as HTTP`,
        fix: `remove ${tcp} to serve it as HTTP`,
      });
      return;
    }
    if (ingress.defaultBackend !== null) this.add(ingress, null, null, ingress.defaultBackend);
    for (const rule of ingress.rules) for (const path of rule.paths ?? []) this.add(ingress, rule, path, path.backend);
  }

  private add(ingress: Ingress, rule: IngressRule | null, path: IngressPath | null, backend: IngressBackend | null): void {
    const source = path === null ? defaultBackendSource(ingress) : pathSource(ingress, path);
    const what = path === null ? 'the default backend' : `path ${path.path}`;
    const found = findTarget(ingress, backend, this.inputs, this.settings);
    const service = found.kind === 'target' ? found.service : null;
    const read = settingReader(PREFIXES, service === null ? [ingress] : [service, ingress], this.settings.config);
    const text = path === null || path.path === '' ? '/' : path.path;
    const match = path === null ? 'begin' : matchTypeOf(path, read('path-type')?.value ?? null);
    const rules = requestRules(read, { match, text });
    if (found.kind !== 'target' && rules.redirectTo === null) {
      this.faults.push(droppedPart('haproxy-ingress', source, found, what));
      if (found.kind !== 'no-service' || backend?.kind !== 'service') return;
    }
    const isMissing = found.kind === 'no-service' && rules.redirectTo === null;
    const host = rule?.host.toLowerCase() ?? '';
    const entry: PathEntry = {
      ingress,
      rule,
      path,
      host,
      text,
      match,
      source,
      rules,
      order: this.byKey.size,
      target: rules.redirectTo !== null || backend?.kind !== 'service' ? null : found.kind === 'target' ? found.target : serviceTarget(ingress, backend),
      isMissing,
      hasTls: rule !== null && rule.host !== '' && ingress.tls.some((tls) => tls.hosts.includes(rule.host)),
      open: [...rules.open, ...[ingress, ...(service === null ? [] : [service])].flatMap((each) => openAnnotations(each.resource, each.annotations))],
    };
    if (!isMissing || backend?.kind !== 'service') this.put(entry);
    else this.missing.push({ ...entry, open: [missingServiceQuestion(ingress, backend, backendSource(ingress, backend)), ...entry.open] });
  }

  private put(entry: PathEntry): void {
    const key = `${entry.match} ${entry.host}#${entry.match === 'begin' ? entry.text.toLowerCase() : entry.text}`;
    const first = this.byKey.get(key);
    if (first === undefined) {
      this.byKey.set(key, entry);
      return;
    }
    const where = `${entry.host}${entry.text}`;
    const question = creationOrderQuestion(first.ingress, entry.ingress, [first.source, entry.source], where);
    if (question !== null) this.byKey.set(key, { ...first, open: [...first.open, question] });
    this.faults.push({
      kind: 'dropped',
      code: 'path-taken',
      source: entry.source,
      others: [first.source],
      reason: `haproxy-ingress leaves out a path that an older Ingress, or an earlier path of the same one, has already: ${where}`,
      fix: 'remove one of the two paths',
    });
  }
}
