import type { RouterReason } from '../routers/model';

/** What a code means. */
export interface ReasonMeaning {
  /** One sentence, without full stop. */
  readonly meaning: string;
  /** The status that a client sees by default; null where nobody answers, or where it is not known. */
  readonly status: number | null;
}

/** Why a request is not delivered: the stable codes of `reason`. */
export type Reason =
  // the request itself
  | 'invalid-request'
  | 'client-not-found'
  // names and addresses
  | 'policy-blocks-dns'
  | 'name-not-found'
  | 'name-loop'
  | 'name-not-public'
  | 'address-not-public'
  | 'leaves-cluster'
  | 'built-in-service'
  | 'declared-elsewhere'
  // entry points
  | 'port-not-open'
  | 'plain-http-on-tls-port'
  | 'tls-on-plain-port'
  | 'not-http'
  // routers
  | RouterReason
  | 'too-many-redirects'
  // Services
  | 'no-ready-endpoints'
  | 'no-local-endpoints'
  | 'port-not-served'
  | 'external-name'
  | 'policy-blocks'
  | 'depends-on-cluster';

const NOBODY_ANSWERS = null;

/** Every code, in the order in which a request meets them. */
export const REASONS: Readonly<Record<Reason, ReasonMeaning>> = {
  'invalid-request': { meaning: 'the URL, method or headers are not valid', status: NOBODY_ANSWERS },
  'client-not-found': { meaning: 'the workload that the request comes from is not in the manifests', status: NOBODY_ANSWERS },
  'policy-blocks-dns': { meaning: 'NetworkPolicies keep the client from DNS, so that it learns no address', status: NOBODY_ANSWERS },
  'name-not-found': { meaning: 'DNS has no address for the name', status: NOBODY_ANSWERS },
  'name-loop': { meaning: 'the external names of Services lead back to themselves, or through too many others', status: NOBODY_ANSWERS },
  'name-not-public': { meaning: 'the name exists only inside the cluster, and the request comes from outside', status: NOBODY_ANSWERS },
  'address-not-public': { meaning: 'the address exists only inside the cluster, and the request comes from outside', status: NOBODY_ANSWERS },
  'leaves-cluster': { meaning: 'the name or address belongs to nothing that the manifests describe', status: null },
  'built-in-service': { meaning: 'the Service comes with the cluster, and its endpoints are not in the manifests', status: null },
  'declared-elsewhere': { meaning: 'what would answer is declared under externals, and is not in the manifests', status: null },
  'port-not-open': { meaning: 'nothing serves the port at that address', status: NOBODY_ANSWERS },
  'plain-http-on-tls-port': { meaning: 'http was sent to a port that speaks TLS', status: 400 },
  'misdirected-request': { meaning: 'the Host is that of another listener than the one that the name of the TLS handshake chose', status: 421 },
  'tls-on-plain-port': { meaning: 'https was sent to a port that speaks plain http', status: NOBODY_ANSWERS },
  'tls-handshake-failed': { meaning: 'the router ends the TLS handshake for the name', status: NOBODY_ANSWERS },
  'not-http': { meaning: 'the connection reaches a router, which decides by http that was not given', status: null },
  'no-matching-rule': { meaning: 'no rule matches the host and path, and there is no default backend', status: 404 },
  'controller-page': { meaning: 'the path is one of the controller itself, for its health and its own requests', status: null },
  'fixed-response': { meaning: 'the rule names the status that the router answers by itself', status: null },
  'redirect': { meaning: 'the router sends the client to another URL', status: 302 },
  'cors-preflight': { meaning: 'the router answers preflight requests of browsers by itself', status: 204 },
  'bad-request': { meaning: 'the router refuses the request as it is written', status: 400 },
  'websocket-not-enabled': { meaning: 'the router takes no WebSocket connections for the path', status: 403 },
  'credentials-required': { meaning: 'the router asks for credentials, and the request has none', status: 401 },
  'client-certificate-required': { meaning: 'the router asks for a client certificate, and the request has none', status: 403 },
  'access-denied': { meaning: 'the router does not let the client in', status: 403 },
  'connection-closed': { meaning: 'the router closes the connection without an answer', status: NOBODY_ANSWERS },
  'too-many-redirects': { meaning: 'redirects lead on and on; ten were followed', status: NOBODY_ANSWERS },
  'invalid-configuration': { meaning: 'something that the rule needs is missing or not valid', status: 500 },
  'load-balancer-not-built': { meaning: 'the controller builds no load balancer for the rule', status: null },
  'no-backends': { meaning: 'the rule has no backends, or none has a weight', status: 500 },
  'backend-not-permitted': { meaning: 'the backend is in another namespace, and no ReferenceGrant permits it', status: 500 },
  'service-not-found': { meaning: 'the Service of the backend does not exist in the namespace', status: 503 },
  'service-port-not-found': { meaning: 'the Service of the backend has no such port', status: 503 },
  'external-name-backend': { meaning: 'the Service of the backend has no endpoints of its own, only an external name', status: null },
  'resource-backend': { meaning: 'the backend is an object that is not a Service', status: null },
  'no-endpoints': { meaning: 'nothing is behind the Service port: refused at once, or 503 from a router', status: 503 },
  'no-ready-endpoints': { meaning: 'pods are behind the Service port, and none is ready: refused at once, or 503 from a router', status: 503 },
  'no-local-endpoints': { meaning: 'no pod on the node, and the traffic policy is Local: dropped, the client waits', status: NOBODY_ANSWERS },
  'port-not-served': { meaning: 'the pods are reached, and no container serves the port that was dialed', status: NOBODY_ANSWERS },
  'external-name': { meaning: 'a Service of type ExternalName takes no connections', status: NOBODY_ANSWERS },
  'policy-blocks': { meaning: 'NetworkPolicies drop the connection: the client waits, and a router answers 504 after a while', status: 504 },
  'depends-on-cluster': { meaning: 'the answer depends on something that the manifests do not say', status: null },
};
