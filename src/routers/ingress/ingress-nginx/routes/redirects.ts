import { nginxText } from './nginx-text';
import type { Template } from '../../../model';
import type { ExternalAuth } from '../settings/access-settings';
import type { RedirectSettings, RewriteSettings } from '../settings/redirect-settings';

const TARGET: Template = [{ of: 'raw-path' }, { of: 'query' }];
const WITHOUT_FINAL_SLASH: Template = [{ of: 'changed', by: 'strip-one-final-slash', parts: TARGET }];

/** nginx's own redirect to the location that ends with `/`: the port of the request is left out. */
export function slashRedirect(path: string, { relativeRedirects }: RewriteSettings): Template {
  const target: Template = [{ of: 'changed', by: 'encode-path', parts: [path] }, { of: 'query' }];
  return relativeRedirects ? target : [{ of: 'scheme' }, '://', { of: 'host' }, ...target];
}

/**
 * To https: the Host without its port, and everything behind it as it was sent but for one `/` at its very end.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/rootfs/etc/nginx/lua/lua_ingress.lua rewrite
 */
export function httpsRedirect({ preserveTrailingSlash, usePortInRedirects }: RewriteSettings): Template {
  return ['https://', { of: 'raw-host' }, ...(usePortInRedirects ? [':443'] : []), ...(preserveTrailingSlash ? TARGET : WITHOUT_FINAL_SLASH)];
}

/** From or to `www.`: the port of the listener is always written. */
export function wwwRedirect(to: string, port: number): Template {
  return [{ of: 'scheme' }, `://${to}:${port}`, ...WITHOUT_FINAL_SLASH];
}

export function appRootRedirect(appRoot: string): Template {
  return [{ of: 'scheme' }, '://', { of: 'authority' }, appRoot];
}

/** A location that begins with `/` is completed with scheme and host. */
export function returnedRedirect({ url }: RedirectSettings, { relativeRedirects }: RewriteSettings): Template {
  return url.startsWith('/') && !relativeRedirects ? [{ of: 'scheme' }, '://', { of: 'host' }, url] : [url];
}

/** A rewrite to another host is a redirect; the query goes along. */
export function rewriteRedirect(target: Template): Template {
  return [...target, { of: 'query' }];
}

/** @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/template/template.go buildAuthSignURL */
export function signInRedirect({ signIn, redirectParameter }: ExternalAuth): Template {
  const query = signIn.includes('?') ? signIn.slice(signIn.indexOf('?') + 1) : '';
  const { template } = nginxText(signIn);
  if (query !== '' && query.split('&').some((each) => each.startsWith(`${redirectParameter}=`) && each.length > redirectParameter.length + 1)) return template;
  const back: Template = [{ of: 'scheme' }, '://', { of: 'authority' }, { of: 'changed', by: 'encode-component', parts: TARGET }];
  return [...template, `${query === '' ? '?' : '&'}${redirectParameter}=`, ...back];
}
