import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Json } from '../../src/kubernetes/resource';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { metamorphicFaults } from '../hostile/metamorphic';
import { Random } from '../hostile/random';

const EXAMPLES = path.join(__dirname, '../../examples');

function objectsOf(file: string): readonly Json[] {
  const { resources, problems } = parseManifests(fs.readFileSync(path.join(EXAMPLES, file), 'utf8'), file);
  expect(problems).toEqual([]);
  return resources.map(({ object }) => object);
}

test.each(['kiada/dist/kiada.k8s.yaml', 'kiada-broken/dist/kiada.k8s.yaml', 'migration/shop.yaml'])('the order of documents and the names of namespaces change nothing in %s', (file) => {
  const objects = objectsOf(file);
  for (let seed = 1; seed <= 3; seed += 1) expect({ seed, faults: metamorphicFaults(objects, new Random(seed)) }).toEqual({ seed, faults: [] });
});
