import { settingOf, settingSource, wordsOf } from './annotations';
import { goField, JsonTypeError } from './go-json';
import { fullName, type Group } from './groups';
import { jsonSetting } from './json-setting';
import { loadBalancerSetting, type Member } from './members';
import { attempt, Unbuildable } from './unbuildable';
import { isObject } from '../../../kubernetes/fields';
import type { Source } from '../../../kubernetes/open-question';

export interface ListenPort {
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
}

/** A listener of a group, and the members whose rules it has. */
export interface GroupListener extends ListenPort {
  readonly members: readonly Member[];
}

export interface GroupListeners {
  readonly listeners: readonly GroupListener[];
  /** The port that every HTTP listener redirects to, and who says so. */
  readonly sslRedirect: { readonly port: number; readonly source: Source } | null;
}

/**
 * The listeners of a group: an Ingress has its rules on its own ports alone.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/model_build_listener.go
 */
export function groupListeners({ members }: Group, causes: Unbuildable[]): GroupListeners {
  const byPort = new Map<number, GroupListener>();
  for (const member of members) {
    for (const { port, protocol } of attempt(causes, () => listenPorts(member)) ?? []) {
      const known = byPort.get(port);
      if (known !== undefined && known.protocol !== protocol) causes.push(otherProtocol(member, known, protocol));
      byPort.set(port, known === undefined ? { port, protocol, members: [member] } : { ...known, members: [...known.members, member] });
    }
  }
  const listeners = [...byPort.values()].sort((a, b) => a.port - b.port);
  for (const listener of listeners) {
    for (const name of listener.protocol === 'HTTPS' ? ['inbound-cidrs', 'ssl-policy'] : ['inbound-cidrs']) checkAgreement(listener.members, name, causes);
  }
  for (const name of ['scheme', 'ip-address-type', 'load-balancer-name', 'subnets', 'customer-owned-ipv4-pool']) checkAgreement(members, name, causes);
  return { listeners, sslRedirect: attempt(causes, () => sslRedirect(members, listeners)) };
}

/** Annotations and class: the ARNs of certificates. */
export function certificatesOf({ ingress, params }: Member): readonly string[] {
  return params !== null && params.certificates.length > 0 ? params.certificates : wordsOf(settingOf(ingress, 'certificate-arn'));
}

export function listenPorts(member: Member): readonly ListenPort[] {
  const { ingress } = member;
  const ports = jsonSetting(ingress, 'listen-ports', (value) => {
    if (!Array.isArray(value)) throw new JsonTypeError('it is not a list');
    return value.flatMap((entry) => {
      if (!isObject(entry)) throw new JsonTypeError('it is not a list of objects');
      return Object.keys(entry).map((protocol) => listenPort(protocol, goField(entry, protocol), settingSource(ingress, 'listen-ports')));
    });
  });
  if (ports === null) return certificatesOf(member).length > 0 ? [{ port: 443, protocol: 'HTTPS' }] : [{ port: 80, protocol: 'HTTP' }];
  if (ports.length === 0) throw new Unbuildable('listen-ports-invalid', settingSource(ingress, 'listen-ports'), 'listen-ports lists no port', 'write [{"HTTP": 80}]');
  return [...new Map(ports.map((each) => [each.port, each])).values()];
}

function listenPort(protocol: string, port: ReturnType<typeof goField>, source: Source): ListenPort {
  if (typeof port !== 'number' || !Number.isInteger(port)) throw new JsonTypeError(`the port of ${protocol} is not a whole number`);
  if (port < 1 || port > 65535) throw new Unbuildable('listen-ports-invalid', source, `the listen port ${port} is not within 1 and 65535`, 'write a port from 1 to 65535');
  if (protocol === 'HTTP' || protocol === 'HTTPS') return { port, protocol };
  throw new Unbuildable('listen-ports-invalid', source, `the listen protocol ${protocol} is neither HTTP nor HTTPS`, 'write HTTP or HTTPS');
}

function otherProtocol(member: Member, known: GroupListener, protocol: string): Unbuildable {
  const source = settingSource(member.ingress, 'listen-ports');
  return new Unbuildable('listen-protocols-conflict', source,
    `Ingress ${fullName(known.members[0])} has ${known.protocol} on port ${known.port}, and Ingress ${fullName(member)} ${protocol}`, 'use one protocol for a port of a group',
    [settingSource(known.members[0].ingress, 'listen-ports')]);
}

/** Members that say something of the whole must say the same. */
function checkAgreement(members: readonly Member[], name: string, causes: Unbuildable[]): void {
  const normal = (member: Member): string => [...wordsOf(loadBalancerSetting(member, name))].sort().join(',');
  const said = members.filter((each) => normal(each) !== '');
  const other = said.find((each) => normal(each) !== normal(said[0]));
  if (other === undefined) return;
  causes.push(new Unbuildable('settings-conflict', settingSource(other.ingress, name),
    `${name} is ${normal(said[0])} in Ingress ${fullName(said[0])} and ${normal(other)} in Ingress ${fullName(other)}, and the group has one load balancer`,
    'set the same value in all members of the group, or in one alone', [settingSource(said[0].ingress, name)]));
}

/** `ssl-redirect` of any member is of every HTTP listener of the group. */
function sslRedirect(members: readonly Member[], listeners: readonly GroupListener[]): GroupListeners['sslRedirect'] {
  const asked = members.flatMap((member) => {
    const text = member.params?.sslRedirectPort ?? settingOf(member.ingress, 'ssl-redirect');
    return text === null ? [] : [{ text, source: settingSource(member.ingress, 'ssl-redirect') }];
  });
  if (asked.length === 0) return null;
  const [{ text, source }] = asked;
  const other = asked.find((each) => each.text !== text);
  if (other !== undefined) throw new Unbuildable('ssl-redirect-invalid', other.source, `ssl-redirect is ${text} in one member and ${other.text} in another`, 'set the same port in all members', [source]);
  const port = /^[+-]?\d+$/.test(text) ? Number(text) : null;
  if (port === null) throw new Unbuildable('ssl-redirect-invalid', source, `ssl-redirect is ${text}, which is not a port`, 'write the port of the HTTPS listener');
  const listener = listeners.find((each) => each.port === port);
  if (listener === undefined) throw new Unbuildable('ssl-redirect-invalid', source, `ssl-redirect names port ${port}, on which nothing listens`, `add {"HTTPS": ${port}} to listen-ports`);
  if (listener.protocol !== 'HTTPS') throw new Unbuildable('ssl-redirect-invalid', source, `ssl-redirect names port ${port}, which is plain HTTP`, 'write the port of the HTTPS listener');
  return { port, source };
}
