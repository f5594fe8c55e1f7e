import { isLabelError, readRouterSettings, type RouterSettings } from './annotations';
import type { Draft } from './drafts';
import { droppedPart, ignoredIngress } from './faults';
import { Middlewares } from './middlewares/chain';
import type { Broken } from './middlewares/middleware';
import { missingReference, openReferences } from './references';
import { normalized, ruleLength, ruleOf } from './rules';
import { loadService, type Loaded } from './services';
import type { TraefikSettings } from './settings';
import type { Ingress, IngressBackend, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Action, Fault } from '../../model';
import type { DialectInputs } from '../dialect';
import { annotationSource, defaultBackendSource, hostSource, pathSource, ruleSource } from '../sources';

/** Above all that a user may set. */
const CLOSING_PRIORITY = Number.MAX_SAFE_INTEGER;

/** `math.MinInt32`. */
const DEFAULT_BACKEND_PRIORITY = -2147483648;

/** What Ingress objects make of routers, and what Traefik leaves out of them. */
export class RouterDrafts {
  readonly drafts: Draft[] = [];
  /** Of Ingress objects without rules: the first that is loaded is taken, and no second one. */
  readonly defaults: Draft[] = [];
  readonly faults: Fault[] = [];
  /** Of the Ingress objects that are not ignored. */
  readonly settings = new Map<Ingress, RouterSettings>();
  /** Hosts whose TLS handshakes fail. */
  private readonly closed = new Set<string>();
  private readonly middlewares: Middlewares;

  constructor(private readonly inputs: DialectInputs, private readonly traefik: TraefikSettings) {
    this.middlewares = new Middlewares(inputs.cluster, inputs.externals);
  }

  add(ingress: Ingress): void {
    const settings = readRouterSettings(ingress.annotations);
    if (isLabelError(settings)) {
      this.faults.push(ignoredIngress('annotation-invalid', annotationSource(ingress.resource, settings.annotation), settings.reason));
      return;
    }
    this.settings.set(ingress, settings);
    if (ingress.rules.length === 0) {
      this.addDefault(ingress, settings);
    } else if (ingress.defaultBackend !== null) {
      const reason = 'Traefik reads the defaultBackend of an Ingress without rules alone';
      this.faults.push(droppedPart('default-backend-unused', defaultBackendSource(ingress), reason));
    }
    for (const rule of ingress.rules) for (const path of rule.paths ?? []) this.addPath(ingress, settings, rule, path);
  }

  private addDefault(ingress: Ingress, settings: RouterSettings): void {
    if (ingress.defaultBackend === null) return;
    const source = defaultBackendSource(ingress);
    const base = {
      ingress,
      settings,
      source,
      covers: [],
      label: 'the default backend',
      name: 'default-router',
      rule: 'PathPrefix("/")',
      conditions: {},
      priority: DEFAULT_BACKEND_PRIORITY,
    };
    this.addLoaded(base, ingress.defaultBackend, this.defaults);
  }

  private addPath(ingress: Ingress, settings: RouterSettings, rule: IngressRule, path: IngressPath): void {
    const source = pathSource(ingress, path);
    const made = ruleOf(rule, path, settings, this.traefik);
    if ('code' in made) {
      this.faults.push(droppedPart(made.code, source, made.reason));
      return;
    }
    const covers = [ruleSource(ingress, rule), ...(rule.host === '' ? [] : [hostSource(ingress, rule)])];
    const base = {
      ingress,
      settings,
      source,
      covers,
      label: labelOf(path),
      rule: made.text,
      conditions: made.conditions,
      name: normalized(`${ingress.namespace}-${ingress.name}-${rule.host}${path.path}`),
      priority: settings.priority === 0 ? ruleLength(made.text) : settings.priority,
    };
    this.addLoaded(base, path.backend, this.drafts);
  }

  private addLoaded(base: DraftBase, backend: IngressBackend | null, drafts: Draft[]): void {
    const loaded = loadService(base.ingress, backend, this.inputs, this.traefik);
    if (loaded.kind === 'loaded') {
      this.finish(base, loaded, drafts);
      return;
    }
    this.faults.push(droppedPart(loaded.code, base.source, loaded.reason));
    const { unless } = loaded;
    if (unless !== undefined) drafts.push({ ...base, ...NO_FILTERS, action: unless.action, open: [unless.question], possible: true });
  }

  /** What else keeps a router from being built: its middlewares, TLS options, transport. */
  private finish(base: DraftBase, loaded: Loaded, drafts: Draft[]): void {
    const { settings: { middlewares, keys }, ingress: { resource } } = base;
    const ofRouter = this.middlewares.chain(middlewares, annotationSource(resource, keys.middlewares));
    const ofService = this.serviceMiddlewares(loaded);
    const missing = missingReference(base, loaded, this.inputs.cluster);
    if (ofRouter.kind === 'broken') return this.addBroken(base, loaded, 'middleware-broken', ofRouter, drafts);
    if (ofService.kind === 'broken') return this.addBroken(base, loaded, 'middleware-broken', ofService, drafts);
    if (missing !== null) {
      if (missing.code === 'tls-options-missing') this.addClosing(base, missing.reason, missing.question);
      return this.addBroken(base, loaded, missing.code, missing, drafts);
    }
    drafts.push({
      ...base,
      filters: [...ofRouter.filters, ...ofService.filters],
      preflightAfter: ofRouter.preflightAfter ?? (ofService.preflightAfter === null ? null : ofRouter.filters.length + ofService.preflightAfter),
      action: loaded.action,
      open: [...ofRouter.open, ...ofService.open, ...openReferences(base, this.inputs)],
      possible: false,
    });
  }

  private addBroken(base: DraftBase, { action }: Loaded, code: string, { reason, question }: Omit<Broken, 'kind'>, drafts: Draft[]): void {
    this.faults.push(droppedPart(code, base.source, reason));
    if (question !== undefined) drafts.push({ ...base, ...NO_FILTERS, action, open: [question], possible: true });
  }

  /** TLS handshakes for the host of a router whose TLS options are missing fail ("special TLS closing route"). */
  private addClosing(base: DraftBase, reason: string, question: OpenQuestion | undefined): void {
    const { host } = base.conditions;
    if (host === undefined || this.closed.has(JSON.stringify(host))) return;
    this.closed.add(JSON.stringify(host));
    const action: Action = { kind: 'respond', status: null, code: 'tls-handshake-failed', reason, source: base.source };
    const closing = { ...base, ...NO_FILTERS, conditions: { host }, priority: CLOSING_PRIORITY, name: `${base.name} tls` };
    this.drafts.push({ ...closing, action, open: question === undefined ? [] : [question], possible: false });
  }

  private serviceMiddlewares({ service, settings }: Loaded): ReturnType<Middlewares['chain']> {
    if (service === null || settings === null) return { kind: 'applied', filters: [], open: [], preflightAfter: null };
    return this.middlewares.chain(settings.middlewares, annotationSource(service.resource, settings.keys.middlewares));
  }
}

type DraftBase = Omit<Draft, 'filters' | 'preflightAfter' | 'action' | 'open' | 'possible'>;

const NO_FILTERS = { filters: [], preflightAfter: null };

function labelOf({ path, pathType }: IngressPath): string {
  return path === '' ? `every path (${pathType})` : `\`${path}\` (${pathType})`;
}
