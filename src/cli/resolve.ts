import { checkOptions, readSimulation } from './input';
import type { CommonOptions } from './input';
import { usesColor, UsageError } from './io';
import type { CliIo } from './io';
import { resolveName } from '../cluster/dns';
import { describe } from '../kubernetes/resource';
import { resolveJson, resolveText } from '../report/resolve';
import { workloadPath } from '../report/trace';
import { parseWorkloadRef } from '../trace/request';
import { findClient } from '../trace/trace';

export interface ResolveOptions extends CommonOptions {
  readonly from?: string;
}

/** `cdk8s-routing resolve`. */
export async function resolve(name: string, manifests: readonly string[], options: ResolveOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json']);
  const ref = options.from === undefined ? null : parseWorkloadRef(options.from, options.namespace);
  if (typeof ref === 'string') throw new UsageError(`--from: ${ref}`);
  const simulation = await readSimulation(manifests, options, io);
  if (simulation === null) return 2;
  const { cluster } = simulation;
  const client = ref === null ? null : findClient(cluster, ref);
  if (ref !== null && client === undefined) throw new UsageError(`--from: ${describe(ref)} is not among the manifests`);
  const answer = resolveName(cluster, name, { namespace: ref?.namespace ?? options.namespace, pod: client ?? null });
  const from = ref === null ? options.namespace : workloadPath(ref);
  io.stdout.write(options.format === 'json' ? resolveJson(answer, from) : resolveText(answer, from, usesColor(options.color, io)));
  return answer.outcome === 'NOERROR' ? 0 : 1;
}
