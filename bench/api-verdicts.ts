/*
 * How far the rules agree with recorded verdicts of an API server.
 *
 *     npx tsx bench/api-verdicts.ts PATH [--kind KIND] [--show N]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { JsonObject } from '../src/kubernetes/resource';
import { hasRules, validateObject } from '../src/kubernetes/validation/validate';
import type { Verdict } from '../src/kubernetes/violation';

interface Recorded {
  readonly id: string;
  readonly kind: string;
  readonly object: JsonObject;
  readonly accepted: boolean;
  readonly httpStatus: number;
  readonly message: string | null;
  readonly causes: readonly { readonly field: string | null }[];
  readonly warnings: readonly string[];
  readonly clusterDependent?: boolean;
  readonly dryRun?: JsonObject;
}

type Aspect = 'accepted' | 'fields' | 'unknown fields' | 'warnings';
type Tally = Record<Aspect, { agree: number; of: number }>;

const emptyTally = (): Tally => ({
  'accepted': { agree: 0, of: 0 }, 'fields': { agree: 0, of: 0 }, 'unknown fields': { agree: 0, of: 0 }, 'warnings': { agree: 0, of: 0 },
});
const setOf = (values: Iterable<string>): string => [...new Set(values)].sort().join(', ');

/** The fields of the server's causes; null where it names none. */
function recordedFields(recorded: Recorded): string | null {
  const causes = recorded.causes.flatMap(cause => cause.field ?? []);
  return causes.length > 0 ? setOf(causes) : null;
}

/** The server stops at fields that it cannot decode; the rules here go on, so that these must be among what they say. */
function namesUnknownFields(recorded: Recorded, verdict: Verdict): boolean | null {
  const unknown = [...(recorded.message ?? '').matchAll(/unknown field "([^"]+)"/g)].map(match => match[1]);
  const named = new Set(verdict.violations.filter(violation => violation.reason === 'unknown-field').map(violation => violation.path));
  return unknown.length > 0 ? unknown.every(path => named.has(path)) : null;
}

/** The server puts the field before a warning, except where the text names it already. */
function ourWarnings(verdict: Verdict): string {
  return setOf(verdict.warnings.flatMap(warning => [warning.message]));
}

function recordedWarnings(recorded: Recorded): string {
  return setOf(recorded.warnings.map(text => text.replace(/^(?:spec|subsets|endpoints|metadata)\S*: (?!"PreferClose")/, '')));
}

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { kind: { type: 'string' }, show: { type: 'string', default: '20' } },
  });
  const lines = readFileSync(positionals[0], 'utf8').split('\n').filter(line => line !== '');
  const all = lines.map(line => JSON.parse(line) as Recorded).filter(recorded => values.kind === undefined || recorded.kind === values.kind);
  const certain = all.filter(recorded => recorded.clusterDependent !== true && recorded.dryRun === undefined);
  const tallies = new Map<string, Tally>();
  const disagreements: string[] = [];
  for (const recorded of certain) {
    compare(recorded, tallies, disagreements);
  }
  const dependent = all.filter(recorded => recorded.clusterDependent === true || recorded.dryRun !== undefined);
  const agreeing = dependent.filter(recorded => (validateObject(recorded.object).violations.length === 0) === recorded.accepted);
  print(tallies);
  console.log(`${agreeing.length} of ${dependent.length} that depend on the cluster agree on accepted`);
  disagreements.slice(0, Number(values.show)).forEach(text => console.log(text));
  console.log(`${disagreements.length} disagreements`);
}

function compare(recorded: Recorded, tallies: Map<string, Tally>, disagreements: string[]): void {
  const verdict = validateObject(recorded.object);
  const accepted = verdict.violations.length === 0;
  const fields = recordedFields(recorded);
  const unknown = namesUnknownFields(recorded, verdict);
  const ours = setOf(verdict.violations.map(violation => violation.path));
  const results: Partial<Record<Aspect, boolean>> = {
    accepted: accepted === recorded.accepted,
    warnings: ourWarnings(verdict) === recordedWarnings(recorded),
    ...(fields === null ? {} : { fields: ours === fields }),
    ...(unknown === null ? {} : { 'unknown fields': unknown }),
  };
  const kind = hasRules(String(recorded.object.apiVersion), recorded.kind) ? recorded.kind : `${recorded.kind} (no rules)`;
  for (const name of ['all', kind]) {
    const tally = tallies.get(name) ?? emptyTally();
    tallies.set(name, tally);
    for (const [aspect, agrees] of Object.entries(results)) {
      tally[aspect as Aspect].of++;
      tally[aspect as Aspect].agree += agrees ? 1 : 0;
    }
  }
  const wrong = Object.entries(results).filter(([, agrees]) => !agrees).map(([aspect]) => aspect);
  if (wrong.length > 0) {
    disagreements.push(`${recorded.id} (${wrong.join(', ')}): server ${recorded.httpStatus} [${fields ?? recorded.message ?? ''}] `
      + `{${recordedWarnings(recorded)}}, here [${ours}] {${ourWarnings(verdict)}}\n  ${JSON.stringify(recorded.object)}`);
  }
}

function print(tallies: Map<string, Tally>): void {
  for (const [name, tally] of tallies) {
    for (const [aspect, { agree, of }] of Object.entries(tally)) {
      console.log(`${name}: ${agree} of ${of} agree on ${aspect}`);
    }
  }
}

main();
