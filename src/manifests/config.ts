import { problemOfPattern } from './exclude-pattern';
import { nearest } from '../kubernetes/near-miss';
import type { Json, JsonObject, Origin } from '../kubernetes/resource';
import { GATEWAY_API_VERSIONS, gatewayApiRelease, type GatewayApiRelease } from '../kubernetes/validation/gateway/release';
import { dns1123Label, dns1123Subdomain } from '../kubernetes/validation/names';

/** What a rule's findings are reported as; `off`: not at all. */
export type RuleLevel = 'off' | 'error' | 'warning' | 'info';

/** Findings that are known and accepted. */
export interface Suppression {
  /** A rule's id, or `*`. */
  readonly rule: string;
  /** `KIND/NAME` or `KIND/NAMESPACE/NAME`; `*` stands for any run of characters. */
  readonly object: string;
  /** Why it is accepted; never empty. */
  readonly reason: string;
  /** Where it stands in the config. */
  readonly path: string;
}

/** Requests whose outcome may differ between two versions. */
export interface AcceptedDifference {
  /** As `diff` names it: `rewritten`. */
  readonly kind: string;
  /** A host as rules write it; `*.example.com` has every host under it. null: every host. */
  readonly host: string | null;
  /** A path and all under it; null: every path. */
  readonly path: string | null;
  /** Why it is accepted; never empty. */
  readonly reason: string;
  /** Where it stands in the config. */
  readonly field: string;
}

/** A Service that exists in the cluster and is not in the manifests. */
export interface ExternalService {
  readonly namespace: string;
  readonly name: string;
  /** Empty: any port. */
  readonly ports: readonly number[];
}

/** Pods that something else makes (an operator, another chart). */
export interface ExternalPods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string | null; readonly containerPort: number; readonly protocol: 'TCP' | 'UDP' | 'SCTP' }[];
}

export interface ExternalSecret {
  readonly namespace: string;
  readonly name: string;
}

/** What the cluster holds besides the manifests. */
export interface Externals {
  readonly services: readonly ExternalService[];
  readonly pods: readonly ExternalPods[];
  readonly ingressClasses: readonly string[];
  readonly secrets: readonly ExternalSecret[];
}

/** `cdk8s-routing.yaml`. */
export interface RoutingConfig {
  readonly namespace: string | null;
  readonly controller: string | null;
  /** Which controller a class has, by the class. */
  readonly controllers: ReadonlyMap<string, string>;
  /** Minor of Kubernetes 1.x, 27 to 37. */
  readonly kubernetesMinor: number | null;
  /** Which definitions of the Gateway API the cluster has installed. */
  readonly gatewayApi: GatewayApiRelease | null;
  readonly clusterDomain: string | null;
  readonly rules: ReadonlyMap<string, RuleLevel>;
  readonly suppressions: readonly Suppression[];
  /** What `diff` and `migrate` report as accepted. */
  readonly acceptedDifferences: readonly AcceptedDifference[];
  readonly externals: Externals;
  /** A baseline file, as written in the config: relative to the config's folder. */
  readonly baseline: string | null;
  /** Files and folders that are left out; those with a slash are relative to the config's folder. */
  readonly exclude: readonly string[];
  readonly origin: Origin;
}

/** A fault of the config, at its field. */
export interface ConfigProblem {
  readonly path: string;
  readonly message: string;
}

export const OLDEST_KUBERNETES_MINOR = 27;
export const NEWEST_KUBERNETES_MINOR = 37;

/**
 * The minor of a Kubernetes version.
 *
 * @param text `1.34`, `v1.34.2`
 * @returns null where it is no version from 1.27 to 1.37
 */
export function kubernetesMinor(text: string): number | null {
  const minor = Number(/^v?1\.(\d{1,3})(?:\.\d{1,4})?$/.exec(text)?.[1] ?? NaN);
  return minor >= OLDEST_KUBERNETES_MINOR && minor <= NEWEST_KUBERNETES_MINOR ? minor : null;
}

/** Reads a parsed config; what does not fit is a problem at its field, and the rest still counts. */
export function readConfig(value: Json, origin: Origin): { readonly config: RoutingConfig; readonly problems: readonly ConfigProblem[] } {
  const reader = new ConfigReader();
  const root = reader.object(value ?? {}, '', [
    'namespace', 'controller', 'controllers', 'kubernetesVersion', 'gatewayApiVersion', 'clusterDomain', 'rules', 'suppressions', 'acceptedDifferences',
    'externals', 'baseline', 'exclude',
  ]);
  const config: RoutingConfig = {
    namespace: reader.optionalName(root.namespace, 'namespace', dns1123Label, 'the name of a namespace'),
    controller: reader.optionalText(root.controller, 'controller'),
    controllers: reader.controllers(root.controllers),
    kubernetesMinor: reader.version(root.kubernetesVersion, 'kubernetesVersion'),
    gatewayApi: reader.gatewayApi(root.gatewayApiVersion, 'gatewayApiVersion'),
    clusterDomain: reader.optionalName(root.clusterDomain, 'clusterDomain', dns1123Subdomain, 'a domain such as cluster.local'),
    rules: reader.rules(root.rules),
    suppressions: reader.list(root.suppressions, 'suppressions', (item, path) => reader.suppression(item, path)),
    acceptedDifferences: reader.list(root.acceptedDifferences, 'acceptedDifferences', (item, path) => reader.acceptedDifference(item, path)),
    externals: reader.externals(root.externals),
    baseline: reader.optionalText(root.baseline, 'baseline'),
    exclude: reader.list(root.exclude, 'exclude', (item, path) => reader.pattern(item, path)),
    origin,
  };
  return { config, problems: reader.problems };
}

/** Suppressions of written-out objects are looked up; each with a `*` is held against every finding. */
const MOST_PATTERNS = 2000;

class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  private patterns = 0;

  object(value: Json | undefined, path: string, fields: readonly string[]): JsonObject {
    if (value === undefined || value === null) return {};
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.problem(path, `got ${shown(value)}, expected a mapping with ${fields.join(', ')}`);
      return {};
    }
    for (const key of Object.keys(value)) {
      if (fields.includes(key)) continue;
      const meant = nearest(key, fields);
      this.problem(below(path, key), `unknown field '${key}'${meant === null ? '' : `, did you mean '${meant}'?`}; allowed are ${fields.join(', ')}`);
    }
    return value as JsonObject;
  }

  list<T>(value: Json | undefined, path: string, read: (item: Json, path: string) => T | null): T[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.problem(path, `got ${shown(value)}, expected a list`);
      return [];
    }
    return value.map((item: Json, i) => read(item, `${path}[${i}]`)).filter((item): item is T => item !== null);
  }

  optionalText(value: Json | undefined, path: string): string | null {
    return value === undefined || value === null ? null : this.text(value, path);
  }

  /** @param problemOf what is wrong with a name; null: nothing */
  optionalName(value: Json | undefined, path: string, problemOf: (name: string) => string | null, expected: string): string | null {
    const name = this.optionalText(value, path);
    if (name === null || problemOf(name) === null) return name;
    this.problem(path, `got '${name}', expected ${expected}: lower case letters, digits and '-'`);
    return null;
  }

  text(value: Json | undefined, path: string): string | null {
    if (typeof value === 'string' && value !== '') return value;
    this.problem(path, `got ${shown(value)}, expected a text`);
    return null;
  }

  pattern(value: Json, path: string): string | null {
    const text = this.text(value, path);
    const problem = text === null ? null : problemOfPattern(text);
    if (problem === null) return text;
    this.problem(path, `got ${shown(value)}: ${problem}`);
    return null;
  }

  version(value: Json | undefined, path: string): number | null {
    if (value === undefined || value === null) return null;
    // 1.30 without quotes is the number 1.3, so numbers are refused rather than guessed at
    const minor = typeof value === 'string' ? kubernetesMinor(value) : null;
    if (minor === null) {
      this.problem(path, `got ${shown(value)}, expected a version in quotes from '1.${OLDEST_KUBERNETES_MINOR}' to '1.${NEWEST_KUBERNETES_MINOR}'`);
    }
    return minor;
  }

  gatewayApi(value: Json | undefined, path: string): GatewayApiRelease | null {
    if (value === undefined || value === null) return null;
    const release = typeof value === 'string' ? gatewayApiRelease(value) : null;
    if (release === null) this.problem(path, `got ${shown(value)}, expected in quotes ${GATEWAY_API_VERSIONS}`);
    return release;
  }

  rules(value: Json | undefined): ReadonlyMap<string, RuleLevel> {
    const levels = new Map<string, RuleLevel>();
    if (value === undefined || value === null) return levels;
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.problem('rules', `got ${shown(value)}, expected a mapping of rule ids to off, error, warning or info`);
      return levels;
    }
    for (const [rule, level] of Object.entries(value)) {
      // YAML 1.1 reads an unquoted `off` as false
      if (level === false || level === 'off') levels.set(rule, 'off');
      else if (level === 'error' || level === 'warning' || level === 'info') levels.set(rule, level);
      else this.problem(below('rules', rule), `got ${shown(level)}, expected off, error, warning or info`);
    }
    return levels;
  }

  controllers(value: Json | undefined): ReadonlyMap<string, string> {
    const controllers = new Map<string, string>();
    if (value === undefined || value === null) return controllers;
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.problem('controllers', `got ${shown(value)}, expected a mapping of ingress classes to controllers`);
      return controllers;
    }
    for (const [className, controller] of Object.entries(value)) {
      if (typeof controller === 'string') controllers.set(className, controller);
      else this.problem(below('controllers', className), `got ${shown(controller)}, expected the name of a controller`);
    }
    return controllers;
  }

  suppression(item: Json, path: string): Suppression | null {
    const { rule, object, reason } = this.object(item, path, ['rule', 'object', 'reason']);
    const read = { rule: this.text(rule, `${path}.rule`), object: this.text(object, `${path}.object`), reason: this.text(reason, `${path}.reason`) };
    if (read.object !== null && !/^[^/]+\/[^/]+(\/[^/]+)?$/.test(read.object)) {
      this.problem(`${path}.object`, `got '${read.object}', expected KIND/NAME or KIND/NAMESPACE/NAME`);
      return null;
    }
    if (read.rule === null || read.object === null || read.reason === null) return null;
    if (read.object.includes('*')) this.patterns += 1;
    if (this.patterns > MOST_PATTERNS) {
      if (this.patterns === MOST_PATTERNS + 1) this.problem(`${path}.object`, `more than ${MOST_PATTERNS} suppressions with *; write objects out, or patterns that fit more of them`);
      return null;
    }
    return { rule: read.rule, object: read.object, reason: read.reason, path };
  }

  acceptedDifference(item: Json, field: string): AcceptedDifference | null {
    const { kind, host, path, reason } = this.object(item, field, ['kind', 'host', 'path', 'reason']);
    const read = { kind: this.text(kind, `${field}.kind`), reason: this.text(reason, `${field}.reason`) };
    const wherePath = this.optionalText(path, `${field}.path`);
    if (wherePath !== null && !wherePath.startsWith('/')) this.problem(`${field}.path`, `got '${wherePath}', expected a path that begins with /`);
    if (read.kind === null || read.reason === null) return null;
    return { kind: read.kind, host: this.optionalText(host, `${field}.host`), path: wherePath, reason: read.reason, field };
  }

  externals(value: Json | undefined): Externals {
    const root = this.object(value, 'externals', ['services', 'pods', 'ingressClasses', 'secrets']);
    return {
      services: this.list(root.services, 'externals.services', (item, path) => {
        const fields = this.object(item, path, ['namespace', 'name', 'ports']);
        const named = this.named(fields, path);
        return named && { ...named, ports: this.list(fields.ports, `${path}.ports`, (port, at) => this.port(port, at)) };
      }),
      pods: this.list(root.pods, 'externals.pods', (item, path) => this.pods(item, path)),
      ingressClasses: this.list(root.ingressClasses, 'externals.ingressClasses', (item, path) => this.text(item, path)),
      secrets: this.list(root.secrets, 'externals.secrets', (item, path) => this.named(this.object(item, path, ['namespace', 'name']), path)),
    };
  }

  private named(fields: JsonObject, path: string): { namespace: string; name: string } | null {
    const namespace = this.text(fields.namespace, `${path}.namespace`);
    const name = this.text(fields.name, `${path}.name`);
    return namespace === null || name === null ? null : { namespace, name };
  }

  private port(value: Json | undefined, path: string): number | null {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535) return value;
    this.problem(path, `got ${shown(value)}, expected a port from 1 to 65535`);
    return null;
  }

  private pods(item: Json, path: string): ExternalPods | null {
    const fields = this.object(item, path, ['namespace', 'labels', 'ports']);
    const namespace = this.text(fields.namespace, `${path}.namespace`);
    const labels = new Map<string, string>();
    if (typeof fields.labels === 'object' && fields.labels !== null && !Array.isArray(fields.labels)) {
      for (const [key, label] of Object.entries(fields.labels)) {
        // a label's value may be empty
        const text = label === '' ? '' : this.text(label, below(`${path}.labels`, key));
        if (text !== null) labels.set(key, text);
      }
    }
    if (labels.size === 0) {
      this.problem(`${path}.labels`, 'expected the labels that the pods carry');
      return null;
    }
    const ports = this.list(fields.ports, `${path}.ports`, (port, at) => this.containerPort(port, at));
    return namespace === null ? null : { namespace, labels: Object.fromEntries(labels), ports };
  }

  private containerPort(value: Json, path: string): ExternalPods['ports'][number] | null {
    const fields = this.object(value, path, ['name', 'containerPort', 'protocol']);
    const containerPort = this.port(fields.containerPort, `${path}.containerPort`);
    const protocol = fields.protocol ?? 'TCP';
    if (protocol !== 'TCP' && protocol !== 'UDP' && protocol !== 'SCTP') {
      this.problem(`${path}.protocol`, `got ${shown(protocol)}, expected TCP, UDP or SCTP`);
      return null;
    }
    return containerPort === null ? null : { name: this.optionalText(fields.name, `${path}.name`), containerPort, protocol };
  }

  private problem(path: string, message: string): void {
    this.problems.push({ path, message });
  }
}

const below = (path: string, key: string): string => (/^[A-Za-z][A-Za-z0-9]*$/.test(key) ? (path === '' ? key : `${path}.${key}`) : `${path}[${key}]`);

function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return typeof value === 'string' ? `'${value}'` : String(value);
}
