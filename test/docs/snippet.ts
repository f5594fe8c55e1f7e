import * as fs from 'node:fs';
import * as path from 'node:path';
import type { App } from 'cdk8s';
import { Modules, withOutput } from './modules';

/** What a snippet of TypeScript did. */
export interface Ran {
  /** What it wrote to the console, and the message of the error that it threw. */
  readonly text: string;
  /** The documents that its `app` synthesizes to, each with a line end. */
  readonly documents: readonly string[];
}

/** Runs a snippet in a folder; its `app` is synthesized to the folder's dist/. */
export function runSnippet(text: string, folder: string): Ran {
  const modules = new Modules();
  const output = path.join(folder, 'dist');
  try {
    withOutput(output, () => {
      const exported: { app?: App } = {};
      modules.run(`${text}\n;if (typeof app !== 'undefined') exports.app = app;`, path.join(folder, 'snippet.ts'), exported);
      exported.app?.synth();
    });
  } catch (error) {
    modules.lines.push(error instanceof Error ? error.message : String(error));
    return { text: lines(modules.lines), documents: [] };
  }
  return { text: lines(modules.lines), documents: documentsIn(output) };
}

/** Runs the `main.ts` of a folder as `cdk8s synth` does; returns the manifests it wrote, relative to the folder. */
export function synthesize(folder: string): readonly string[] {
  withOutput(path.join(folder, 'dist'), () => new Modules().load(path.join(folder, 'main.ts')));
  return manifestsIn(path.join(folder, 'dist')).map((name) => `dist/${name}`);
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

function manifestsIn(folder: string): readonly string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort() : [];
}

function documentsIn(folder: string): readonly string[] {
  return manifestsIn(folder).flatMap((name) => fs.readFileSync(path.join(folder, name), 'utf8').split(/^---\n/m)).filter((document) => document.trim() !== '');
}
