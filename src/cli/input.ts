import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { complain, UsageError } from './io';
import type { CliIo } from './io';
import { buildCluster } from '../cluster/build';
import type { Cluster } from '../cluster/model';
import { CONTROLLERS } from '../http/compile';
import { readManifests } from '../manifests/files';
import type { InputProblem } from '../manifests/parse';
import { simulate } from '../trace/simulation';
import type { Simulation } from '../trace/simulation';

/** The options of every command. */
export interface CommonOptions {
  readonly namespace: string;
  readonly controller: string;
  readonly format: string;
  readonly color: string;
  readonly config?: string;
}

/** Checks the options that say how to read and write. Throws a `UsageError`. */
export function checkOptions(options: CommonOptions, formats: readonly string[], io: CliIo): void {
  requireOneOf('--format', options.format, formats);
  requireOneOf('--controller', options.controller, CONTROLLERS);
  if (options.config !== undefined && !existsSync(path.resolve(io.cwd, options.config))) {
    throw new UsageError(`--config: no such file: ${options.config}`);
  }
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(options.namespace)) {
    throw new UsageError(`--namespace: got '${options.namespace}', expected the name of a namespace: lower case letters, digits and '-'`);
  }
}

function requireOneOf(option: string, got: string, allowed: readonly string[]): void {
  if (!allowed.includes(got)) throw new UsageError(`${option}: got '${got}', expected ${allowed.length === 1 ? allowed[0] : `one of ${allowed.join(', ')}`}`);
}

/** Reads the manifests as one cluster; null when that cannot be done, and then everything has been said on standard error. */
export async function readCluster(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<Cluster | null> {
  const { namespace } = options;
  const { resources, problems } = await readManifests(manifests, io, { namespace });
  for (const problem of problems) complain(io, problemText(problem));
  if (problems.length > 0) return null;
  const cluster = buildCluster(resources, { namespace });
  for (const { resource, path: field, message } of cluster.notices) {
    const position = resource.origin.locate(field);
    complain(io, `${placeText(resource.origin.file, position?.line ?? null, position?.column ?? null)}warning: ${message}`);
  }
  return cluster;
}

/** Reads the manifests as one cluster with its routers; null when that cannot be done. */
export async function readSimulation(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<Simulation | null> {
  const cluster = await readCluster(manifests, options, io);
  return cluster === null ? null : simulate(cluster, { controller: options.controller });
}

function problemText({ file, line, column, message }: InputProblem): string {
  return `${placeText(file, line, column)}error: ${message}`;
}

/** As compilers write it, so that editors find the place. */
function placeText(file: string | null, line: number | null, column: number | null): string {
  if (file === null) return '';
  return line === null ? `${file}: ` : `${file}:${line}:${column ?? 1}: `;
}
