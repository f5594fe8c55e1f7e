import { checkOptions, readSimulation } from './input';
import type { CommonOptions } from './input';
import { usesColor } from './io';
import type { CliIo } from './io';
import { endpointsJson, endpointsText } from '../report/endpoints';

/** `cdk8s-routing endpoints`. */
export async function endpoints(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json']);
  const simulation = await readSimulation(manifests, options, io);
  if (simulation === null) return 2;
  const { cluster } = simulation;
  io.stdout.write(options.format === 'json' ? endpointsJson(cluster.slices) : endpointsText(cluster, usesColor(options.color, io)));
  return 0;
}
