import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

/*
 * Packs the package for every language that the machine has the tools for, into dist/, and says what it left out and why. What cannot be built is
 * written as sources.
 *
 * npm run package-all
 */

const ROOT = path.join(__dirname, '..');
const PACMAK = path.join(ROOT, 'node_modules/jsii-pacmak/bin/jsii-pacmak');

/** More than any builder writes. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** Of a line that a builder writes. */
const MOST_SHOWN = 160;

/** A language, and the programs that build its package. */
export const TARGETS: readonly { readonly target: string; readonly tools: readonly (readonly string[])[] }[] = [
  { target: 'js', tools: [['npm', '--version']] },
  { target: 'python', tools: [['python3', '--version']] },
  { target: 'java', tools: [['java', '-version'], ['mvn', '--version']] },
  { target: 'go', tools: [['go', 'version']] },
  { target: 'dotnet', tools: [['dotnet', '--version']] },
];

/** What the builders write when a registry does not have what the package depends on, or cannot be reached. */
const NOT_SERVED = /No matching distribution|Could not resolve dependencies|Could not transfer|No versions available|dial tcp|no such host|403 Forbidden|404 Not Found|NU1101|NU1301|name resolution/;

function main(): void {
  const failed = TARGETS.filter(({ target, tools }) => !packTarget(target, tools));
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** The first program that is not there. */
export function missingTool(tools: readonly (readonly string[])[]): string | undefined {
  return tools.find(([command, ...args]) => spawnSync(command, args).status !== 0)?.[0];
}

/** Packs for a language; false where that should have worked. */
function packTarget(target: string, tools: readonly (readonly string[])[]): boolean {
  const missing = missingTool(tools);
  if (missing !== undefined) return leaveOut(target, `there is no ${missing}`);
  const { status, output } = pacmak(target);
  if (status === 0) {
    console.log(`✔ ${target}: dist/${target}`);
    return true;
  }
  const unserved = /No versions available for \S+/.exec(output)?.[0] ?? output.split('\n').find((line) => NOT_SERVED.test(line));
  if (unserved !== undefined) return leaveOut(target, unserved.replace(/^#STD(?:OUT|ERR)> /, '').trim().slice(0, MOST_SHOWN));
  console.log(`✖ ${target}:\n${output}`);
  return false;
}

/** Says why a package was not built; its sources need no tools. */
function leaveOut(target: string, why: string): boolean {
  const { status, output } = pacmak(target, '--code-only');
  console.log(status === 0 ? `- ${target} was not built: ${why}; dist/${target} has its sources` : `✖ ${target}:\n${output}`);
  return status === 0;
}

function pacmak(target: string, ...options: readonly string[]): { readonly status: number | null; readonly output: string } {
  const args = [PACMAK, ROOT, '--target', target, '--force', '--no-npmignore', '--rosetta-unknown-snippets', 'verbatim', ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: MAX_OUTPUT });
  return { status, output: `${stdout}\n${stderr}` };
}

if (require.main === module) main();
