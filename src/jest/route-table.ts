import { routing, type RoutingSubject } from './routing';
import { routesText } from '../report/routes';
import { overview } from '../routes/overview';

/**
 * Every way in as a line, for snapshots: what a person reviews instead of the manifests. It is the text of the command `routes` without the places, and
 * how many pods there are does not show.
 *
 * @param subject a construct, paths, text, or objects
 */
export function routeTable(subject: RoutingSubject): string {
  return routesText(overview(routing(subject).simulation), false, false).trimEnd();
}
