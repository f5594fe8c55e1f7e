import * as fs from 'node:fs';
import * as path from 'node:path';

/** The file that makes a folder a Helm chart. */
const CHART = 'Chart.yaml';
const TEMPLATES = 'templates';

/** Folders of a chart that only `helm template` makes manifests of. */
const RENDERED: ReadonlySet<string> = new Set([TEMPLATES, 'charts']);

/** The chart that a file or folder is a template of, by its folder; null where it is none. */
export function chartOfTemplate(absolute: string): string | null {
  for (let at = absolute; at !== path.dirname(at); at = path.dirname(at)) {
    const above = path.dirname(at);
    if (RENDERED.has(path.basename(at)) && isFile(path.join(above, CHART))) return outermost(above);
  }
  return null;
}

/** A chart in `charts/` of another one is rendered with that. */
function outermost(chart: string): string {
  return chartOfTemplate(chart) ?? chart;
}

/** Whether only Helm can make manifests of a part of a chart: templates without a `{{`, as `cdk8s synth --format helm` writes them, are manifests. */
export function isTemplatedChart(chart: string): boolean {
  return hasAction(path.join(chart, TEMPLATES), 0);
}

const TEMPLATE = /\.(?:ya?ml|json|tpl)$/i;
const MOST_BYTES = 4 * 1024 * 1024;
const MAX_DEPTH = 20;

function hasAction(folder: string, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).some((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return hasAction(place, depth + 1);
      return entry.isFile() && TEMPLATE.test(entry.name) && fs.statSync(place).size <= MOST_BYTES && fs.readFileSync(place).includes('{{');
    });
  } catch {
    return false;
  }
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
