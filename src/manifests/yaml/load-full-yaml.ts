import type * as FullYaml from './full-yaml';

/**
 * The module that reads all of YAML, and knows where every field stands. It is loaded when it is first needed, by `require` with a literal name, which
 * bundles keep: js-yaml takes longer to load than a small app to check, and most manifests do without it.
 */
export function fullYaml(): typeof FullYaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./full-yaml') as typeof FullYaml;
}
