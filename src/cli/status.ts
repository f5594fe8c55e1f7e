import { checkOptions, readSimulationToCheck, settingsOf } from './input';
import type { CommonOptions } from './input';
import { usesColor } from './io';
import type { CliIo } from './io';
import { refusedAmong } from '../checks/session';
import { statusJson, statusText } from '../report/status';
import { gatewayStatus } from '../routers/gateway/status';

/** `cdk8s-routing status`. */
export async function status(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json']);
  // as `check`: what the API server refuses is told beside what would become of it
  const simulation = await readSimulationToCheck(manifests, options, io);
  if (simulation === null) return 2;
  const found = gatewayStatus(simulation.cluster, simulation.externals);
  const refused = refusedAmong(simulation.cluster.resources, settingsOf(options));
  io.stdout.write(options.format === 'json' ? statusJson(found, refused) : statusText(found, refused, usesColor(options.color, io)));
  return 0;
}
