import type { Ingress, IngressPath } from '../../kubernetes/ingress';
import type { Router } from '../../routers/model';
import { annotationsOf, ask, exampleHost, faultAt, literalPath, readsPatterns, readsText, winnerText } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** A pattern with a path type that compares text. */
export const PATTERN_AS_TEXT: Rule = {
  id: 'pattern-as-text',
  severity: 'warning',
  title: 'A path of type Prefix or Exact is written like a pattern.',
  why: 'These types compare text, so that `/api/*` stands for a path with a star in it. ingress-nginx refuses such paths since 1.12; before, it read them as regular'
    + ' expressions where an annotation said so.',
  fix: 'Write the part before the pattern with Prefix, or use ImplementationSpecific where the controller is to read a pattern.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types',
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#strict-validate-path-type',
  ],
  * check({ cluster }, context) {
    for (const ingress of cluster.ingresses) {
      const router = context.routerOf(ingress.resource);
      const isPattern = readsPatterns(annotationsOf(ingress.resource));
      // what its own controller makes of patterns, the controller's own admission says
      if (isPattern && router !== undefined && !readsText(router)) continue;
      for (const { host, paths } of ingress.rules) {
        for (const path of paths ?? []) {
          if (path.pathType === 'ImplementationSpecific') continue;
          if (router !== undefined && faultAt(router, ingress.resource, path.fieldPath)?.kind === 'refused') continue;
          if ((isPattern ? REGEX : GLOB).test(path.path)) yield isPattern ? refused(ingress, path) : text(ingress, host, path, router);
        }
      }
    }
  },
};

/** Characters of patterns that paths hardly have; `?` begins a query, which is another mistake. */
const GLOB = /[*|^\\[\]{}]|\.\+|\(\./;
/** Where patterns are asked for, the others of regular expressions too. */
const REGEX = /[*|^\\[\]{}()?+$]/;

function refused({ resource }: Ingress, { path, pathType, fieldPath }: IngressPath): RuleFinding {
  return {
    resource,
    path: `${fieldPath}.pathType`,
    message: `\`${path}\` (${pathType}) is a regular expression with a path type that compares text: ingress-nginx refuses it since 1.12, unless strict-validate-path-type is off`,
    fix: `set ${fieldPath}.pathType to ImplementationSpecific`,
    edits: [{ path: `${fieldPath}.pathType`, value: 'ImplementationSpecific' }],
  };
}

function text({ resource }: Ingress, host: string, { path, pathType, fieldPath }: IngressPath, router: Router | undefined): RuleFinding {
  const literal = literalPath(path);
  const asked = `${literal === '/' ? '' : literal}/anything`;
  const name = exampleHost(host.toLowerCase());
  const end = router === undefined ? '' : `: GET http://${name === '' ? '<any host>' : name}${asked} ${winnerText(router, ask(router, name, asked).route)}`;
  return {
    resource,
    path: `${fieldPath}.path`,
    message: `\`${path}\` (${pathType}) is compared as text, and matches only paths with these characters${end}`,
    fix: `write ${literal} with pathType Prefix`,
    edits: [{ path: `${fieldPath}.path`, value: literal }, { path: `${fieldPath}.pathType`, value: 'Prefix' }],
  };
}
