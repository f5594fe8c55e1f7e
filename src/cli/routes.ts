import { checkOptions, readSimulation, type CommonOptions } from './input';
import { usesColor, UsageError, type CliIo } from './io';
import type { WorkloadRef } from '../cluster/model';
import { routesCsv, routesJson, routesMarkdown, routesText } from '../report/routes';
import { overview, type OverviewOptions } from '../routes/overview';
import { parseWorkloadRef } from '../trace/request';

export interface RoutesOptions extends CommonOptions {
  readonly to?: string;
  readonly from?: string;
}

/** `cdk8s-routing routes`. */
export async function routes(manifests: readonly string[], options: RoutesOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json', 'markdown', 'csv']);
  const to = options.to === undefined ? undefined : targetOf(options.to, options.namespace);
  const from = sideOf(options.from);
  const simulation = await readSimulation(manifests, options, io);
  if (simulation === null) return 2;
  const found = overview(simulation, { ...to === undefined ? {} : { to }, ...from === undefined ? {} : { from } });
  io.stdout.write(render(options, found, io));
  return 0;
}

function render({ format, color }: RoutesOptions, found: ReturnType<typeof overview>, io: CliIo): string {
  switch (format) {
    case 'json': return routesJson(found);
    case 'markdown': return routesMarkdown(found);
    case 'csv': return routesCsv(found);
    default: return routesText(found, usesColor(color, io));
  }
}

function sideOf(text: string | undefined): OverviewOptions['from'] {
  if (text === undefined || text === 'outside' || text === 'inside') return text;
  throw new UsageError(`--from: got '${text}', expected outside or inside`);
}

/** A workload, Service or pod, as `--from` of a trace names one. */
export function targetOf(text: string, namespace: string): WorkloadRef {
  const ref = parseWorkloadRef(text, namespace);
  if (typeof ref === 'string') throw new UsageError(`--to: ${ref}`);
  return /^(?:service|services|svc)$/i.test(ref.kind) ? { ...ref, kind: 'Service' } : ref;
}
