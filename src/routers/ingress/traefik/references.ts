import type { RouterSettings } from './annotations';
import { classMissing, missingObject, otherProvider, ruleSyntax } from './questions';
import { normalized } from './rules';
import type { Loaded } from './services';
import type { Cluster } from '../../../cluster/model';
import type { Ingress } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { DialectInputs } from '../dialect';
import { annotationSource } from '../sources';

interface NamesOthers {
  readonly ingress: Ingress;
  readonly settings: RouterSettings;
}

/** An object without which Traefik does not build a router. */
export interface MissingReference {
  readonly code: 'tls-options-missing' | 'servers-transport-missing';
  /** One sentence without full stop. */
  readonly reason: string;
  readonly question?: OpenQuestion;
}

const PROVIDER = '@kubernetescrd';

/** TLS options of the router, the transport of its Service (buildRouterHandler, getLoadBalancerServiceHandler); null where nothing is missing. */
export function missingReference(
  { ingress, settings: { tls, keys } }: NamesOthers, { service, settings }: Loaded, cluster: Cluster,
): MissingReference | null {
  if (tls !== null && tls.options !== '' && tls.options !== 'default') {
    const found = missing(cluster, 'TLSOption', tls.options, annotationSource(ingress.resource, keys.tls));
    if (found !== null) return { code: 'tls-options-missing', ...found };
  }
  if (service === null || settings === null || settings.serversTransport === '') return null;
  const found = missing(cluster, 'ServersTransport', settings.serversTransport, annotationSource(service.resource, settings.keys.serversTransport));
  return found === null ? null : { code: 'servers-transport-missing', ...found };
}

function missing(cluster: Cluster, kind: string, reference: string, source: Source): Omit<MissingReference, 'code'> | null {
  if (!reference.includes('@')) return { reason: `there is no ${kind} ${reference}: it is named as NAMESPACE-NAME${PROVIDER}` };
  if (!reference.endsWith(PROVIDER)) return null;
  const name = reference.slice(0, -PROVIDER.length);
  return namesOf(cluster).has(`${kind} ${name}`) ? null : { reason: `there is no ${kind} for ${reference}`, question: missingObject(`${kind} ${name}`, source) };
}

const NAMES = new WeakMap<Cluster, ReadonlySet<string>>();

/** `TLSOption shop-strict`: objects of Traefik as references name them. */
function namesOf(cluster: Cluster): ReadonlySet<string> {
  let names = NAMES.get(cluster);
  if (names === undefined) {
    const objects = cluster.resources.filter(({ apiVersion }) => apiVersion.startsWith('traefik.io/'));
    const ids = objects.map(({ kind, namespace, name }) => ({ kind, id: `${namespace ?? ''}-${name}` }));
    NAMES.set(cluster, names = new Set(ids.flatMap(({ kind, id }) => [`${kind} ${id}`, `${kind} ${normalized(id)}`])));
  }
  return names;
}

/** What a router names that is in no object of the cluster, or that is not simulated. */
export function openReferences({ settings, ingress }: NamesOthers, inputs: DialectInputs): readonly OpenQuestion[] {
  const { tls, keys, ruleSyntax: syntax } = settings;
  const { resource } = ingress;
  const open: OpenQuestion[] = [...classQuestions(ingress, inputs)];
  if (tls !== null && tls.options.includes('@') && !tls.options.endsWith(PROVIDER)) {
    open.push(otherProvider(`TLS options ${tls.options}`, annotationSource(resource, keys.tls)));
  }
  if (syntax !== '' && syntax !== 'v3' && syntax !== 'default') open.push(ruleSyntax(annotationSource(resource, keys.ruleSyntax)));
  return open;
}

/** Traefik ignores a class that there is no IngressClass of. Where all objects are of one class, it is said once whether that one is served. */
function classQuestions({ resource, ingressClassName: name }: Ingress, { cluster, externals, className }: DialectInputs): readonly OpenQuestion[] {
  if (name === null || name === className || externals.ingressClasses.includes(name)) return [];
  if (cluster.ingressClasses.some((each) => each.name === name)) return [];
  return [classMissing(name, { resource, field: 'spec.ingressClassName', kind: 'object' })];
}
