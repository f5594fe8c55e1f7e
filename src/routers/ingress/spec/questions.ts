import { openQuestion, sourceIn, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { describe, type Resource } from '../../../kubernetes/resource';

/*
 * What the text of Ingress leaves to controllers, as open questions. Facts have what the answer may turn out to be: where an alternative leads (`to`,
 * see `destinationFact`), the whole value of an annotation. Names of objects of the manifests are in the sources and texts alone.
 */

export function otherPort(port: number): OpenQuestion {
  return openQuestion('router-port', { port }, [], () => `port ${port}: Ingress controllers listen on 80 and 443, others are theirs to add`);
}

export function redirectToHttps(host: string, entry: Source): OpenQuestion {
  return openQuestion('tls-redirect', {}, [entry], () => `${host} has TLS: ingress-nginx, both HAProxy controllers and NGINX Inc. redirect http to https unless told not to`);
}

export function noCertificate(host: string): OpenQuestion {
  return openQuestion('no-certificate', {}, [],
    () => `no spec.tls entry covers ${host}: https is served with the controller's default certificate, or not at all (Traefik, Contour, GKE)`);
}

export function defaultCertificate(host: string, entry: Source): OpenQuestion {
  return openQuestion('default-certificate', {}, [entry], () => `the spec.tls entry for ${host} names no Secret: the controller's default certificate is served`);
}

/** Which Secret it is, is part of the answer itself. */
export function secretOutside(host: string, entry: Source, name: string): OpenQuestion {
  return openQuestion('secret-outside-manifests', {}, [entry], () => `Secret ${entry.resource.namespace}/${name} with the certificate for ${host} is not in the manifests`);
}

/**
 * @param by who reads the path so
 * @param taken what takes it then, and where it leads; null: nothing matches
 */
export function pathNotNormal(by: string, path: string, taken: { readonly by: string; readonly to: string } | null): OpenQuestion {
  return openQuestion('path-not-normal', { by, to: taken?.to ?? null }, [],
    () => `the path is not in normal form: ${by} match ${path}, and then ${taken === null ? 'nothing matches' : `${taken.by} takes it`}`);
}

export function hostFinalDot(): OpenQuestion {
  return openQuestion('host-final-dot', {}, [], () => 'the host ends with a dot: most controllers ignore it');
}

/**
 * The same host, path and type several times.
 *
 * @param kind of the next one: `canary`, in the `same` Ingress, in a `younger` one, or in one of `unknown` age
 */
export function samePath(kind: 'canary' | 'same' | 'younger' | 'unknown', label: string, others: readonly Source[], to: string): OpenQuestion {
  const how = {
    canary: ', a canary: ingress-nginx sends it a share of the requests',
    same: ': the first is taken, GKE takes the last',
    younger: ': the older Ingress is taken, which not every controller does (Traefik, Contour: not defined)',
    unknown: ': the older Ingress is taken, and the manifests do not say which that is',
  };
  return openQuestion(`same-path-${kind}`, { to }, others, () => `${label} is also in ${placeText(others[0])}${how[kind]}`);
}

export function mergedHost(host: string, owners: readonly Resource[]): OpenQuestion {
  return openQuestion('host-of-several-ingresses', {}, owners.map((each) => sourceIn(each)), () => `${host} has rules in ${list(owners)}, which are merged;`
    + ' NGINX Inc. serves only the oldest, GKE and AWS ALB (without a common group) make a load balancer for each');
}

export function readAsPrefix(label: string, path: Source): OpenQuestion {
  return openQuestion('implementation-specific-prefix', {}, [path],
    () => `${label} is read as Prefix; AWS ALB and GKE read it as that path alone, Traefik and the HAProxy controllers by characters`);
}

export function mayBePattern(label: string, path: Source, text: string, to: string): OpenQuestion {
  return openQuestion('implementation-specific-pattern', { path: text, to }, [path],
    () => `${label} is read as a plain path; it is a pattern for AWS ALB, GKE and Contour, and for ingress-nginx with use-regex`);
}

export function mayBeCharacters(label: string, path: Source, text: string, to: string): OpenQuestion {
  return openQuestion('implementation-specific-characters', { path: text, to }, [path],
    () => `${label} is read as Prefix, by whole elements; Traefik, Contour, NGINX Inc. and the HAProxy controllers read it by characters`);
}

export function exactBeforeLongerPrefix(label: string, longer: Source, to: string): OpenQuestion {
  return openQuestion('exact-before-longer', { to }, [longer], () => `${label} also matches and is longer by its slash; controllers let Exact win`);
}

export function fallsThrough(other: Source, host: 'every host' | 'the wildcard host', to: string): OpenQuestion {
  return openQuestion('falls-to-other-host', { host, to }, [other],
    () => `${placeText(other)} would match for ${host}: Traefik and haproxy-ingress (jcmoraisjr) fall through to it, others stay with the host`);
}

export function ruleWithoutPaths(rule: string): OpenQuestion {
  return openQuestion('rule-without-paths', {}, [], () => `a rule for the host has no paths (${rule}): what it means is up to the controller, most use the default backend`);
}

export function defaultBackendOfOthers(ingress: Resource): OpenQuestion {
  return openQuestion('default-backend-of-others', {}, [sourceIn(ingress, 'spec.defaultBackend', 'default-backend')],
    () => `the default backend is that of ${describe(ingress)}, which has no rule for the host: ingress-nginx, Contour and NGINX Inc. answer 404 instead`);
}

export function defaultBackendBesideRules(ingress: Resource): OpenQuestion {
  return openQuestion('default-backend-beside-rules', {}, [sourceIn(ingress, 'spec.defaultBackend', 'default-backend')],
    () => `${describe(ingress)} has rules besides its default backend: ingress-nginx and NGINX Inc. use it for their hosts alone`);
}

export function severalDefaultBackends(ingresses: readonly Resource[], to: readonly string[]): OpenQuestion {
  return openQuestion('several-default-backends', { to: [...new Set(to)].sort().join('; ') }, ingresses.map((each) => sourceIn(each, 'spec.defaultBackend', 'default-backend')),
    () => `${list(ingresses)} also ${ingresses.length > 1 ? 'have' : 'has'} a default backend: most controllers take that of the oldest Ingress`);
}

/** What an annotation makes the router do. */
export function annotationEffect(ingress: Resource, key: string, value: string, does: string): OpenQuestion {
  return openQuestion('annotation', { key, value }, [sourceIn(ingress, `metadata.annotations[${key}]`, 'annotation')], () => `${describe(ingress)} has ${key}: ${does}`);
}

export function byCharacters(label: string, path: Source, titles: string, to: string): OpenQuestion {
  return openQuestion('prefix-by-characters', { titles, to }, [path], () => `${label} stands for whole elements; ${titles} would take the request there, comparing characters`);
}

export function prefixWithFinalSlash(label: string, path: Source, asked: string, said: readonly string[]): OpenQuestion {
  return openQuestion('prefix-with-final-slash', { said: said.join(', ') }, [path], () => `${label} asked for ${asked}: ${said.join(', ')}`);
}

export function longerRuleOfTraefik(label: string, path: Source, to: string): OpenQuestion {
  return openQuestion('traefik-longer-rule', { to }, [path], () => `${label} matches too: Traefik takes it, since its rule is the longer one`);
}

export function wildcardOfLabels(wildcard: string, titles: string): OpenQuestion {
  return openQuestion('wildcard-of-several-labels', { wildcard, titles }, [],
    () => `${wildcard} stands for one label; ${titles} let${titles.includes(' and ') ? '' : 's'} it stand for several`);
}

export function tlsOfTraefik(ingress: Resource, annotation: string): OpenQuestion {
  return openQuestion('traefik-tls', {}, [sourceIn(ingress, 'spec.tls', 'certificate')],
    () => `spec.tls gives Traefik the certificate alone: https is routed where its entry point has TLS, or the annotation ${annotation} is "true"`);
}

export function pathsAsPatterns(owner: Resource, label: string, path: Source, text: string, to: string): OpenQuestion {
  return openQuestion('paths-as-patterns', { path: text, to }, [sourceIn(owner), path],
    () => `${describe(owner)} makes ingress-nginx read all paths of the host as regular expressions without regard to case: ${label} may then take the request`);
}

function placeText({ resource, field }: Source): string {
  return `${describe(resource)} ${field}`;
}

function list(resources: readonly Resource[]): string {
  const names = [...new Set(resources.map(describe))];
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}
