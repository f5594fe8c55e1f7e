import { checkOptions, readSimulation } from './input';
import type { CommonOptions } from './input';
import { usesColor } from './io';
import type { CliIo } from './io';
import { runChecks } from '../checks/run';
import { checkJson, checkText } from '../report/check';

export interface CheckOptions extends CommonOptions {
  readonly quiet?: boolean;
}

/** `cdk8s-routing check`. */
export async function check(manifests: readonly string[], options: CheckOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json'], io);
  const simulation = await readSimulation(manifests, options, io);
  if (simulation === null) return 2;
  const { findings, suppressed } = runChecks(simulation);
  const shown = options.quiet === true ? findings.filter(({ severity }) => severity === 'error') : findings;
  const summary = { objects: simulation.cluster.resources.length, suppressed };
  io.stdout.write(options.format === 'json' ? checkJson(shown, summary) : checkText(shown, summary, usesColor(options.color, io)));
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
