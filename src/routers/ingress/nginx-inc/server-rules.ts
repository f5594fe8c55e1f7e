import { annotationText, type Annotations } from './annotations';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Source } from '../../../kubernetes/open-question';
import type { Route } from '../../model';
import type { ControllerSettings } from '../controller-settings';
import { goBool } from '../go-bool';
import { annotationSource } from '../sources';

/** What a server does with every request before it looks for a location. */
export interface ServerRules {
  readonly http: readonly Route[];
  readonly https: readonly Route[];
}

/**
 * Redirects of a server: to https where its host has TLS, by X-Forwarded-Proto, and `app-root`.
 *
 * @param tls the `spec.tls` entry that names the host; null: none does
 * @see https://github.com/nginx/kubernetes-ingress/blob/0eb3072d14f04931824bb74c99a6566d8c108f3c/internal/configs/version1/nginx.ingress.tmpl
 */
export function serverRules(ingress: Ingress, annotations: Annotations, tls: Source | null, settings: ControllerSettings): ServerRules {
  const status = Number(annotationText(annotations, 'nginx.org/http-redirect-code') ?? settings.config?.data['http-redirect-code'] ?? 301) || 301;
  const toHttps = tls !== null && flag(annotations, ['nginx.org/ssl-redirect', 'ingress.kubernetes.io/ssl-redirect'], settings, 'ssl-redirect', true);
  const both = [...forwardedProto(ingress, annotations, status, settings), ...appRoot(ingress, annotations)];
  return { http: toHttps ? [redirectToHttps(tls, status), ...both] : both, https: both };
}

/** The first of the annotations, else the key of the ConfigMap. */
function flag(annotations: Annotations, keys: readonly string[], { config }: ControllerSettings, name: string, otherwise: boolean): boolean {
  const text = keys.map((key) => annotationText(annotations, key)).find((each) => each !== null) ?? config?.data[name];
  return text === undefined || text === null ? otherwise : goBool(text) ?? otherwise;
}

const SERVER = 0;

/** The whole host, also paths that nothing matches. */
function redirectToHttps(source: Source, status: number): Route {
  return {
    source,
    covers: [],
    label: 'TLS of the host',
    conditions: {},
    filters: [],
    action: { kind: 'redirect', status, location: ['https://', { of: 'host' }, ':443', { of: 'raw-path' }, { of: 'query' }], source },
    rank: [SERVER, 0],
    open: [],
  };
}

function forwardedProto(ingress: Ingress, annotations: Annotations, status: number, settings: ControllerSettings): readonly Route[] {
  if (!flag(annotations, ['nginx.org/redirect-to-https'], settings, 'redirect-to-https', false)) return [];
  const source = annotationSource(ingress.resource, 'nginx.org/redirect-to-https');
  return [{
    source,
    covers: [],
    label: 'redirect-to-https',
    conditions: { named: [{ of: 'header', name: 'x-forwarded-proto', value: { kind: 'exact', value: 'http', ignoreCase: true } }] },
    filters: [],
    action: { kind: 'redirect', status, location: ['https://', { of: 'host' }, { of: 'raw-path' }, { of: 'query' }], source },
    rank: [SERVER, 1],
    open: [],
  }];
}

function appRoot(ingress: Ingress, annotations: Annotations): readonly Route[] {
  const path = annotationText(annotations, 'nginx.org/app-root');
  if (path === null) return [];
  const source = annotationSource(ingress.resource, 'nginx.org/app-root');
  return [{
    source,
    covers: [],
    label: 'app-root',
    conditions: { path: { kind: 'exact', path: '/' } },
    filters: [],
    action: { kind: 'redirect', status: 302, location: [{ of: 'scheme' }, '://', { of: 'authority' }, path], source },
    rank: [SERVER, 2],
    open: [],
  }];
}
