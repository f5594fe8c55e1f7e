import { checkOptions, readResources, simulateResources, type CommonOptions } from './input';
import { usesColor, UsageError, type CliIo } from './io';
import { blastRadii, type BlastRadii } from '../diff/blast-radius';
import type { RoutingDiff } from '../diff/change';
import { diffSimulations } from '../diff/diff';
import { edited, type Edit } from '../diff/edits';
import type { ObjectRef, Resource } from '../kubernetes/resource';
import { blastRadiiJson, blastRadiiMarkdown, blastRadiiText } from '../report/blast-radius';
import { diffJson, diffText } from '../report/diff';
import { diffMarkdown } from '../report/diff-markdown';
import { parseWorkloadRef } from '../trace/request';

export interface WhatifOptions extends CommonOptions {
  readonly without?: readonly string[];
  readonly scale?: readonly string[];
  readonly nodeDown?: readonly string[];
  readonly notReady?: readonly string[];
  readonly set?: readonly string[];
  readonly each?: string;
  readonly oldController?: string;
  readonly newController?: string;
}

/** `cdk8s-routing whatif`: the manifests, compared with themselves after some edits. */
export async function whatif(args: readonly string[], options: WhatifOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json', 'markdown']);
  const edits = await readEdits(options, io);
  if (edits === null) return 2;
  const isChanged = edits.length > 0 || options.oldController !== undefined || options.newController !== undefined;
  if (options.each === undefined && !isChanged) throw new UsageError('say what changes: --without, --scale, --node-down, --not-ready, --set, or --each KIND');
  if (options.each !== undefined && isChanged) throw new UsageError('--each KIND tries every object of a kind by itself; it goes with no other change');
  const resources = await readResources(args.length === 0 ? ['dist'] : args, options, io);
  if (resources === null) return 2;
  if (options.each !== undefined) return each(options.each, resources, options, io);
  const after = edits.reduce<readonly Resource[]>((all, edit) => {
    const next = edited(all, edit);
    if (typeof next === 'string') throw new UsageError(next);
    return next;
  }, resources);
  const [old, now] = [options.oldController, options.newController].map(
    (controller) => controller === undefined ? options : { ...options, controller },
  );
  for (const side of [old, now]) checkOptions(side, ['text', 'json', 'markdown']);
  const quiet: CliIo = { ...io, stderr: { ...io.stderr, write: () => true } };
  const result = diffSimulations(simulateResources(resources, old, io), simulateResources(after, now, quiet));
  io.stdout.write(formatted(result, options, io));
  return result.changes.length > 0 ? 1 : 0;
}

function formatted(result: RoutingDiff, { format, color }: WhatifOptions, io: CliIo): string {
  if (format === 'json') return diffJson(result);
  return format === 'markdown' ? diffMarkdown(result) : diffText(result, usesColor(color, io));
}

/** The kinds that destinations name; of others each object is taken away by itself. */
const DESTINATIONS: ReadonlySet<string> = new Set(['service', 'deployment', 'statefulset', 'daemonset', 'replicaset', 'replicationcontroller', 'pod', 'job', 'cronjob']);

function each(kind: string, resources: readonly Resource[], options: WhatifOptions, io: CliIo): number {
  const ref = parseWorkloadRef(`${kind}/any`, options.namespace);
  const wanted = (typeof ref === 'string' ? kind : ref.kind).toLowerCase();
  const name = wanted === 'svc' || wanted === 'services' ? 'service' : wanted;
  const objects = resources.filter((one) => one.kind.toLowerCase() === name);
  if (objects.length === 0) throw new UsageError(`--each: the manifests have no ${kind}; their kinds are ${[...new Set(resources.map((one) => one.kind))].sort().join(', ')}`);
  const before = simulateResources(resources, options, io);
  const quiet: CliIo = { ...io, stderr: { ...io.stderr, write: () => true } };
  const radii = DESTINATIONS.has(name) ? blastRadii(before, objects) : byDiff(objects, (object) => {
    const edit: Edit = object.kind === 'Node' ? { kind: 'node-down', node: object.name } : { kind: 'without', ref: object };
    const after = edited(resources, edit);
    return diffSimulations(before, simulateResources(typeof after === 'string' ? resources : after, options, quiet));
  });
  io.stdout.write(options.format === 'json' ? blastRadiiJson(radii) : options.format === 'markdown' ? blastRadiiMarkdown(radii) : blastRadiiText(radii, usesColor(options.color, io)));
  return 0;
}

function byDiff(objects: readonly Resource[], diffOf: (object: Resource) => RoutingDiff): BlastRadii {
  let arriving = 0;
  const all = objects.map((object) => {
    const { changes, arriving: today } = diffOf(object);
    arriving = Math.max(arriving, today);
    const lost = changes.filter(({ kind }) => kind === 'lost');
    const other = changes.filter(({ kind }) => kind !== 'lost' && kind !== 'new');
    const count = (some: typeof changes): number => some.reduce((sum, { classes }) => sum + classes, 0);
    return { object, lost: count(lost), reduced: count(other), example: lost[0]?.request ?? null };
  });
  return { arriving, objects: all.sort((a, b) => b.lost - a.lost || b.reduced - a.reduced) };
}

async function readEdits(options: WhatifOptions, io: CliIo): Promise<readonly Edit[] | null> {
  const { without = [], scale = [], nodeDown = [], notReady = [], set = [], namespace } = options;
  const edits: Edit[] = [
    ...without.map((text): Edit => ({ kind: 'without', ref: refOf('--without', text, namespace) })),
    ...scale.map((text) => scaleOf(text, namespace)),
    ...nodeDown.map((node): Edit => ({ kind: 'node-down', node })),
    ...notReady.map((text): Edit => ({ kind: 'not-ready', ref: refOf('--not-ready', text, namespace) })),
  ];
  for (const file of set) {
    const resources = await readResources([file], options, io);
    if (resources === null) return null;
    edits.push({ kind: 'set', resources });
  }
  return edits;
}

function refOf(option: string, text: string, namespace: string): ObjectRef {
  const ref = parseWorkloadRef(text, namespace);
  if (typeof ref === 'string') throw new UsageError(`${option}: ${ref}`);
  return /^(?:services|svc)$/i.test(ref.kind) ? { ...ref, kind: 'Service' } : /^(?:ingresses|ing)$/i.test(ref.kind) ? { ...ref, kind: 'Ingress' } : ref;
}

function scaleOf(text: string, namespace: string): Edit {
  const match = /^(.+)=(\d{1,6})$/.exec(text);
  if (match === null) throw new UsageError(`--scale: got '${text}', expected KIND/NAME=N with a number of replicas, such as Deployment/quote=0`);
  return { kind: 'scale', ref: refOf('--scale', match[1], namespace), replicas: Number(match[2]) };
}
