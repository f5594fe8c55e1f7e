import * as path from 'node:path';
import { routeGraph } from './build';
import { pageData } from './explorer/page-data';
import type { RouteGraph } from './model';
import { page, type PageLayout } from './page';
import type { Finding } from '../checks/finding';
import { checkSimulation, simulateAll, type Settings } from '../checks/session';
import { describe, type Resource } from '../kubernetes/resource';
import { readTextFile } from '../manifests/text-file';
import { placeOf, placeText } from '../report/place';
import { overview } from '../routes/overview';
import type { Simulation } from '../trace/simulation';

/** What a page shows. */
export interface Explored {
  readonly resources: readonly Resource[];
  readonly settings: Settings;
  /** Those to show; absent: all that a check finds. */
  readonly findings?: readonly Finding[];
  /** What the API server accepts. */
  readonly accepted: Simulation;
  /** The part of the map to draw; absent: all of it. */
  readonly map?: RouteGraph;
}

/**
 * The page to explore: the map, the routes, the findings, and the engine that answers requests.
 *
 * @throws Error where the package was not built
 */
export function explorerPage({ resources, settings, accepted, findings, map }: Explored, layout: PageLayout = 'map'): string {
  const shown = findings ?? checkSimulation(simulateAll(resources, settings), settings).findings;
  const rows = shown.map(({ rule, severity, message, fix, resource, path: field }) =>
    ({ rule, severity, message, fix, object: describe(resource), place: placeText(placeOf(resource, field)) }));
  return page(map ?? routeGraph(overview(accepted)), pageData(resources, settings, rows), explorerScript(), layout);
}

/** Written by tools/bundle.ts; sources, compiled files and the bundled command stand equally deep in the package. */
function explorerScript(): string {
  try {
    return readTextFile(path.join(__dirname, '..', '..', 'lib', 'explorer.js'));
  } catch {
    throw new Error('lib/explorer.js of cdk8s-routing, which the page runs, cannot be read; install the package anew, or run `npx projen compile` in a clone');
  }
}
