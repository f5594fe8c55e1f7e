import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { format } from 'node:util';
import * as ts from 'typescript';
import * as cdk8sRouting from '../../src';
import * as cdk8sRoutingJest from '../../src/jest';

const requireHere = createRequire(__filename);

/** TypeScript that runs in this process, where `cdk8s-routing` is what stands in src/. */
export class Modules {
  /** What was written to the console. */
  readonly lines: string[] = [];
  private readonly loaded = new Map<string, Exports>();

  /** Runs a file and what it imports, each once. */
  load(file: string): Exports {
    let exported = this.loaded.get(file);
    if (exported === undefined) {
      exported = {};
      this.loaded.set(file, exported);
      this.run(fs.readFileSync(file, 'utf8'), file, exported);
    }
    return exported;
  }

  /** @param file where the text stands, or would stand: relative imports start there */
  run(text: string, file: string, exported: Exports = {}): void {
    const { outputText } = ts.transpileModule(text, {
      fileName: file,
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    // of this realm, unlike what node:vm makes under jest: classes and errors are the same for the text and for us
    const run = new Function('exports', 'require', 'console', outputText) as (exports: Exports, require: (id: string) => unknown, console: object) => void;
    run(exported, (id) => this.import(id, path.dirname(file)), { log: (...args: unknown[]) => { this.lines.push(format(...args)); } });
  }

  private import(id: string, folder: string): unknown {
    if (id === 'cdk8s-routing') return cdk8sRouting;
    if (id === 'cdk8s-routing/jest') return cdk8sRoutingJest;
    return id.startsWith('.') ? this.load(`${path.resolve(folder, id)}.ts`) : requireHere(id);
  }
}

type Exports = Record<string, unknown>;

/** Runs a function while cdk8s apps write to a folder, which is emptied first. */
export function withOutput<T>(folder: string, run: () => T): T {
  const before = process.env.CDK8S_OUTDIR;
  fs.rmSync(folder, { recursive: true, force: true });
  process.env.CDK8S_OUTDIR = folder;
  process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
  try {
    return run();
  } finally {
    delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
}
