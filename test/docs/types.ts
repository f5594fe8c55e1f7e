import * as path from 'node:path';
import * as ts from 'typescript';
import { blocksOf, fileOf } from './markdown';

const ROOT = path.join(__dirname, '..', '..');

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
  module: ts.ModuleKind.Node16,
  target: ts.ScriptTarget.ES2022,
  types: ['node', 'jest'],
  typeRoots: [path.join(ROOT, 'node_modules/@types')],
  paths: { 'cdk8s-routing': [path.join(ROOT, 'src/index.ts')], 'cdk8s-routing/jest': [path.join(ROOT, 'src/jest/index.ts')] },
};

/** What the compiler says of the TypeScript that pages show: `docs/page.md:12: message`. Takes seconds, mostly to read the types of cdk8s-plus. */
export function typeErrors(pages: ReadonlyMap<string, string>): readonly string[] {
  const texts = new Map<string, string>();
  for (const [name, page] of pages) {
    let frame = '';
    for (const block of blocksOf(page)) {
      if (block.language !== 'ts' || block.directive === 'skip') continue;
      const alone = fileOf(block) !== null || block.directive === 'frame';
      texts.set(path.join(ROOT, `${name}:${block.line}.ts`), `${alone ? '' : frame}${block.body}\nexport {};\n`);
      if (block.directive === 'frame') frame = `${block.body}\n`;
    }
  }
  const program = ts.createProgram([...texts.keys()], OPTIONS, hostOf(texts));
  return [...texts.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const place = path.relative(ROOT, file).replace(/\.ts$/, '');
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
}

/** Reads the texts in place of files that do not exist. */
function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS);
  return {
    ...host,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    getSourceFile: (file, version, ...rest) => {
      const text = texts.get(file);
      return text === undefined ? host.getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
    },
  };
}
