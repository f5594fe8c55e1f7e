import { effectiveRewrite } from './location-routes';
import { clientCertificate } from './questions';
import { appRootRedirect } from './redirects';
import type { Route } from '../../../model';
import type { EmittedLocation } from '../servers/locations';
import type { Server } from '../servers/servers';
import { annotationSource } from '../settings/annotations';
import type { ReadIngress } from '../settings/settings';

/** First place of the rank of what holds for a whole host. */
const HOST = 0;

/** Answers of the server block, before any location: certificates of clients that are missing or cannot be checked, and `app-root`. */
export function wholeHost({ owners }: Server, emitted: readonly EmittedLocation[]): readonly Route[] {
  const routes: Route[] = [...certificateRequired(owners)];
  const denied = owners.find(({ read }) => read.settings.access.hostDenied !== null);
  if (denied?.read.settings.access.hostDenied != null) {
    const { annotation, reason } = denied.read.settings.access.hostDenied;
    routes.push({
      ...ofAnnotation(denied.read, annotation),
      conditions: {},
      rank: [HOST, 0],
      action: { kind: 'respond', status: 403, code: 'invalid-configuration', reason: `ingress-nginx serves nothing of the host: of ${annotation}, ${reason}`, source: annotationSource(denied.read.ingress, annotation) },
    });
  }
  emitted.forEach(({ location }, order) => {
    const { appRoot } = effectiveRewrite(location);
    if (location.read === null || appRoot === '') return;
    routes.push({
      ...ofAnnotation(location.read, 'app-root'),
      conditions: { path: { kind: 'exact', path: '/' } },
      rank: [HOST, 1, order],
      action: { kind: 'redirect', status: 302, location: appRootRedirect(appRoot), source: annotationSource(location.read.ingress, 'app-root') },
    });
  });
  return routes;
}

/** Over TLS a client shows a certificate before anything is looked at; the first Ingress of the host that asks for one decides. */
function certificateRequired(owners: Server['owners']): readonly Route[] {
  const read = owners.find((each) => each.read.settings.access.clientCertificate !== null)?.read;
  const wanted = read?.settings.access.clientCertificate ?? null;
  if (read === undefined || wanted?.verify !== 'on') return [];
  const source = annotationSource(read.ingress, 'auth-tls-secret');
  const action: Route['action'] = /^https?:/.test(wanted.errorPage)
    ? { kind: 'redirect', status: 302, location: [wanted.errorPage], source: annotationSource(read.ingress, 'auth-tls-error-page') }
    : { kind: 'respond', status: 400, code: 'client-certificate-required', reason: 'the client shows no certificate (auth-tls-secret)', source };
  return [{ ...ofAnnotation(read, 'auth-tls-secret'), conditions: { scheme: 'https' }, rank: [HOST, 0], open: [clientCertificate(read)], action }];
}

/** What routes of an annotation have in common. */
export function ofAnnotation({ ingress }: ReadIngress, name: string): Pick<Route, 'source' | 'covers' | 'label' | 'filters' | 'open'> {
  return { source: annotationSource(ingress, name), covers: [], label: `annotation ${name}`, filters: [], open: [] };
}
