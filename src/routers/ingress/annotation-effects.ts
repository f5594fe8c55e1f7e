import type { AnnotationEffect } from './dialect';

/*
 * What annotations of many controllers do, in words.
 */

type Effect = AnnotationEffect['does'];

export const redirects: Effect = (value) => `the router answers with a redirect to ${value}`;
export const rewrites: Effect = (value) => `the pods get another path (${value})`;
export const refuses: Effect = (value) => `requests without what it asks for (${value}) are refused`;
export const filters: Effect = (value) => `clients are let in or kept out by their address (${value})`;
export const mayDoAnything: Effect = (value) => `it may answer, rewrite or refuse requests (${value})`;
export const isConfiguration: Effect = () => 'a piece of nginx configuration may answer, rewrite or refuse requests';
export const toHttps: Effect = (value, { scheme }) => value === 'true' && scheme === 'http' ? 'http is redirected to https' : null;
export const rootRedirects: Effect = (value, { path }) => path === '/' ? `/ is redirected to ${value}` : null;

/** Keys under some prefixes. */
export function keysOf(prefixes: readonly string[], ...names: readonly string[]): readonly string[] {
  return prefixes.flatMap((prefix) => names.map((name) => `${prefix}${name}`));
}
