import { FACTS } from './facts';
import type { Cluster } from '../../../cluster/model';
import { controllerSettings } from '../controller-settings';

/** A setting of the installation. */
export interface Setting {
  readonly value: boolean;
  /** Whether the manifests say so; else it is Traefik's own default, which its chart changes. */
  readonly known: boolean;
}

export interface EntryPoint {
  readonly name: string;
  /** The port that clients connect to. */
  readonly port: number;
  /** Whether routers without TLS of their own get it here: `entryPoints.NAME.http.tls`. */
  readonly tls: Setting;
}

/** How Traefik is installed. */
export interface TraefikSettings {
  readonly entryPoints: readonly EntryPoint[];
  /** Whether the manifests say which entry points there are. */
  readonly entryPointsKnown: boolean;
  readonly allowEmptyServices: Setting;
  readonly allowExternalNameServices: Setting;
  /** Prefixes are compared by elements, as the text of Ingress says. */
  readonly strictPrefixMatching: boolean;
}

const UNKNOWN: Setting = { value: false, known: false };

/** Entry points as its documentation and its chart name them. */
const USUAL: readonly EntryPoint[] = [
  { name: 'web', port: 80, tls: { value: false, known: true } },
  { name: 'websecure', port: 443, tls: UNKNOWN },
];

/** Ports of the chart's containers, and those that its Service has for them. */
const EXPOSED: ReadonlyMap<number, number> = new Map([[8000, 80], [8443, 443]]);

/**
 * The settings of the installation in the manifests; where there is none, those of a Traefik that is started with nothing but its Ingress
 * provider and the entry points `web` and `websecure`.
 *
 * @see https://doc.traefik.io/traefik/v3.7/reference/install-configuration/configuration-options/
 */
export function traefikSettings(cluster: Cluster): TraefikSettings {
  const given = controllerSettings(cluster, { podNames: FACTS.podNames, configFlag: 'configfile', configNames: [] }).flags;
  const flags = new Map([...given].map(([name, value]) => [name.toLowerCase(), value]));
  const names = new Set([...flags.keys()].map((name) => /^entrypoints\.([^.]+)\./.exec(name)?.[1]).filter((name) => name !== undefined));
  names.delete('traefik');
  names.delete('metrics');
  const installed = [...flags.keys()].some((name) => name.startsWith('providers.kubernetesingress'));
  const known = installed && names.size > 0;
  const setting = (name: string): Setting => ({ value: isOn(flags.get(name)), known: installed });
  return {
    entryPoints: known ? [...names].map((name) => entryPoint(name, flags)) : USUAL,
    entryPointsKnown: known,
    allowEmptyServices: setting('providers.kubernetesingress.allowemptyservices'),
    allowExternalNameServices: setting('providers.kubernetesingress.allowexternalnameservices'),
    strictPrefixMatching: isOn(flags.get('providers.kubernetesingress.strictprefixmatching')),
  };
}

function entryPoint(name: string, flags: ReadonlyMap<string, string>): EntryPoint {
  const address = Number(/:(\d+)(?:\/\w+)?$/.exec(flags.get(`entrypoints.${name}.address`) ?? '')?.[1] ?? 80);
  const prefix = `entrypoints.${name}.http.tls`;
  const tls = flags.get(prefix);
  const set = tls === undefined ? [...flags.keys()].some((each) => each.startsWith(`${prefix}.`)) : isOn(tls);
  return { name, port: EXPOSED.get(address) ?? address, tls: { value: set, known: true } };
}

function isOn(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}
