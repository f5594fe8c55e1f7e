import type { Workload } from '../cluster/model';
import { writtenContainers, type WrittenContainer } from '../cluster/workloads/pod-spec-fields';
import { isObject, listAt, stringAt } from '../kubernetes/fields';

/** An address that a container is told to connect to. */
export interface WrittenAddress {
  /** `http`, `https`, or `tcp` for every other protocol. */
  readonly scheme: 'http' | 'https' | 'tcp';
  readonly host: string;
  /** null where a host alone is written. */
  readonly port: number | null;
  /** Whether the port stands there; where it does not it is the one that the scheme means, or that the client has of its own. */
  readonly portWritten: boolean;
  /** Where it stands: `spec.template.spec.containers[0].env[1].value`. */
  readonly path: string;
}

/** The addresses in the environment and the arguments of a workload's containers. */
export function writtenAddresses(workload: Workload): readonly WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (const container of writtenContainers(workload)) {
    addEnvironment(container, found);
    for (const field of FIELDS) addTexts(container, field, found);
  }
  return found;
}

function addEnvironment(container: WrittenContainer, found: WrittenAddress[]): void {
  const variables = listAt(container.object, 'env');
  for (let i = 0; i < variables.length; i++) {
    const env = variables[i];
    if (!isObject(env)) continue;
    const value = stringAt(env, 'value');
    if (value === undefined) continue;
    const addresses = value.includes(':');
    // few have either, and names need no look then
    if (!addresses && !BARE_HOST.test(value)) continue;
    const name = stringAt(env, 'name') ?? '';
    if (IMAGE.test(name)) continue;
    if (addresses) found.push(...addressesIn(value, `${container.path}.env[${i}].value`));
    else if (HOST_VARIABLE.test(name)) found.push(hostAlone(value, `${container.path}.env[${i}].value`));
  }
}

function addTexts(container: WrittenContainer, field: typeof FIELDS[number], found: WrittenAddress[]): void {
  const texts = listAt(container.object, field);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i];
    if (typeof text !== 'string') continue;
    if (text.includes(':')) found.push(...addressesIn(text, `${container.path}.${field}[${i}]`));
    const hosts = hostsIn(text, texts[i - 1]);
    for (const host of hosts) found.push(hostAlone(host, `${container.path}.${field}[${i}]`));
  }
}

const FIELDS = ['command', 'args'] as const;

/** `DB_HOST`, `REDIS_HOSTNAME`. */
const HOST_VARIABLE = /(?:^|_)HOST(?:NAME)?$/i;
const BARE_HOST = /^[a-z][-a-z0-9.]{1,250}[a-z0-9]$/;
const HOST_OPTION = /(?:^|\s)(?:-h|--host|--hostname)[ =]([a-z][-a-z0-9.]{1,250}[a-z0-9])(?=\s|$)/g;

function hostAlone(host: string, path: string): WrittenAddress {
  return { scheme: 'tcp', host, port: null, portWritten: false, path };
}

const NO_HOSTS: readonly string[] = [];

/** The hosts of options: `-h database`, `--host=database`, or the argument after `--host`. */
function hostsIn(text: string, before: unknown): readonly string[] {
  if (text.length > LONGEST_TEXT) return NO_HOSTS;
  if ((before === '-h' || before === '--host' || before === '--hostname') && BARE_HOST.test(text)) return [text];
  return text.includes('-h') ? [...text.matchAll(HOST_OPTION)].map(([, host]) => host) : NO_HOSTS;
}

/** `redis:7` is an image here, not port 7 of a host. */
const IMAGE = /image|version|tag/i;

/** Longer texts are scripts or data, and no addresses. */
const LONGEST_TEXT = 500;

const HOST = '[a-z0-9](?:[-a-z0-9.]{0,250}[a-z0-9])?';
const URL_AUTHORITY = new RegExp(`\\b([a-z][a-z0-9+.-]{0,20})://(?:[^\\s/@?#,]{0,200}@)?(${HOST})(?::(\\d{1,5}))?(?=[/?#,;\\s"']|$)`, 'g');
const HOST_PORT = new RegExp(`^(?:--?[a-zA-Z][-_.a-zA-Z0-9]{0,60}=)?(${HOST}):(\\d{1,5})$`);

/** URLs anywhere in a text, and `host:port` where it is the whole text, an argument's value, or an item of a list. */
export function addressesIn(text: string, path: string): readonly WrittenAddress[] {
  if (text.length < 4 || text.length > LONGEST_TEXT) return [];
  const found: WrittenAddress[] = text.includes('://') ? urlsIn(text, path) : [];
  if (found.length > 0) return found;
  for (const item of text.split(',')) {
    const [, host, port] = HOST_PORT.exec(item.trim()) ?? [];
    if (host !== undefined && !IMAGE.test(item.slice(0, item.indexOf('=') + 1)) && Number(port) >= LEAST_BARE_PORT && Number(port) <= 65535) found.push({ scheme: 'tcp', host, port: Number(port), portWritten: true, path });
  }
  return found;
}

function urlsIn(text: string, path: string): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  URL_AUTHORITY.lastIndex = 0;
  for (let match = URL_AUTHORITY.exec(text); match !== null; match = URL_AUTHORITY.exec(text)) {
    const [, scheme, host, port] = match;
    const http = scheme === 'http' || scheme === 'https';
    const number = port === undefined ? DEFAULT_PORTS.get(scheme) : Number(port);
    if (number !== undefined && number >= 1 && number <= 65535) found.push({ scheme: http ? scheme : 'tcp', host, port: number, portWritten: port !== undefined, path });
  }
  return found;
}

/** Nothing is served below the ports of FTP any more: `postgres:12` is an image or a version. */
const LEAST_BARE_PORT = 20;

/** Other protocols have default ports too; only with these it is sure that a URL without a port means it. */
const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([['http', 80], ['https', 443]]);
