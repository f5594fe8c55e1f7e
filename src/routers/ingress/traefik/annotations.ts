import { booleanOf, decodeLabels, isOn, textsOf, type LabelError, type LabelSchema } from './labels';

const ROUTER: LabelSchema = {
  pathmatcher: 'text',
  entrypoints: 'texts',
  middlewares: 'texts',
  priority: 'integer',
  rulesyntax: 'text',
  tls: {
    mayBeEmpty: true,
    fields: {
      options: 'text',
      resolvedoptions: 'unread',
      certresolver: 'text',
      domains: { mayBeEmpty: false, list: true, fields: { main: 'text', sans: 'texts' } },
    },
  },
  observability: {
    mayBeEmpty: true,
    fields: { accesslogs: 'boolean', metrics: 'boolean', tracing: 'boolean', traceverbosity: 'text', metadata: 'unread' },
  },
};

/** What the annotations of an Ingress say of all of its routers. */
export interface RouterSettings {
  /** Of ImplementationSpecific paths. */
  readonly pathMatcher: string;
  /** null: all. */
  readonly entryPoints: readonly string[] | null;
  readonly middlewares: readonly string[];
  /** 0: the length of the rule. */
  readonly priority: number;
  readonly ruleSyntax: string;
  /** null: http alone. */
  readonly tls: { readonly options: string } | null;
  /** The annotations that set these; empty where they are not set. */
  readonly keys: Readonly<Record<'entryPoints' | 'middlewares' | 'pathMatcher' | 'priority' | 'ruleSyntax' | 'tls', string>>;
}

/** `router.*` of an Ingress: an unknown field or a malformed value makes Traefik skip the whole Ingress (loadConfigurationFromIngresses). */
export function readRouterSettings(annotations: Readonly<Record<string, string>>): RouterSettings | LabelError {
  const decoded = decodeLabels(annotations, 'router', ROUTER);
  if (decoded.kind === 'error') return decoded.error;
  const { labels } = decoded;
  const tls = labels.get('tls');
  const key = (name: string): string => labels.get(name)?.annotation ?? '';
  return {
    pathMatcher: labels.get('pathmatcher')?.value || 'PathPrefix',
    entryPoints: textsOf(labels.get('entrypoints')),
    middlewares: textsOf(labels.get('middlewares')) ?? [],
    priority: Number(labels.get('priority')?.value ?? 0),
    ruleSyntax: labels.get('rulesyntax')?.value ?? '',
    tls: isOn(tls) ? { options: tls.parts.get('options')?.value ?? '' } : null,
    keys: {
      entryPoints: key('entrypoints'),
      middlewares: key('middlewares'),
      pathMatcher: key('pathmatcher'),
      priority: key('priority'),
      ruleSyntax: key('rulesyntax'),
      tls: key('tls'),
    },
  };
}

const SERVICE: LabelSchema = {
  serversscheme: 'text',
  serverstransport: 'text',
  passhostheader: 'boolean',
  middlewares: 'texts',
  nativelb: 'boolean',
  nodeportlb: 'boolean',
  sticky: {
    mayBeEmpty: true,
    fields: {
      cookie: {
        mayBeEmpty: true,
        fields: { name: 'text', secure: 'boolean', httponly: 'boolean', samesite: 'text', maxage: 'integer', path: 'text', domain: 'text', expires: 'unread' },
      },
    },
  },
};

/** What the annotations of a Service say of how Traefik sends to it. */
export interface ServiceSettings {
  readonly serversScheme: string;
  readonly serversTransport: string;
  readonly middlewares: readonly string[];
  readonly nativeLb: boolean;
  readonly nodePortLb: boolean;
  /** The annotations that set these; empty where they are not set. */
  readonly keys: Readonly<Record<'middlewares' | 'serversTransport', string>>;
}

/** `service.*` of a Service: an unknown field or a malformed value makes Traefik drop the path that leads there (loadService). */
export function readServiceSettings(annotations: Readonly<Record<string, string>>): ServiceSettings | LabelError {
  const decoded = decodeLabels(annotations, 'service', SERVICE);
  if (decoded.kind === 'error') return decoded.error;
  const { labels } = decoded;
  return {
    serversScheme: labels.get('serversscheme')?.value ?? '',
    serversTransport: labels.get('serverstransport')?.value ?? '',
    middlewares: textsOf(labels.get('middlewares')) ?? [],
    nativeLb: booleanOf(labels.get('nativelb')?.value ?? '') ?? false,
    nodePortLb: booleanOf(labels.get('nodeportlb')?.value ?? '') ?? false,
    keys: { middlewares: labels.get('middlewares')?.annotation ?? '', serversTransport: labels.get('serverstransport')?.annotation ?? '' },
  };
}

export function isLabelError(settings: RouterSettings | ServiceSettings | LabelError): settings is LabelError {
  return 'reason' in settings;
}
