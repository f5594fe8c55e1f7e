import { parseBaseline } from './baseline';
import type { Baseline } from './baseline';
import { runChecks } from './run';
import type { CheckResult } from './run';
import type { Settings } from './simulate';
import type { LoadedConfig } from '../manifests/config-file';
import type { Simulation } from '../trace/simulation';

export * from './simulate';

/**
 * The baseline that the config names.
 *
 * @throws SyntaxError where the file cannot be read, or is no baseline
 */
export function configBaseline({ baseline }: LoadedConfig): Baseline | null {
  if (baseline === null) return null;
  if (baseline.text === null) throw new SyntaxError(baseline.message);
  return parseBaseline(baseline.text);
}

/** Checks a simulation as the settings say. */
export function checkSimulation(simulation: Simulation, settings: Settings, baseline: Baseline | null = null): CheckResult {
  return runChecks(simulation, { config: settings.config ?? undefined, validation: settings.validation, baseline });
}
