import { openQuestion, type OpenQuestion } from '../../kubernetes/open-question';

/** The pod asks a name server that the manifests name, and say no more of. */
export function otherServer(server: string | null, what: string): OpenQuestion {
  return openQuestion('other-name-server', { server, what }, [], () => `what that name server says of ${what}`);
}

/** @param whose servers that a pod asks instead of the cluster's: its node's, or its own */
export function ownServers(whose: 'node' | 'pod', server: string | null, name: string): OpenQuestion {
  return openQuestion('own-name-servers', { whose, server, name }, [], () => `what the name servers of the ${whose} say of ${name}`);
}

export function publicServers(name: string): OpenQuestion {
  return openQuestion('public-name-servers', { name }, [], () => `what name servers outside the cluster say of ${name}`);
}

export function askedFirst(asked: string): OpenQuestion {
  return openQuestion('other-servers-asked-first', { asked }, [], () => `other name servers are asked for ${asked} first, and have no answer`);
}

export function usualServer(server: string): OpenQuestion {
  return openQuestion('usual-dns-address', { server }, [], () => `name server ${server} is taken to be the cluster's DNS, which has that address by default`);
}

export function namespaceExists(namespace: string): OpenQuestion {
  return openQuestion('namespace-exists', { namespace }, [], () => `whether namespace ${namespace} exists`);
}
