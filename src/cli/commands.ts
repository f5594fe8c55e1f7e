/*
 * What a command needs is loaded when it runs, so that the others start without it: by `require` with a literal name, which the bundles
 * that bin/ runs (tools/bundle.ts) understand.
 */

export const load = {
  check: () => require('./check') as typeof import('./check'),
  trace: () => require('./trace') as typeof import('./trace'),
  endpoints: () => require('./endpoints') as typeof import('./endpoints'),
  resolve: () => require('./resolve') as typeof import('./resolve'),
  test: () => require('./test') as typeof import('./test'),
  diff: () => require('./diff') as typeof import('./diff'),
  config: () => require('../manifests/config-file') as typeof import('../manifests/config-file'),
  problems: () => require('../report/problem') as typeof import('../report/problem'),
};
