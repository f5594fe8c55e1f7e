/*
 * How many requests of a corpus of cases are answered right.
 *
 *     npx tsx bench/corpus-requests.ts PATH/cases.jsonl [--show]
 *
 * A case of kind `request` has files (relative to the corpus), a request and what it is expected to reach: a Service, or a status.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCluster } from '../src/cluster/build';
import { parseManifests } from '../src/manifests/yaml/parse';
import type { Trace } from '../src/trace/model';
import { parseRequest } from '../src/trace/request';
import { simulate } from '../src/trace/simulation';
import { traceRequest } from '../src/trace/trace';

interface RequestCase {
  readonly id: string;
  readonly kind: string;
  readonly files: readonly string[];
  readonly request: { readonly method?: string; readonly url: string; readonly headers?: readonly string[]; readonly from?: string };
  readonly expect: { readonly status?: number | null; readonly service?: string | null; readonly outcome?: string };
}

function filesUnder(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap(name => filesUnder(join(path, name))).filter(file => /\.(ya?ml|json)$/.test(file));
}

function answer(folder: string, { files, request }: RequestCase): Trace {
  const resources = files.flatMap(file => filesUnder(join(folder, file))).flatMap(file => parseManifests(readFileSync(file, 'utf8'), file).resources);
  const parsed = parseRequest({ ...request, namespace: 'default' });
  if (parsed.request === null) throw new Error(parsed.error);
  return traceRequest(simulate(buildCluster(resources)), parsed.request);
}

function isRight(trace: Trace, { service, status, outcome }: RequestCase['expect']): boolean {
  if (outcome !== undefined && trace.outcome !== outcome) return false;
  if (service != null) return trace.destinations.length > 0 && trace.destinations.every(each => each.service?.name === service);
  return status == null || trace.status === status;
}

const { values, positionals: [path] } = parseArgs({ allowPositionals: true, options: { show: { type: 'boolean', default: false } } });
if (path === undefined) throw new Error('specify the path of cases.jsonl');
const cases = readFileSync(path, 'utf8').split('\n').filter(line => line !== '').map(line => JSON.parse(line) as RequestCase).filter(each => each.kind === 'request');
let right = 0;
for (const each of cases) {
  const trace = answer(dirname(path), each);
  if (isRight(trace, each.expect)) right += 1;
  else console.log(`${each.id} ${each.request.url}: expected ${JSON.stringify(each.expect)}, got ${trace.outcome} ${trace.reason} ${trace.destinations.map(to => to.service?.name).join()}`);
  if (values.show) for (const hop of trace.hops) console.log(`    ${hop.resource?.kind ?? '-'} ${hop.path ?? ''}: ${hop.decision} [${hop.because}]`);
}
console.log(`${right} of ${cases.length} right`);
