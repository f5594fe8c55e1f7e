/*
 * Draws the pictures of the README and docs: `npm run docs:pictures`. They are of examples/, which are synthesized in memory.
 */
import { existsSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Testing } from 'cdk8s';
import { Kiada } from '../examples/kiada/kiada';
import { BrokenKiada } from '../examples/kiada-broken/kiada';
import { resourcesOf } from '../src/cdk8s/app-objects';
import { settle, simulateAccepted } from '../src/checks/session';
import { routeGraph } from '../src/graph/build';
import { picture } from '../src/graph/render';
import { loadConfig } from '../src/manifests/config-file';
import { DEFAULT_CONFIG } from '../src/manifests/default-config';
import { overview } from '../src/routes/overview';

type Theme = 'light' | 'dark';

/** The map of an app as SVG. */
function draw(name: 'kiada' | 'kiada-broken', theme: Theme): string {
  const app = Testing.app();
  if (name === 'kiada') new Kiada(app, 'kiada');
  else new BrokenKiada(app, 'kiada');
  const folder = path.join(__dirname, '..', 'examples', name);
  const settings = settle({}, existsSync(path.join(folder, DEFAULT_CONFIG)) ? loadConfig(DEFAULT_CONFIG, folder).config : null);
  return picture(routeGraph(overview(simulateAccepted(resourcesOf(app, settings.namespace), settings))), 'svg', theme);
}

/** The files, relative to the project, and what is in them. */
export function pictures(): ReadonlyMap<string, string> {
  return new Map((['kiada', 'kiada-broken'] as const).flatMap((name) => (['light', 'dark'] as const).map((theme) => [`docs/pictures/${name}-${theme}.svg`, draw(name, theme)])));
}

if (require.main === module) for (const [file, text] of pictures()) writeFileSync(path.join(__dirname, '..', file), text);
