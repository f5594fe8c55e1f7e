import * as path from 'node:path';
import { checkOptions, readResources, settingsOf, simulateResources, type CommonOptions } from './input';
import { UsageError, type CliIo } from './io';
import { writeOutputs } from './outputs';
import { targetOf } from './routes';
import { routeGraph } from '../graph/build';
import { cutGraph } from '../graph/cut';
import { explorerPage } from '../graph/explorer-page';
import { PICTURES, picture, type Picture } from '../graph/render';
import { overview } from '../routes/overview';

/** `format` and `namespace` are those of every command; what was asked for on the command line is in `given`. */
export interface GraphOptions extends CommonOptions {
  readonly given: { readonly format: boolean; readonly namespace: boolean };
  readonly to?: string;
  readonly host?: string;
  readonly output?: string;
}

const HTML = 'html';
const FORMATS: readonly string[] = [...PICTURES, HTML];

/** `cdk8s-routing graph`. */
export async function graph(manifests: readonly string[], options: GraphOptions, io: CliIo): Promise<number> {
  const format = formatOf(options);
  checkOptions({ ...options, format }, FORMATS);
  const to = options.to === undefined ? undefined : targetOf(options.to, options.namespace);
  const resources = await readResources(manifests, options, io);
  if (resources === null) return 2;
  const simulation = simulateResources(resources, options, io);
  const found = overview(simulation, to === undefined ? {} : { to });
  const cut = cutGraph(routeGraph(found), {
    ...options.host === undefined ? {} : { host: options.host }, ...options.given.namespace ? { namespace: options.namespace } : {},
  });
  const text = format === HTML
    ? explorerPage({ resources, settings: settingsOf(options), accepted: simulation, map: cut })
    : picture(cut, format as Picture);
  if (options.output === undefined) io.stdout.write(text);
  else writeOutputs([{ format, file: options.output }], () => text, io);
  return 0;
}

const ENDINGS: ReadonlyMap<string, string> = new Map([['.mmd', 'mermaid'], ['.mermaid', 'mermaid'], ['.dot', 'dot'], ['.gv', 'dot'], ['.svg', 'svg'], ['.json', 'json'], ['.html', 'html']]);

/** As asked, as the ending of the file says, or Mermaid. */
function formatOf({ given, format, output }: GraphOptions): string {
  if (given.format) return format;
  if (output === undefined) return 'mermaid';
  const found = ENDINGS.get(path.extname(output).toLowerCase());
  if (found === undefined) throw new UsageError(`--output: got '${output}', expected a file that ends in ${[...ENDINGS.keys()].join(', ')}; or --format beside it`);
  return found;
}
