import { checkOptions, explainNotices, readSimulationOnDemand } from './input';
import type { CommonOptions } from './input';
import { usesColor, UsageError } from './io';
import type { CliIo } from './io';
import { resolveName } from '../cluster/dns/dns';
import { resolveJson, resolveText } from '../report/resolve';
import { workloadPath } from '../report/trace';
import { resolveClient } from '../trace/client';
import { findClient } from '../trace/trace';

export interface ResolveOptions extends CommonOptions {
  readonly from?: string;
}

/** `cdk8s-routing resolve`. */
export async function resolve(name: string, manifests: readonly string[], options: ResolveOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json']);
  const opened = await readSimulationOnDemand(manifests, options, io);
  if (opened === null) return 2;
  const { cluster } = opened.simulation;
  const ref = options.from === undefined ? null : resolveClient(cluster, options.from, options.namespace);
  if (typeof ref === 'string') explainNotices(cluster, io);
  if (typeof ref === 'string') throw new UsageError(`--from: ${ref}`);
  const client = ref === null ? null : findClient(cluster, ref);
  const answer = resolveName(cluster, name, { namespace: ref?.namespace ?? options.namespace, pod: client ?? null });
  const from = ref === null ? options.namespace : workloadPath(ref);
  const text = options.format === 'json' ? resolveJson(answer, from) : resolveText(answer, from, usesColor(options.color, io));
  explainNotices(cluster, io);
  io.stdout.write(text);
  return answer.outcome === 'NOERROR' ? 0 : 1;
}
