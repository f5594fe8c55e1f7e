import { checkOptions, explainNotices, readSimulationOnDemand } from './input';
import type { CommonOptions } from './input';
import { usesColor, UsageError } from './io';
import type { CliIo } from './io';
import { traceJson, traceText } from '../report/trace';
import { resolveClient } from '../trace/client';
import { traceOnDemand } from '../trace/on-demand';
import { traceRedirects } from '../trace/redirects';
import { parseRequest } from '../trace/request';

export interface TraceOptions extends CommonOptions {
  readonly method: string;
  readonly header?: readonly string[];
  readonly from?: string;
  readonly location?: boolean;
}

/** `cdk8s-routing trace`. */
export async function trace(url: string, manifests: readonly string[], options: TraceOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json']);
  const { method, header, namespace } = options;
  const second = manifests.find((each) => /^[a-z]+:\/\//i.test(each));
  if (second !== undefined) throw new UsageError(`got the URL '${second}' after '${url}', expected one URL, and then manifests`);
  const { request, error } = parseRequest({ url, method, headers: header ?? [], namespace });
  if (request === null) throw new UsageError(error);
  const opened = await readSimulationOnDemand(manifests, options, io);
  if (opened === null) return 2;
  const { simulation } = opened;
  const from = options.from === undefined ? null : resolveClient(simulation.cluster, options.from, namespace);
  if (typeof from === 'string') explainNotices(simulation.cluster, io);
  if (typeof from === 'string') throw new UsageError(`--from: ${from}`);
  const asked = { ...request, from };
  const traced = options.location === true ? traceRedirects(simulation, asked) : traceOnDemand(opened, asked);
  const answer = options.format === 'json' ? traceJson(traced) : traceText(traced, usesColor(options.color, io));
  explainNotices(simulation.cluster, io);
  io.stdout.write(answer);
  return traced.outcome === 'delivered' ? 0 : 1;
}
