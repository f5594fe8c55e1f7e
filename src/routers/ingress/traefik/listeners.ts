import { routesOf, type Draft } from './drafts';
import { entryPointTls, entryPointUnknown } from './questions';
import type { EntryPoint, TraefikSettings } from './settings';
import type { Ingress } from '../../../kubernetes/ingress';
import { questionKey, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import type { Certificate, Listener, Route, VirtualHost } from '../../model';
import { hostMatcher } from '../host-matcher';
import { annotationSource, ingressSource, tlsSource } from '../sources';

/** Whether a router answers at an entry point by a scheme; with questions: if they are answered otherwise. */
interface Presence {
  readonly there: boolean;
  readonly open: readonly OpenQuestion[];
}

const THERE: Presence = { there: true, open: [] };

/**
 * The entry points, each by http and by TLS: a router with TLS answers https alone, one without it http alone, unless the entry point has TLS.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/server/aggregator.go applyModel
 */
export function listenersOf(drafts: readonly Draft[], ingresses: readonly Ingress[], traefik: TraefikSettings): readonly Listener[] {
  const hosts = new SharedHosts();
  const certificates = ingresses.flatMap(certificatesOf);
  return traefik.entryPoints.flatMap((entryPoint) => [
    listener(entryPoint, 'HTTP', hosts.of(drafts.map((draft) => [draft, presence(draft, entryPoint, false, traefik)]))),
    { ...listener(entryPoint, 'HTTPS', hosts.of(drafts.map((draft) => [draft, presence(draft, entryPoint, true, traefik)]))), certificates },
  ]);
}

function listener({ name, port }: EntryPoint, protocol: 'HTTP' | 'HTTPS', hosts: readonly VirtualHost[]): Listener {
  return { name, port, protocol, tls: protocol === 'HTTP' ? 'none' : 'terminate', host: { kind: 'any' }, certificates: [], hosts, source: null };
}

/** null: it is not there, whatever the installation. */
function presence(draft: Draft, entryPoint: EntryPoint, tls: boolean, traefik: TraefikSettings): Presence | null {
  const { settings, ingress } = draft;
  const named = settings.entryPoints === null || settings.entryPoints.includes(entryPoint.name);
  if (!named) return traefik.entryPointsKnown ? null : unknownEntryPoint(draft, entryPoint, tls, traefik);
  if (settings.tls !== null) return tls ? THERE : null;
  if (entryPoint.tls.known) return entryPoint.tls.value === tls ? THERE : null;
  const question = entryPointTls(entryPoint, entryPointSource(draft));
  // one that asks for this entry point alone and brings a certificate is meant for an entry point that has TLS
  if (settings.entryPoints?.length === 1 && ingress.tls.length > 0) return { there: tls, open: [question] };
  return tls ? { there: false, open: [question] } : THERE;
}

/** Entry points have any names; one that is called like TLS is taken to be at the port of https. */
function unknownEntryPoint(draft: Draft, { name }: EntryPoint, tls: boolean, { entryPoints }: TraefikSettings): Presence | null {
  const others = draft.settings.entryPoints?.filter((each) => !entryPoints.some((known) => known.name === each)) ?? [];
  const other = others.find((each) => (/https|secure|tls|443/i.test(each) ? 'websecure' : 'web') === name);
  if (other === undefined || (draft.settings.tls !== null && !tls)) return null;
  return { there: false, open: [entryPointUnknown(other, entryPointSource(draft))] };
}

function entryPointSource({ ingress, settings: { keys } }: Draft): Source {
  return keys.entryPoints === '' ? ingressSource(ingress) : annotationSource(ingress.resource, keys.entryPoints);
}

/** Listeners with the same routers share their virtual host, and with it the index. */
class SharedHosts {
  private readonly byKey = new Map<string, readonly VirtualHost[]>();
  private readonly routes = new Map<Draft, readonly Route[]>();

  of(presences: readonly (readonly [Draft, Presence | null])[]): readonly VirtualHost[] {
    const key = presences.map(([, each]) => each === null ? '-' : each === THERE ? '+' : `${each.there} ${each.open.map(questionKey).join()}`).join('\n');
    let hosts = this.byKey.get(key);
    if (hosts === undefined) this.byKey.set(key, hosts = [this.virtualHost(presences)]);
    return hosts;
  }

  private virtualHost(presences: readonly (readonly [Draft, Presence | null])[]): VirtualHost {
    const routes: Route[] = [];
    const possible: Route[] = [];
    for (const [draft, at] of presences) {
      if (at === null) continue;
      const made = at === THERE ? this.routesOf(draft) : routesOf(draft, at.open);
      (at.there && !draft.possible ? routes : possible).push(...made);
    }
    return { host: { kind: 'any' }, routes, possible, onMiss: 'stop', sources: [] };
  }

  private routesOf(draft: Draft): readonly Route[] {
    let routes = this.routes.get(draft);
    if (routes === undefined) this.routes.set(draft, routes = routesOf(draft));
    return routes;
  }
}

/** `spec.tls` loads certificates and opens nothing; one is chosen by the names that are in it, which `hosts` should say. */
function certificatesOf(ingress: Ingress): readonly Certificate[] {
  return ingress.tls.filter((each) => each.secretName !== null).map((tls) => ({
    hosts: tls.hosts.map((host) => hostMatcher(host, 'one')),
    secret: tls.secretName === null ? null : { namespace: ingress.namespace, name: tls.secretName },
    source: tlsSource(ingress, tls),
  }));
}
