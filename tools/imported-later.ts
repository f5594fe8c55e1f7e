/* Imports that are made when what they bring is used, not when a module is loaded. */
import * as path from 'node:path';
import * as ts from 'typescript';

/** A module, by its path from the sources, without an ending: `cdk8s/routing-model`. */
export type ModuleId = string;

/** What is to be loaded instead of a module when something of it is used, as `require` of that module names it; null: the import stays as it is. */
export type LaterTarget = (target: ModuleId, specifier: string) => string | null;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A module as JavaScript, with `require('./a').b` where something is used that comes from a module which is needed later.
 *
 * @throws where such a name is declared a second time, or exported: it could not be told what is meant
 */
export function importedLater(text: string, id: ModuleId, later: LaterTarget): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(text, { fileName: `${id}.ts`, compilerOptions });
  const source = ts.createSourceFile(`${id}.js`, outputText, ts.ScriptTarget.ES2022, true);
  const uses = new Map<string, string>();
  const edits: Edit[] = [];
  for (const statement of source.statements) {
    const load = ts.isImportDeclaration(statement) ? loadOf(statement, id, later) : null;
    if (load === null || !ts.isImportDeclaration(statement)) continue;
    for (const [name, use] of namesOf(statement, load)) uses.set(name, use);
    edits.push({ start: statement.getStart(), end: statement.end, text: '' });
  }
  if (uses.size === 0) return text;
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && !isMember(node)) {
      const use = uses.get(node.text);
      if (use !== undefined) edits.push({ start: node.getStart(), end: node.end, text: written(node, use, id) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edited(outputText, edits);
}

/** Targets of a module's imports that are of values, in the order in which they are written. */
export function valueImports(text: string, id: ModuleId): readonly ModuleId[] {
  return [...text.matchAll(/^import (?!type\b)[^']*from '(\.[^']+)';$/gm)].map(([, specifier]) => targetOf(id, specifier));
}

function targetOf(id: ModuleId, specifier: string): ModuleId {
  return path.posix.join(path.posix.dirname(id), specifier);
}

function loadOf(statement: ts.ImportDeclaration, id: ModuleId, later: LaterTarget): string | null {
  const { moduleSpecifier } = statement;
  if (!ts.isStringLiteral(moduleSpecifier) || !moduleSpecifier.text.startsWith('.')) return null;
  const target = later(targetOf(id, moduleSpecifier.text), moduleSpecifier.text);
  return target === null ? null : `require('${target}')`;
}

function namesOf({ importClause }: ts.ImportDeclaration, load: string): readonly (readonly [string, string])[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return [];
  if (ts.isNamespaceImport(bindings)) return [[bindings.name.text, load]];
  return bindings.elements.map(({ name, propertyName }) => [name.text, `${load}.${(propertyName ?? name).text}`]);
}

/** `x` of `a.x`, of `{ x: 1 }` and of `{ x: a } = b`. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  const isNamed = ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) || ts.isMethodDeclaration(parent) || ts.isAccessor(parent);
  return isNamed && parent.name === node;
}

function written(node: ts.Identifier, use: string, id: ModuleId): string {
  const { parent } = node;
  if (ts.isExportSpecifier(parent) || (isDeclaration(parent) && parent.name === node)) {
    throw new Error(`${id}: ${node.text}, which is imported later, is declared or exported`);
  }
  if (ts.isShorthandPropertyAssignment(parent)) return `${node.text}: ${use}`;
  // a function is called without `this`, and a class is found before it is made an instance of
  const isCalled = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  return isCalled ? `(0, ${use})` : use;
}

type Declared = ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement | ts.FunctionDeclaration | ts.ClassDeclaration;

function isDeclaration(node: ts.Node): node is Declared {
  return ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node)
    || ts.isClassDeclaration(node);
}

function edited(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { start, end, text: inserted } of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + inserted + result.slice(end);
  }
  return result;
}
