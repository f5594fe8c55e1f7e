import type { GrantNeeded } from './backends';
import { convertBackends } from './backends';
import { covers, isUnconditional } from './effective-routes';
import type { MigrationNote } from './model';
import type { Cluster } from '../cluster/model';
import type { OpenQuestion } from '../kubernetes/open-question';
import type { JsonObject, Resource } from '../kubernetes/resource';
import type { Route } from '../routers/model';

/** Backends that get the connections of a host as they are. */
export interface Passthrough {
  readonly owner: Resource;
  readonly backendRefs: readonly JsonObject[];
  readonly notes: readonly MigrationNote[];
  readonly grants: readonly GrantNeeded[];
}

/** The question of whether an annotation that asks for it passes connections on undecrypted: `nginx.ingress.kubernetes.io/ssl-passthrough` and the like. */
export function isPassthroughQuestion({ sources }: OpenQuestion): boolean {
  return sources.some(({ kind, field }) => kind === 'annotation' && /\/ssl-passthrough\]?$/.test(field));
}

/** The route for `/` of a host whose annotation asks for it: the paths of what is encrypted are not seen. */
export function passthroughOf(routes: readonly Route[]): Route | null {
  const root = routes.find((each) => isUnconditional(each) && covers(each.conditions.path, { kind: 'exact', path: '/' }));
  return root?.action.kind === 'forward' && root.open.some(isPassthroughQuestion) ? root : null;
}

/** What a TLSRoute says of it. */
export function convertPassthrough({ action, source, open }: Route, cluster: Cluster): Passthrough {
  const { refs, grants, notes } = convertBackends(action.kind === 'forward' ? action.to : [], source.resource, cluster);
  const note: MigrationNote = {
    code: 'tls-passthrough',
    source: open.find(isPassthroughQuestion)?.sources[0] ?? source,
    reason: 'a TLSRoute passes https on undecrypted, whatever the path; the annotation does so where the controller is started for it (--enable-ssl-passthrough)',
    action: 'see that the pods speak TLS with a certificate for the host; where the controller decrypts, delete the annotation and migrate again',
  };
  // they speak TLS themselves, whoever connects
  const kept = notes.filter(({ code }) => code !== 'backend-tls' && code !== 'grpc-backend');
  return { owner: source.resource, backendRefs: refs, notes: [note, ...kept], grants: grants.map((each) => ({ ...each, kind: 'TLSRoute' as const })) };
}
