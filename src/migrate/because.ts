import type { Conversion, MigrationNote } from './model';
import type { RoutingChange } from '../diff/change';
import { textsOf } from '../kubernetes/open-question';
import { pickRouter } from '../routers/entry';
import { indexRouter } from '../routers/index/router-index';
import type { Route, Router, RouterRequest } from '../routers/model';
import type { Simulation } from '../trace/simulation';

/** Why requests differ, and what to do. */
export interface ChangeReason {
  /** One sentence without full stop. */
  readonly because: string;
  /** One sentence without full stop. */
  readonly action: string;
}

/** Why a request is treated otherwise by the Gateway: the note of its route that is about it, or what both sides' routes show. */
export function reasonOf(change: RoutingChange, before: Simulation, after: Simulation, { notesOf }: Pick<Conversion, 'notesOf'>): ChangeReason {
  const request = routerRequest(change);
  if (request === null) return { because: 'the address that was asked is of an Ingress controller or of a Gateway', action: 'point clients to the Gateway' };
  const [from, to] = [routeOf(before.routers, request), routeOf(after.routers, request)];
  const notes = from === null ? [] : notesOf.get(from) ?? [];
  const note = notes.find((each) => isAbout(each, change));
  if (change.kind === 'certificate') return certificateReason(change);
  if (note !== undefined) return { because: note.reason, action: note.action };
  return fromRoutes(change, from, to) ?? (notes.length > 0 ? { because: notes[0].reason, action: notes[0].action } : UNEXPLAINED);
}

const UNEXPLAINED: ChangeReason = { because: 'Gateways and the controller read these requests otherwise', action: 'trace the request on both sides' };

function certificateReason({ before, after }: RoutingChange): ChangeReason {
  if (before.certificate === null) {
    return { because: 'the host is served with the certificate of the controller itself, which a Gateway does not have', action: `put a certificate into Secret ${after.certificate ?? ''}` };
  }
  return { because: 'the certificate of the old listener is not that of the new one', action: 'name the Secret in certificateRefs of the listener' };
}

/** Which kinds of changes a note is a reason of. */
function isAbout({ code }: MigrationNote, { kind }: RoutingChange): boolean {
  switch (kind) {
    case 'rewritten': return code.startsWith('rewritten-');
    case 'admitted': return code.startsWith('gate-') || code.startsWith('respond-') || code === 'client-address';
    case 'status': return code === 'tls-passthrough' || code.startsWith('redirect-') || code.startsWith('respond-') || code.startsWith('gate-') || PATH_CODES.has(code) || BACKEND_CODES.has(code);
    case 'uncertain': return code === 'setting-not-migrated' || code === 'grpc-alone' || code === 'tls-passthrough' || code === 'regular-expression' || code === 'cookie-as-header' || code === 'backend-tls' || PATH_CODES.has(code) || BACKEND_CODES.has(code);
    case 'lost':
    case 'moved':
    case 'new': return PATH_CODES.has(code) || BACKEND_CODES.has(code) || code.startsWith('respond-') || code === 'client-address' || code === 'condition-without-equal' || code === 'host-as-sent' || code === 'tls-passthrough' || code === 'cookie-as-header';
    default: return false;
  }
}

const PATH_CODES: ReadonlySet<string> = new Set(['character-prefix', 'case-insensitive-path', 'unusual-path', 'regular-expression', 'pattern-not-linear']);
const BACKEND_CODES: ReadonlySet<string> = new Set(['backend-not-a-service', 'refused-backend', 'unknown-port', 'external-name', 'backend-tls', 'fastcgi']);

function fromRoutes(change: RoutingChange, from: Route | null, to: Route | null): ChangeReason | null {
  const { kind, before, after, newQuestions, goneSettings } = change;
  if (kind === 'uncertain' && newQuestions.length > 0) return { because: `it depends on ${textsOf(newQuestions)[0]}`, action: 'ask the documentation of the Gateway\'s controller' };
  if (goneSettings.length > 0) return { because: `it depended on ${textsOf(goneSettings)[0]}`, action: 'look for the setting among the policies of your controller' };
  if (after.ending.reason === 'port-not-open' && before.questions.length > 0) {
    return { because: `no rule is served on this port, as far as the manifests say: it depends on ${textsOf(before.questions)[0]}`, action: 'add a listener with a certificate for it, if it is in use' };
  }
  if (after.ending.reason === 'certificate-missing' || after.ending.reason === 'no-listener') return { because: 'no listener of the Gateway serves the host in this way', action: 'add a listener for it' };
  if (after.ending.reason === 'connection-closed') {
    return { because: 'no listener of the Gateway has a certificate for the name, so that the connection is closed; the controller has one of its own for every name', action: 'nothing, if no client uses the name' };
  }
  if (from?.action.kind === 'forward' && to === null && change.request.url.includes(WILDCARD_LABELS)) {
    return { because: 'a Gateway\'s `*.` takes any number of labels, the controller\'s one', action: 'add a listener for the hosts with more labels' };
  }
  if (from === null && to !== null) {
    return { because: 'a Gateway\'s rules take it and those of the controller do not: `*.` takes any number of labels, and a prefix also matches without its trailing slash', action: 'nothing, if nobody asks for it' };
  }
  if (before.ending.status === 503 && after.ending.status === 500) return { because: 'a Gateway answers 500 where the Service is missing, the controller 503', action: 'add the Service' };
  if (before.ending.leadsTo !== null && after.ending.leadsTo !== null) return { because: 'the Location is put together otherwise', action: 'nothing, if clients follow both' };
  return null;
}

/** How the diff's example of a host two labels below a wildcard begins. */
const WILDCARD_LABELS = '://any.any.';

/** The route that takes a request; null where none does. */
function routeOf(routers: readonly Router[], request: RouterRequest): Route | null {
  const choice = pickRouter(routers, request.authority);
  return choice === null ? null : indexRouter(choice.router).find(request).route;
}

/** The example of a change as routers see it; null of what is dialled otherwise. */
function routerRequest({ request: { method, url, headers = [], from } }: RoutingChange): RouterRequest | null {
  const parts = /^(https?):\/\/([^/:?]+)(?::(\d+))?([^?]*)(\?.*)?$/.exec(url);
  if (parts === null || from !== null) return null;
  const [, scheme, authority, port, path = '/', query = ''] = parts;
  const isTls = scheme === 'https';
  return {
    method,
    scheme: isTls ? 'https' : 'http',
    authority,
    path,
    query,
    port: port === undefined ? (isTls ? 443 : 80) : Number(port),
    headers: Object.fromEntries(headers.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])),
    sni: isTls ? authority : null,
  };
}
