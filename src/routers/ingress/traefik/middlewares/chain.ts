import { ACCESS_MIDDLEWARES } from './access-filters';
import { applied, broken, specOf, type Applied, type BuildMiddleware, type Broken } from './middleware';
import { OTHER_MIDDLEWARES } from './other-filters';
import { PATH_MIDDLEWARES } from './path-filters';
import { REDIRECT_MIDDLEWARES } from './redirect-filters';
import type { Cluster } from '../../../../cluster/model';
import { objectAt, objectsAt, stringAt } from '../../../../kubernetes/fields';
import type { OpenQuestion, Source } from '../../../../kubernetes/open-question';
import type { Resource } from '../../../../kubernetes/resource';
import type { Externals } from '../../../../manifests/config';
import type { Filter } from '../../../model';
import { missingObject, otherProvider } from '../questions';
import { normalized } from '../rules';

/** Middlewares one after the other, as a router has them. */
export interface AppliedChain {
  readonly kind: 'applied';
  readonly filters: readonly Filter[];
  readonly open: readonly OpenQuestion[];
  /** How many of the filters a CORS preflight request goes through before it is answered; null: none is answered. */
  readonly preflightAfter: number | null;
}

const BUILDERS: Readonly<Record<string, BuildMiddleware>> = {
  ...PATH_MIDDLEWARES, ...REDIRECT_MIDDLEWARES, ...ACCESS_MIDDLEWARES, ...OTHER_MIDDLEWARES,
};

const PROVIDER = '@kubernetescrd';

/** The Middleware objects of a cluster, under the names that routers call them by. */
export class Middlewares {
  private readonly byName = new Map<string, Resource>();
  private readonly built = new Map<string, AppliedChain | Broken>();

  constructor(private readonly cluster: Cluster, private readonly externals: Externals) {
    for (const resource of cluster.ofKinds('Middleware')) {
      if (!resource.apiVersion.startsWith('traefik.io/')) continue;
      this.byName.set(normalized(`${resource.namespace ?? ''}-${resource.name}`), resource);
    }
  }

  /**
   * @param references as annotations name them: `shop-strip@kubernetescrd`
   * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/server/middleware/middlewares.go BuildMiddlewareChain
   */
  chain(references: readonly string[], source: Source): AppliedChain | Broken {
    return joined(references.map((reference) => this.build(reference, source, [])));
  }

  private build(reference: string, source: Source, within: readonly string[]): AppliedChain | Broken {
    if (!reference.endsWith(PROVIDER)) {
      // a name alone is one of the Ingress provider, which has none
      if (!reference.includes('@')) return broken(`there is no middleware ${reference}: a Middleware is named as NAMESPACE-NAME${PROVIDER}`);
      return chainOf({ kind: 'applied', filters: [], open: [otherProvider(`middleware ${reference}`, source)] });
    }
    const name = reference.slice(0, -PROVIDER.length);
    if (within.includes(name)) return broken(`middleware ${name} is part of itself`);
    const resource = this.byName.get(name);
    if (resource === undefined) return broken(`there is no Middleware for ${reference}`, missingObject(`Middleware ${name}`, source));
    const known = this.built.get(name);
    if (known !== undefined) return known;
    const chain = this.buildResource(resource, [...within, name]);
    if (within.length === 0) this.built.set(name, chain);
    return chain;
  }

  private buildResource(resource: Resource, within: readonly string[]): AppliedChain | Broken {
    const spec = specOf(resource);
    const types = Object.keys(spec).filter((type) => objectAt(spec, type) !== undefined);
    const what = `Middleware ${resource.namespace ?? ''}/${resource.name}`;
    if (types.length !== 1) return broken(`${what} has ${types.length === 0 ? 'no type' : `several types (${types.join(', ')})`}, and must have one`);
    const [type] = types;
    const settings = objectAt(spec, type) ?? {};
    const source: Source = { resource, field: `spec.${type}`, kind: 'filter' };
    if (type === 'chain') return this.buildChain(resource, source, within);
    if (!Object.hasOwn(BUILDERS, type)) return chainOf({ kind: 'applied', filters: [], open: [otherProvider(`the type ${type} of ${what}`, source)] });
    const made = BUILDERS[type]({ resource, source, type, settings, cluster: this.cluster, externals: this.externals });
    return made.kind === 'broken' ? { ...made, reason: `${what}: ${made.reason}` } : chainOf(made);
  }

  /** Names other Middleware objects of its namespace; `allowCrossNamespace` is off by default. */
  private buildChain(resource: Resource, source: Source, within: readonly string[]): AppliedChain | Broken {
    const namespace = resource.namespace ?? '';
    const names = objectsAt(objectAt(specOf(resource), 'chain'), 'middlewares').map(({ object }) => ({
      name: stringAt(object, 'name') ?? '',
      namespace: stringAt(object, 'namespace') || namespace,
    }));
    const foreign = names.find((each) => each.namespace !== namespace || each.name.endsWith(PROVIDER));
    if (foreign !== undefined) {
      const what = `${foreign.namespace}/${foreign.name} of another namespace`;
      return broken(`Middleware ${namespace}/${resource.name} names ${what}, which Traefik takes only with allowCrossNamespace`);
    }
    const references = names.map(({ name }) => name.includes('@') ? name : `${normalized(`${namespace}-${name}`)}${PROVIDER}`);
    return joined(references.map((reference) => this.build(reference, source, within)));
  }
}

function chainOf({ filters, open, preflight }: Applied): AppliedChain {
  return { kind: 'applied', filters, open, preflightAfter: preflight === true ? 0 : null };
}

function joined(parts: readonly (AppliedChain | Broken)[]): AppliedChain | Broken {
  let all: AppliedChain = chainOf(applied());
  for (const part of parts) {
    if (part.kind === 'broken') return part;
    const preflightAfter = all.preflightAfter ?? (part.preflightAfter === null ? null : all.filters.length + part.preflightAfter);
    all = { kind: 'applied', filters: [...all.filters, ...part.filters], open: [...all.open, ...part.open], preflightAfter };
  }
  return all;
}
