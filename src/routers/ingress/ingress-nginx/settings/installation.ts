import { parseBool } from './annotations';
import { openQuestion, type OpenQuestion, type Source } from '../../../../kubernetes/open-question';
import { describe } from '../../../../kubernetes/resource';
import { controllerSettings, type ControllerSettings } from '../../controller-settings';
import type { DialectInputs } from '../../dialect';

/** What the controller's own flags and ConfigMap say, where they are in the manifests: what an Ingress has that says nothing. */
export interface Installation {
  readonly sslRedirect: boolean;
  readonly forceSslRedirect: boolean;
  readonly preserveTrailingSlash: boolean;
  readonly relativeRedirects: boolean;
  readonly usePortInRedirects: boolean;
  readonly serviceUpstream: boolean;
  /** Of redirects to https, and to and from `www.`. */
  readonly redirectStatus: number;
  /** Whether annotations that hold configuration of nginx are taken. */
  readonly snippets: boolean;
  /** Whether characters of patterns are for paths of type ImplementationSpecific alone. */
  readonly strictPaths: boolean;
  /** Whether connections may be passed on without decrypting them; null: the manifests do not say. */
  readonly sslPassthrough: boolean | null;
  /** What a request that no rule matches is answered by, besides the controller itself. */
  readonly defaultBackend: OpenQuestion | null;
  /** What is set, may change answers, and is not simulated. */
  readonly open: readonly OpenQuestion[];
}

const CONTROLLER = 'k8s.io/ingress-nginx';

/** Of Deployments and Jobs that carry the controller's name, those that run it have one of these flags. */
const OWN_FLAGS = ['configmap', 'controller-class', 'election-id', 'ingress-class'];

/** Keys of the ConfigMap that are not simulated, and what they may do, after "whether". */
const NOT_SIMULATED: Readonly<Record<string, string>> = {
  'block-cidrs': 'the address of the client is blocked',
  'block-referers': 'the Referer of the request is blocked',
  'block-user-agents': 'the User-Agent of the request is blocked',
  'custom-http-errors': 'the default backend answers instead of the pods',
  'denylist-source-range': 'the address of the client is let in',
  'enable-modsecurity': 'the firewall lets the request pass',
  'global-auth-url': 'the service that is asked for every request lets it in',
  'http-snippet': 'the configuration in it changes the answer',
  'location-snippet': 'the configuration in it changes the answer',
  'main-snippet': 'the configuration in it changes the answer',
  'no-tls-redirect-locations': 'requests to such paths are redirected to https',
  'server-snippet': 'the configuration in it changes the answer',
  'whitelist-source-range': 'the address of the client is let in',
};

const REDIRECT_STATUSES: readonly number[] = [301, 302, 307, 308];

/**
 * Reads the controller that serves a class, where it is among the manifests; without it, and for what it does not set, the defaults hold.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/template/configmap.go ReadConfig
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/pkg/flags/flags.go
 */
export function readInstallation(inputs: Pick<DialectInputs, 'cluster' | 'className'>): Installation {
  const found = controllerSettings(inputs.cluster, {
    podNames: ['ingress-nginx'], configFlag: 'configmap', configNames: [], isMeant: (flags) => serves(flags, inputs),
  });
  const { flags, config } = found;
  const text = (key: string): string | undefined => (config !== null && Object.hasOwn(config.data, key) ? config.data[key] : undefined);
  const bool = (key: string, otherwise: boolean): boolean => parseBool(text(key) ?? '') ?? otherwise;
  const status = Number(text('http-redirect-code') ?? NaN);
  return {
    sslRedirect: bool('ssl-redirect', true),
    forceSslRedirect: bool('force-ssl-redirect', false),
    preserveTrailingSlash: bool('preserve-trailing-slash', false),
    relativeRedirects: bool('relative-redirects', false),
    usePortInRedirects: bool('use-port-in-redirects', false),
    serviceUpstream: bool('service-upstream', false),
    redirectStatus: REDIRECT_STATUSES.includes(status) ? status : 308,
    snippets: bool('allow-snippet-annotations', false) && text('annotations-risk-level') === 'Critical',
    strictPaths: bool('strict-validate-path-type', true),
    sslPassthrough: flags.size === 0 ? null : flags.get('enable-ssl-passthrough') === 'true',
    defaultBackend: defaultBackend(found),
    open: notSimulated(found),
  };
}

/** By the class, as far as the manifests have it: several controllers serve one class each. */
function serves(flags: ReadonlyMap<string, string>, { cluster: { ingressClasses }, className }: Pick<DialectInputs, 'cluster' | 'className'>): boolean {
  if (!OWN_FLAGS.some((name) => flags.has(name))) return false;
  const controller = ingressClasses.find((each) => each.name === className)?.controller ?? null;
  if (controller !== null) return (flags.get('controller-class') ?? CONTROLLER) === controller;
  return className === null || (flags.get('ingress-class') ?? className) === className;
}

function notSimulated({ config }: ControllerSettings): readonly OpenQuestion[] {
  if (config === null) return [];
  return Object.entries(NOT_SIMULATED).filter(([key]) => Object.hasOwn(config.data, key) && !['', 'false'].includes(config.data[key])).map(([key, effect]) => {
    const source: Source = { resource: config.resource, field: `data[${key}]`, kind: 'object' };
    return openQuestion('controller-setting', { key, value: config.data[key] }, [source], () => `whether ${effect}: ${describe(config.resource)} of ingress-nginx sets ${key}`);
  });
}

/** The flag `--default-backend-service`, which the manifests have. */
function defaultBackend({ flags }: ControllerSettings): OpenQuestion | null {
  const service = flags.get('default-backend-service');
  return service === undefined ? null : openQuestion('default-backend-service', { service }, [],
    () => `what Service ${service} answers, to which ingress-nginx sends requests that no rule matches (--default-backend-service)`);
}
