import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkObject, defined } from '../emit';
import { backendJson, pathJson } from './checks';
import type { PathRouterProps } from './options';
import type { PlannedIngress, RouterPlan } from './plan';
import type { JsonObject } from '../../kubernetes/resource';
import { claimName } from '../service/service-name';

/** What the API server does not mind, for a router whose routes are not known yet. */
const EMPTY: PlannedIngress = {
  suffix: '', annotations: {}, rules: [], tls: [], defaultBackend: { service: 'name', port: 80, object: undefined },
};

const NOTHING: PlannedIngress = { ...EMPTY, defaultBackend: undefined };

/** The API objects of a router, kept as its plan changes. */
export class RouterObjects {
  public readonly main: ApiObject;

  /** undefined where routes have come to its Ingress objects since. */
  private current: RouterPlan | undefined = { ingresses: [], objects: [] };
  private checked: RouterPlan | undefined;
  private readonly children = new Map<string, ApiObject>();
  /** Keys that have an annotation on an object, whose value is read from the plan. */
  private readonly annotated = new Map<string, Set<string>>();

  constructor(
    private readonly scope: Construct, private readonly name: string, private readonly props: PathRouterProps,
    private readonly error: (message: string) => Error, private readonly replan: () => RouterPlan,
  ) {
    this.main = this.makeIngress('');
  }

  /**
   * Makes the objects of a plan, and takes away those that it no longer has.
   *
   * @throws when a name is taken; the objects then stay as they were
   */
  public update(plan: RouterPlan): void {
    const ids = new Set([...plan.ingresses.map(({ suffix }) => suffix), ...plan.objects.map(({ kind, suffix }) => `${kind}-${suffix}`)]);
    const before = new Set(this.children.keys());
    try {
      for (const { suffix } of plan.ingresses) {
        if (suffix !== '') this.child(suffix, () => this.makeIngress(suffix));
      }
      for (const { apiVersion, kind, suffix } of plan.objects) {
        this.child(`${kind}-${suffix}`, (id) => this.makeObject(id, apiVersion, kind, suffix));
      }
    } catch (error) {
      this.keep(before);
      throw error;
    }
    this.keep(ids);
    this.current = plan;
    for (const { suffix, annotations } of plan.ingresses) {
      this.annotate(suffix === '' ? this.main : this.child(suffix, () => this.makeIngress(suffix)), suffix, Object.keys(annotations));
    }
  }

  /** Routes have come that need no other objects. */
  public extend(): void {
    this.current = undefined;
  }

  private plan(): RouterPlan {
    this.current ??= this.replan();
    return this.current;
  }

  private keep(ids: ReadonlySet<string>): void {
    for (const id of this.children.keys()) {
      if (!ids.has(id)) {
        this.scope.node.tryRemoveChild(id);
        this.children.delete(id);
        this.annotated.delete(id);
      }
    }
  }

  /**
   * Throws what the API server would say of the objects, as far as they are known; a router without routes may still get some.
   *
   * A plan is checked once: an app is validated once for each chart and once more.
   */
  public check(): void {
    const plan = this.plan();
    if (plan === this.checked) {
      return;
    }
    const [main = EMPTY, ...others] = plan.ingresses;
    checkObject(this.main, { spec: this.spec(main) }, this.error);
    for (const ingress of others) {
      const object = this.children.get(ingress.suffix);
      if (object !== undefined) {
        checkObject(object, { spec: this.spec(ingress) }, this.error);
      }
    }
    this.checked = plan;
  }

  private child(id: string, make: (id: string) => ApiObject): ApiObject {
    const child = this.children.get(id) ?? make(id);
    this.children.set(id, child);
    return child;
  }

  private makeObject(id: string, apiVersion: string, kind: string, suffix: string): ApiObject {
    return new ApiObject(this.scope, id, {
      apiVersion,
      kind,
      metadata: defined({ name: `${this.name}-${suffix}`, namespace: this.props.metadata?.namespace, labels: this.props.metadata?.labels }),
      spec: Lazy.any({ produce: () => this.plan().objects.find((object) => object.kind === kind && object.suffix === suffix)?.spec }),
    });
  }

  private makeIngress(suffix: string): ApiObject {
    const name = suffix === '' ? this.name : `${this.name}-${suffix}`;
    const object = new ApiObject(this.scope, suffix === '' ? 'Resource' : suffix, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: defined({ ...this.props.metadata, name }),
      spec: Lazy.any({ produce: () => this.spec(this.find(suffix) ?? NOTHING) }),
    });
    const { namespace } = object.metadata;
    const other = claimName('Ingress', object, namespace, name);
    if (other !== undefined) {
      this.scope.node.tryRemoveChild(object.node.id);
      throw this.error(`'${other.node.scope?.node.path}' makes an Ingress '${name}' in the same namespace${namespace === undefined ? '' : ` '${namespace}'`}, `
        + 'and an object\'s name is unique there; specify another id, metadata.name or metadata.namespace');
    }
    return object;
  }

  private annotate(object: ApiObject, suffix: string, keys: readonly string[]): void {
    const known = this.annotated.get(suffix) ?? new Set();
    this.annotated.set(suffix, known);
    for (const key of keys) {
      if (!known.has(key)) {
        known.add(key);
        const given = this.props.metadata?.annotations?.[key];
        object.metadata.addAnnotation(key, Lazy.any({
          produce: () => given ?? this.find(suffix)?.annotations[key],
        }));
      }
    }
  }

  private find(suffix: string): PlannedIngress | undefined {
    return this.plan().ingresses.find((ingress) => ingress.suffix === suffix);
  }

  private spec({ rules, tls, defaultBackend }: PlannedIngress): JsonObject {
    return defined({
      ingressClassName: this.props.ingressClassName,
      defaultBackend: defaultBackend && backendJson(defaultBackend),
      rules: rules.length === 0 ? undefined : rules.map(({ host, paths }) => defined({
        host: host === '' ? undefined : host,
        http: { paths: paths.map(({ path, pathType, backend }) => pathJson(path, pathType, backend)) },
      })),
      tls: tls.length === 0 ? undefined : tls.map(({ hosts = [], secretName }) => defined({
        hosts: hosts.length === 0 ? undefined : [...hosts],
        secretName,
      })),
    });
  }
}
