import { checkOptions, readSimulation } from './input';
import type { CommonOptions } from './input';
import { usesColor } from './io';
import type { CliIo } from './io';
import { statusJson, statusText } from '../report/status';
import { gatewayStatus } from '../routers/gateway/status';

/** `cdk8s-routing status`. */
export async function status(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json']);
  const simulation = await readSimulation(manifests, options, io);
  if (simulation === null) return 2;
  const found = gatewayStatus(simulation.cluster, simulation.externals);
  io.stdout.write(options.format === 'json' ? statusJson(found) : statusText(found, usesColor(options.color, io)));
  return 0;
}
