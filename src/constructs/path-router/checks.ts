import type { Duration } from 'cdk8s';
import type { SettledBackend } from './backend';
import { PathType, type CookieAffinity, type PublicDns, type RouterTls } from './options';
import type { JsonObject } from '../../kubernetes/resource';
import { parseIp } from '../../kubernetes/validation/addresses';
import { takesIngressSpec } from '../../kubernetes/validation/ingress';
import { dns1123Subdomain, wildcardDns1123Subdomain } from '../../kubernetes/validation/names';
import { validateObject } from '../../kubernetes/validation/validate';
import type { BasicAuthUsers, Feature, RouteFeatures } from '../controllers/controller';

type Fail = (message: string) => Error;

/** An Ingress path as the API server reads it. */
export function pathJson(path: string, pathType: PathType, backend: SettledBackend): JsonObject {
  return { path, pathType, backend: backendJson(backend) };
}

/** An Ingress backend as the API server reads it. */
export function backendJson({ service, port }: SettledBackend): JsonObject {
  return { service: { name: service, port: typeof port === 'number' ? { number: port } : { name: port } } };
}

/** Where the only route of a spec stands: of no interest to who gave a route. */
const ONLY_ROUTE = /^spec\.(rules\[0\]\.(http\.paths\[0\]\.)?)?/;

/** Throws what the API server says of an Ingress with this spec, which has one route at most. */
export function checkSpec(spec: JsonObject, fail: Fail): void {
  if (takesIngressSpec(spec)) return;
  const { violations } = validateObject({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'name' }, spec });
  if (violations.length > 0) {
    throw fail(violations.map(({ path, message }) => `${path.replace(ONLY_ROUTE, '')}: ${message}`).join('; '));
  }
}

/** @param host undefined = every host */
export function checkHost(host: string | undefined, fail: Fail): void {
  if (host === undefined) {
    return;
  }
  const advice = hostAdvice(host);
  if (advice !== null && hostProblem(host) !== null) {
    throw fail(`host '${host}' is not one that an Ingress takes: ${advice}`);
  }
}

function hostProblem(host: string): string | null {
  return host.includes('*') ? wildcardDns1123Subdomain(host) : isIp(host) ? 'is an IP address' : dns1123Subdomain(host);
}

/** What people write for a host, and what they should; null where the API server's own words must do. */
function hostAdvice(host: string): string | null {
  if (host === '') {
    return 'leave \'host\' out for every host';
  }
  if (host === '*') {
    return 'leave \'host\' out for every host; a wildcard stands for one label of a name, as in \'*.example.com\'';
  }
  if (isIp(host)) {
    return 'it is an IP address, and hosts are compared with the name in the request; leave \'host\' out to take requests by address';
  }
  const name = host.replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/, '').replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
  if (hostProblem(name) === null) {
    return `specify the name alone, in lower case, without port or path: '${name}'`;
  }
  return host.includes('*') ? '\'*\' stands for the whole first label and only there, as in \'*.example.com\'' : null;
}

function isIp(host: string): boolean {
  return parseIp(host.replace(/^\[|\]$/g, '')) !== null;
}

export function checkPath(path: string, pathType: PathType, fail: Fail): void {
  if (pathType === PathType.IMPLEMENTATION_SPECIFIC) {
    return;
  }
  if (!path.startsWith('/')) {
    throw fail(`path '${path}' does not start with '/'; specify '/${path.replace(/^\.?\/*/, '')}'`);
  }
  if (/[?#]/.test(path)) {
    throw fail(`path '${path}' has a '${path.includes('?') ? '?' : '#'}', which no request path has: queries take no part in routing; `
      + `specify '${path.replace(/[?#].*$/, '')}'`);
  }
}

/** What says why a feature cannot be had; null where it can. */
interface Support {
  featureProblem(feature: Feature): string | null;
}

/** Throws when a route asks for what its writer does not have, or has values that would not be taken. */
export function checkFeatures(features: RouteFeatures, support: Support, fail: Fail): void {
  for (const feature of featuresOf(features)) {
    checkFeature(feature, support, fail);
  }
  checkBasicAuth(features.basicAuth, fail);
  checkCookie(features.cookieAffinity, fail);
}

export function checkFeature(feature: Feature, support: Support, fail: Fail): void {
  const problem = support.featureProblem(feature);
  if (problem !== null) {
    throw fail(problem);
  }
}

function featuresOf({ basicAuth, cookieAffinity, rewrite, redirectToHttps }: RouteFeatures): Feature[] {
  const features: Feature[] = [];
  if (basicAuth !== undefined) features.push('basicAuth');
  if (cookieAffinity !== undefined) features.push('cookieAffinity');
  if (cookieAffinity?.maxAge !== undefined) features.push('cookieAffinity.maxAge');
  if (cookieAffinity?.path !== undefined) features.push('cookieAffinity.path');
  if (cookieAffinity?.sameSite !== undefined) features.push('cookieAffinity.sameSite');
  if (cookieAffinity?.secure !== undefined) features.push('cookieAffinity.secure');
  if (rewrite !== undefined) features.push('rewrite');
  if (redirectToHttps !== undefined) features.push('redirectToHttps');
  return features;
}

/** Throws when a rewrite does not go with the route's path. */
export function checkRewrite({ rewrite }: RouteFeatures, path: string, pathType: PathType, fail: Fail): void {
  if (rewrite === undefined) {
    return;
  }
  if (pathType === PathType.IMPLEMENTATION_SPECIFIC) {
    throw fail('a rewrite needs to know what the path means, which for ImplementationSpecific is the controller\'s own; use Exact or Prefix');
  }
  if (!rewrite._whole && pathType === PathType.EXACT) {
    throw fail('only a Prefix can be stripped or replaced; specify pathType Prefix, or PathRewrite.replacePath');
  }
  if (!rewrite._whole && rewrite._path === '' && /^\/+$/.test(path)) {
    throw fail('path \'/\' leaves nothing to strip; leave \'rewrite\' out');
  }
}

function checkBasicAuth(auth: BasicAuthUsers | undefined, fail: Fail): void {
  if (auth === undefined) {
    return;
  }
  checkSecretName('basicAuth.secretName', auth.secretName, fail);
  if (auth.realm !== undefined && !/^[-._~:/A-Za-z0-9 ]+$/.test(auth.realm)) {
    throw fail(`basicAuth.realm '${auth.realm}' has other characters than letters, digits, spaces and -._~:/, or none`);
  }
}

function checkSecretName(field: string, name: string, fail: Fail): void {
  const problem = dns1123Subdomain(name);
  if (problem !== null) {
    throw fail(`${field} '${name}' is not a valid Secret name: ${name.includes('/') ? 'the Secret must be in the router\'s namespace; specify its name alone' : problem}`);
  }
}

function checkCookie(cookie: CookieAffinity | undefined, fail: Fail): void {
  if (cookie === undefined) {
    return;
  }
  if (!/^[-_.A-Za-z0-9]+$/.test(cookie.name)) {
    throw fail(`cookieAffinity.name '${cookie.name}' is not a valid cookie name; it has letters, digits, '-', '_' and '.' only`);
  }
  checkSeconds('cookieAffinity.maxAge', cookie.maxAge, fail);
  if (cookie.path !== undefined && !/^\/[-._~:A-Za-z0-9/]*$/.test(cookie.path)) {
    throw fail(`cookieAffinity.path '${cookie.path}' is not a path for a cookie; it starts with '/' and has letters, digits and -._~:/ only`);
  }
}

function checkSeconds(field: string, duration: Duration | undefined, fail: Fail): void {
  const seconds = duration?.toSeconds({ integral: false }) ?? 1;
  if (!(Number.isInteger(seconds) && seconds >= 1 && seconds <= 2147483647)) {
    throw fail(`${field} is ${seconds} seconds; it is a whole number of seconds, 1 to 2147483647`);
  }
}

export function checkPublicDns(dns: PublicDns, support: Support, fail: Fail): void {
  checkFeature('publicDns', support, fail);
  checkSeconds('publicDns.ttl', dns.ttl, fail);
  for (const name of dns.hostnames ?? []) {
    if (isIp(name) || hostProblem(name) !== null) {
      throw fail(`publicDns.hostnames has '${name}', which is not a DNS name; it is lower case letters, digits, '-' and '.', or such behind '*.'`);
    }
  }
  for (const target of dns.targets ?? []) {
    if (!isIp(target) && dns1123Subdomain(target) !== null) {
      throw fail(`publicDns.targets has '${target}', which is neither an IP address nor a DNS name`);
    }
  }
}

/** @param others the entries so far */
export function checkTls(tls: RouterTls, others: readonly RouterTls[], fail: Fail): void {
  const hosts = tls.hosts ?? [];
  for (const host of hosts) {
    checkHost(host, fail);
  }
  if (tls.secretName !== undefined) {
    checkSecretName('secretName', tls.secretName, fail);
  }
  const twice = hosts.find((host, index) => hosts.indexOf(host) !== index);
  if (twice !== undefined) {
    throw fail(`host '${twice}' is listed more than once`);
  }
  for (const other of others) {
    const shared = hosts.find((host) => other.hosts?.includes(host));
    if (shared !== undefined) {
      throw fail(`host '${shared}' has a certificate already, ${secret(other)}; ${secret(tls)} cannot be shown for it too`);
    }
    if (hosts.length === 0 && (other.hosts ?? []).length === 0) {
      throw fail(`every host has a certificate already, ${secret(other)}; say which hosts ${secret(tls)} is for`);
    }
  }
}

function secret({ secretName }: RouterTls): string {
  return secretName === undefined ? 'the controller\'s default' : `Secret '${secretName}'`;
}
