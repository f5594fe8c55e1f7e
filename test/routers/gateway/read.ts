import { buildCluster } from '../../../src/cluster/build';
import type { Cluster } from '../../../src/cluster/model';
import { parseManifests } from '../../../src/manifests/yaml/parse';

export function readManifests(text: string): Cluster {
  const { resources, problems } = parseManifests(text, 'test.yaml', { namespace: 'default' });
  if (problems.length > 0) throw new Error(problems[0].message);
  return buildCluster(resources);
}
