import type { Source } from '../../../../kubernetes/open-question';
import { describe } from '../../../../kubernetes/resource';
import { patternError } from '../../../index/pattern';
import type { Fault } from '../../../model';
import { ruleSource } from '../../sources';
import type { CanaryPath } from '../servers/canaries';
import { emitLocations, isRegexServer, type EmittedLocation } from '../servers/locations';
import type { Location, Server } from '../servers/servers';

/** What nginx refuses although the webhook took it: from then on no change of any Ingress reaches it. */
export function brokenBy(server: Server): readonly Fault[] {
  const emitted = emitLocations(server);
  const regex = isRegexServer(emitted);
  return [...regex ? [] : duplicateLocations(server, emitted), ...wrongNames(server), ...regex ? wrongPatterns(server, emitted) : []];
}

/** A rule of a canary without `http` ends the controller itself. */
export function panics(paths: readonly CanaryPath[]): readonly Fault[] {
  return paths.filter((each) => each.kind === 'panic').map(({ read, field }) => ({
    kind: 'breaks-router',
    code: 'canary-without-http',
    source: { resource: read.ingress.resource, field, kind: 'rule' },
    others: [],
    reason: 'the controller ends with an error on a rule of a canary that has no paths, and does so again whenever it starts',
    fix: 'add paths to the rule, or remove it',
  }));
}

/** Of two equal patterns the first one is taken; nothing else may be there twice. */
function duplicateLocations(server: Server, emitted: readonly EmittedLocation[]): readonly Fault[] {
  const first = new Map<string, Location>();
  const faults: Fault[] = [];
  for (const { location, path, exact } of emitted) {
    const key = `${exact ? '=' : ''} ${path}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, location);
    else if (other !== location) faults.push(duplicate(server, path, location, other));
  }
  return faults;
}

function duplicate(server: Server, path: string, location: Location, other: Location): Fault {
  const [source, second] = [sourceOf(server, location), sourceOf(server, other)];
  return {
    kind: 'breaks-router',
    code: 'duplicate-location',
    source,
    others: [second],
    reason: `nginx finds location "${path}" of host ${server.host} twice, for this path and for one of ${describe(second.resource)}, and can no longer load its configuration`,
    fix: 'remove one of the two paths',
  };
}

function sourceOf({ owners }: Server, { from, read }: Location): Source {
  if (from !== null && read !== null) return { resource: read.ingress.resource, field: from.path.fieldPath, kind: 'path' };
  return ruleSource(owners[0].read.ingress, owners[0].rule);
}

/** `ngx_http_server_name`: a `*` is a whole label at the beginning or the end. */
function wrongNames({ host, aliases, owners, wwwRedirect }: Server): readonly Fault[] {
  const faults: Fault[] = [];
  const alias = aliases.find((each) => !each.startsWith('~') && each.includes('*') && !/^\*\.[^*]+$|^[^*]+\.\*$/.test(each)) ?? aliases.find((each) => each.startsWith('~') && isBroken(each.slice(1)));
  const owner = owners.find(({ read }) => read.settings.aliases === aliases);
  if (alias !== undefined && owner !== undefined) faults.push(nameFault(owner.read.ingress.resource, 'server-alias', alias));
  if (wwwRedirect !== null && host.startsWith('*')) faults.push(nameFault(wwwRedirect.ingress.resource, 'from-to-www-redirect', `www.${host}`));
  return faults;
}

function nameFault(resource: Source['resource'], annotation: string, name: string): Fault {
  return {
    kind: 'breaks-router',
    code: 'invalid-server-name',
    source: { resource, field: `metadata.annotations[nginx.ingress.kubernetes.io/${annotation}]`, kind: 'annotation' },
    others: [],
    reason: `nginx takes ${name} for no server name and can no longer load its configuration`,
    fix: 'set another value, or remove the annotation',
  };
}

function wrongPatterns(server: Server, emitted: readonly EmittedLocation[]): readonly Fault[] {
  return emitted.filter(({ path }) => isBroken(path)).map(({ location, path }) => ({
    kind: 'breaks-router',
    code: 'invalid-pattern',
    source: sourceOf(server, location),
    others: [],
    reason: `nginx cannot read the pattern ${path} and can no longer load its configuration`,
    fix: 'write a valid regular expression',
  }));
}

/** Broken for PCRE, too, and not only beyond what runs in linear time. */
function isBroken(pattern: string): boolean {
  const error = patternError(pattern);
  return error !== null && /missing closing|missing argument|unexpected \)|trailing backslash|invalid character class range|invalid repetition|unterminated/i.test(error);
}
