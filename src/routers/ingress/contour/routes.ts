import { isRefusedByEnvoy, matchError, pathMatch, type PathMatch } from './paths';
import { className, externalNames } from './questions';
import { contourSettings, type ContourSettings } from './settings';
import type { Ingress, IngressBackend, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { Service, ServicePort } from '../../../kubernetes/service';
import type { Action, Fault, ServiceTarget } from '../../model';
import { findBackendService, serviceTarget } from '../backend-service';
import type { DialectInputs } from '../dialect';
import { namedClass } from '../ingress-class';
import { backendSource, defaultBackendSource, hostSource, ingressSource, pathSource, ruleSource } from '../sources';

/** A path of an Ingress, or its default backend, before it is known which tables it comes into. */
export interface ContourRoute {
  readonly ingress: Ingress;
  readonly settings: ContourSettings;
  /** As the rule writes it; empty: every host. */
  readonly host: string;
  readonly match: PathMatch;
  readonly websocket: boolean;
  readonly source: Source;
  readonly covers: readonly Source[];
  readonly label: string;
  readonly action: Action;
  readonly open: readonly OpenQuestion[];
  /** Whether it is there only if its questions are answered otherwise. */
  readonly possible: boolean;
}

export interface ContourRoutes {
  readonly routes: readonly ContourRoute[];
  readonly faults: readonly Fault[];
  /** Whether the controller itself fails on an object, and nothing is served. */
  readonly panics: boolean;
}

/** All paths, in the order in which an Ingress has them: the default backend first, so that rules take its place. */
export function contourRoutes(ingresses: readonly Ingress[], inputs: DialectInputs): ContourRoutes {
  const builder = new RouteBuilder(inputs);
  for (const ingress of ingresses) builder.add(ingress);
  return builder;
}

class RouteBuilder implements ContourRoutes {
  readonly routes: ContourRoute[] = [];
  readonly faults: Fault[] = [];
  panics = false;

  constructor(private readonly inputs: DialectInputs) {}

  add(ingress: Ingress): void {
    const settings = contourSettings(ingress);
    const open = this.classQuestions(ingress);
    if (ingress.defaultBackend !== null) {
      const place = { host: '', source: defaultBackendSource(ingress), covers: [], label: 'the default backend', websocket: settings.websockets.has('/') };
      const match = pathMatch({ path: '/', pathType: 'ImplementationSpecific' });
      this.addBackend({ ingress, settings, ...place, match, open }, ingress.defaultBackend);
    }
    for (const rule of ingress.rules) this.addRule(ingress, settings, rule, open);
  }

  /** A pattern that is not valid ends the rule: its later paths are lost, too (`return` in computeIngressRule). */
  private addRule(ingress: Ingress, settings: ContourSettings, rule: IngressRule, open: readonly OpenQuestion[]): void {
    for (const path of rule.paths ?? []) {
      const match = pathMatch(path);
      const source = pathSource(ingress, path);
      const covers = [ruleSource(ingress, rule), ...(rule.host === '' ? [] : [hostSource(ingress, rule)])];
      const websocket = settings.websockets.has(path.path === '' ? '/' : path.path);
      const place = { ingress, settings, host: rule.host, match, source, covers, label: labelOf(path), websocket, open };
      const error = matchError(match);
      if (error !== null && this.isLoaded(ingress, path.backend)) {
        const reason = `${match.text} is not a valid regular expression (${error}), and Contour leaves out this path and the later ones of its rule`;
        this.faults.push({ kind: 'dropped', code: 'path-pattern-invalid', source, others: [], reason, fix: 'write the path as a regular expression of RE2' });
        return;
      }
      if (error === null) this.addBackend(place, path.backend);
      if (isRefusedByEnvoy(match)) this.faults.push(refused(source, match));
    }
  }

  private isLoaded(ingress: Ingress, backend: IngressBackend | null): boolean {
    return ['found', 'declared'].includes(findBackendService(ingress, backend, this.inputs).kind);
  }

  private addBackend(place: Omit<ContourRoute, 'action' | 'possible'>, backend: IngressBackend | null): void {
    const { ingress, source } = place;
    const found = findBackendService(ingress, backend, this.inputs);
    if (found.kind === 'not-a-service' || backend?.kind !== 'service') {
      this.panics = true;
      this.faults.push(panic(source));
    } else if (found.kind === 'declared') {
      this.routes.push({ ...place, action: forward(serviceTarget(ingress, backend)), possible: false });
    } else if (found.kind === 'found') {
      const action = forward(serviceTarget(ingress, backend, { servicePort: found.port.port, protocol: protocolOf(found.service, found.port) }));
      if (found.service.type !== 'ExternalName') this.routes.push({ ...place, action, possible: false });
      else this.addExternalName(place, `${found.service.namespace}/${found.service.name}`, backendSource(ingress, backend), action);
    } else {
      const reason = found.kind === 'unlisted' ? 'its port is not among those of the Service' : found.reason;
      const code = found.kind === 'no-service' ? 'backend-service-missing' : 'backend-port-missing';
      this.faults.push({ kind: 'dropped', code, source, others: [], reason, fix: 'name a Service of the namespace and one of its TCP ports' });
    }
  }

  private addExternalName(place: Omit<ContourRoute, 'action' | 'possible'>, service: string, source: Source, action: Action): void {
    const reason = `Service ${service} is an ExternalName Service, which Contour takes only where enableExternalNameService is set`;
    this.faults.push({ kind: 'dropped', code: 'external-name-not-allowed', source, others: [], reason, fix: 'set enableExternalNameService, or send to a Service with endpoints' });
    this.routes.push({ ...place, action, open: [...place.open, externalNames(service, source)], possible: true });
  }

  /** No IngressClass is read: one of another name that is made for Contour is ignored, unless a flag names it. */
  private classQuestions(ingress: Ingress): readonly OpenQuestion[] {
    const name = namedClass(ingress) ?? '';
    if (name === '' || name === 'contour') return [];
    const { ingressClasses } = this.inputs.cluster;
    const made = ingressClasses.some((each) => each.name === name && each.controller?.startsWith('projectcontour.io/') === true);
    return made ? [className(name, ingressSource(ingress))] : [];
  }
}

function labelOf({ path, pathType }: IngressPath): string {
  return path === '' ? `every path (${pathType})` : `\`${path}\` (${pathType})`;
}

function forward(target: ServiceTarget): Action {
  return { kind: 'forward', to: [{ target, weight: 1, filters: [] }] };
}

/** `appProtocol` where it is set, else annotations of the Service that name the port (upstreamProtocol). */
function protocolOf({ annotations }: Service, { appProtocol, name, port }: ServicePort): ServiceTarget['protocol'] {
  if (appProtocol !== null) return appProtocol === 'kubernetes.io/h2c' ? 'H2C' : appProtocol === 'https' ? 'HTTPS' : 'HTTP';
  const named = (protocol: string): boolean => {
    const ports = (annotations[`projectcontour.io/upstream-protocol.${protocol}`] ?? '').split(',').map((each) => each.trim());
    return ports.includes(String(port)) || (name !== '' && ports.includes(name));
  };
  return named('tls') ? 'HTTPS' : named('h2c') ? 'H2C' : named('h2') ? 'GRPCS' : 'HTTP';
}

function panic(source: Source): Fault {
  return {
    kind: 'breaks-router',
    code: 'resource-backend',
    source,
    others: [],
    reason: 'Contour fails on a backend that is not a Service, and then serves no Ingress at all',
    fix: 'name a Service',
  };
}

function refused(source: Source, { text }: PathMatch): Fault {
  return {
    kind: 'breaks-router',
    code: 'prefix-refused',
    source,
    others: [],
    reason: `Envoy takes no prefix with ? or # (${text}), and refuses the whole table: every host keeps its last routes`,
    fix: 'write the prefix without ? and #',
  };
}
