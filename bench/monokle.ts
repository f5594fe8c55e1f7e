/* Checking beside @monokle/validation, which only follows links here: `npx tsx bench/monokle.ts [TRIPLES]`. */
import { loadAll } from 'js-yaml';
import { atMost, medians, ms, peer, sayPeak } from './measure';
import { triples } from './triples';
import { runChecks } from '../src/checks/run';
import { buildCluster } from '../src/cluster/build';
import { parseManifests } from '../src/manifests/yaml/parse';
import { simulate } from '../src/trace/simulation';

/** What is used of https://github.com/kubeshop/monokle-core. */
interface Monokle {
  createDefaultMonokleValidator(): {
    preload(config: { readonly plugins: Readonly<Record<string, boolean>> }): Promise<void>;
    validate(input: { readonly resources: readonly MonokleResource[] }): Promise<unknown>;
  };
}

interface MonokleResource {
  readonly id: string;
  readonly fileId: string;
  readonly filePath: string;
  readonly fileOffset: number;
  readonly name: string;
  readonly namespace?: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly content: unknown;
  readonly text: string;
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

const ROUNDS = 3;
const PLUGINS = { 'resource-links': true, 'yaml-syntax': false, 'kubernetes-schema': false, 'open-policy-agent': false, 'pod-security-standards': false };

const size = Number(process.argv[2] ?? 100);
const text = triples(size);

/** Its resources, from the text on, as its command line makes them. */
function read(): readonly MonokleResource[] {
  let fileOffset = 0;
  return text.split(/^---\n/m).filter((each) => each !== '').map((document, index) => {
    const [content] = loadAll(document) as Manifest[];
    const { apiVersion, kind, metadata: { name, namespace } } = content;
    fileOffset += document.length;
    return { id: `${index}`, fileId: 'bench', filePath: 'bench.yaml', fileOffset, name, namespace, apiVersion, kind, content, text: document };
  });
}

async function theirs({ createDefaultMonokleValidator }: Monokle): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const validator = createDefaultMonokleValidator();
    await validator.preload({ plugins: PLUGINS });
    const before = process.cpuUsage();
    await validator.validate({ resources: read() });
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

async function main(): Promise<void> {
  const monokle = peer('@monokle/validation') as Monokle | null;
  if (monokle === null) return;
  const { check } = medians(9, { check: () => runChecks(simulate(buildCluster(parseManifests(text, 'bench.yaml').resources))) });
  const time = await theirs(monokle);
  console.log(`${size} triples: check ${ms(check)}, @monokle/validation ${ms(time)}; ours / its ${atMost(check / time, 1)}`);
  sayPeak();
}

void main();
