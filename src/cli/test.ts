import { existsSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { checkOptions, readSimulation } from './input';
import type { CommonOptions } from './input';
import { complain, usesColor, UsageError } from './io';
import type { CliIo } from './io';
import { coverageOf, isAtLeast, percent, type Coverage } from '../expectations/coverage';
import type { RouteTest } from '../expectations/model';
import { parseExpectations } from '../expectations/parse';
import { runExpectations, type TestRun } from '../expectations/run';
import { suggestionYaml } from '../expectations/suggestion-yaml';
import { DEFAULT_MANIFESTS } from '../manifests/files';
import { findManifests, reasonOf, STDIN_NAME } from '../manifests/find';
import { decodeText, EncodingError, readTextFile } from '../manifests/text-file';
import { coverageText } from '../report/coverage';
import { testJson, testText } from '../report/expectations';
import { testGithub, testJunit } from '../report/expectations-ci';
import { placePrefix } from '../report/problem';

export interface TestOptions extends CommonOptions {
  readonly coverage?: boolean;
  readonly failUnder?: string;
  readonly suggest?: boolean;
}

/** `cdk8s-routing test`. */
export async function test(args: readonly string[], options: TestOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json', 'junit', 'github']);
  const threshold = readThreshold(options.failUnder);
  const { expectations, manifests } = splitArguments(args);
  const tests = await readTests(expectations, options, io);
  const simulation = await readSimulation(manifests, options, io);
  if (tests === null || simulation === null) return 2;
  const run = runExpectations(simulation, tests);
  const asked = options.coverage === true || options.suggest === true || threshold !== null || options.format === 'json';
  const coverage = asked ? coverageOf(simulation, run) : null;
  write(run, coverage, options, io);
  const covered = threshold === null || coverage === null || isAtLeast(coverage, threshold);
  if (!covered) complain(io, `coverage is ${percent(coverage)} % (${coverage.covered} of ${coverage.total}), under ${threshold} %`);
  return run.failed > 0 || !covered ? 1 : 0;
}

/** The report on standard output; with `--suggest` the suggestions alone are the result, so that they can go into a file. */
function write(run: TestRun, coverage: Coverage | null, options: TestOptions, io: CliIo): void {
  const color = usesColor(options.color, io);
  const listed = options.coverage === true || options.failUnder !== undefined ? coverage : null;
  switch (options.format) {
    case 'json': return io.stdout.write(testJson(run, coverage));
    case 'junit': return io.stdout.write(testJunit(run));
    case 'github': return io.stdout.write(testGithub(run, listed));
    default:
  }
  const report = `${testText(run, color)}${listed === null ? '' : `\n${coverageText(listed, color)}`}`;
  if (options.suggest !== true) return io.stdout.write(report);
  io.stderr.write(report);
  const suggestions = coverage?.suggestions ?? [];
  if (suggestions.length === 0) complain(io, 'nothing to suggest: everything that can be covered is');
  io.stdout.write(suggestionYaml(suggestions));
}

function readThreshold(text: string | undefined): number | null {
  if (text === undefined) return null;
  const threshold = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(threshold <= 100)) throw new UsageError(`--fail-under: got '${text}', expected a percentage, 0 to 100`);
  return threshold;
}

const EXPECTATIONS = /\.tests?\.(?:ya?ml|json)$/i;

/** The first argument names route tests; so do those after it that are named like a test file. The others are manifests. */
function splitArguments([first, ...others]: readonly string[]): { readonly expectations: readonly string[]; readonly manifests: readonly string[] } {
  const isTest = (arg: string): boolean => EXPECTATIONS.test(arg);
  return { expectations: [first, ...others.filter(isTest)], manifests: others.filter((arg) => !isTest(arg)) };
}

/** Everything that a call reads. */
export function readByTest(args: readonly string[]): readonly string[] {
  const { expectations, manifests } = splitArguments(args);
  return [...expectations, ...manifests.length === 0 ? [DEFAULT_MANIFESTS] : manifests];
}

/** Reads the route tests; null when that cannot be done, and then everything has been said on standard error. */
async function readTests(args: readonly string[], options: TestOptions, io: CliIo): Promise<readonly RouteTest[] | null> {
  const tests: RouteTest[] = [];
  let usable = true;
  for (const file of await expectationFiles(args, options, io)) {
    const parsed = parseExpectations(await readText(file, io), file);
    for (const { line, column, message } of parsed.problems) complain(io, `${placePrefix(file, line, column)}error: ${message}`);
    usable &&= parsed.problems.length === 0;
    for (const each of parsed.tests) tests.push(each);
  }
  if (!usable) return null;
  // a file that `--suggest` is about to fill is still empty
  if (tests.length === 0 && options.suggest !== true) throw new UsageError(`no tests in ${args.join(', ')}; --suggest prints some to begin with`);
  return tests;
}

/** Files as they are named; of a folder those that are named like test files. */
async function expectationFiles(args: readonly string[], options: TestOptions, io: CliIo): Promise<readonly string[]> {
  const files: string[] = [];
  for (const arg of args) {
    const absolute = path.resolve(io.cwd, arg);
    if (options.suggest === true && !existsSync(absolute) && EXPECTATIONS.test(arg) && !/[*?{[]/.test(arg)) continue;
    const { files: found, problems: [problem] } = await findManifests([arg], io.cwd);
    if (problem !== undefined) throw new UsageError(`${arg}: ${problem.message}`);
    const isFolder = existsSync(absolute) && statSync(absolute).isDirectory();
    const named = found.filter((each) => !isFolder || EXPECTATIONS.test(each.name));
    if (named.length === 0) throw new UsageError(`${arg}: no route tests in this folder; they are named like routes.test.yaml`);
    for (const each of named) files.push(each.name);
  }
  return [...new Set(files)];
}

async function readText(file: string, io: CliIo): Promise<string> {
  try {
    return file === STDIN_NAME ? decodeText(await io.readStdin()) : readTextFile(path.resolve(io.cwd, file));
  } catch (error) {
    throw new UsageError(error instanceof EncodingError ? `${file}:${error.line}: ${error.message}` : `${file}: cannot be read: ${reasonOf(error)}`);
  }
}
