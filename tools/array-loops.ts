/*
 * Loops over arrays, and arrays that are taken apart, without iterators: for the bundle of the command.
 *
 * For `for (const each of list)` and `const [first] = list` V8 makes an iterator, and an object for each of its steps, until it optimizes the function.
 * A call of the command ends before most functions get that far: a third of what a check allocated were such objects. The sources stay as they are
 * written; which values are arrays is known from their types.
 */
import * as path from 'node:path';
import * as ts from 'typescript';

/** The text of a source file with its loops over arrays rewritten; null for a file of another project. */
export type ArrayLoops = (file: string) => string | null;

/**
 * Reads the types of a project.
 *
 * @param config its tsconfig.json
 */
export function arrayLoops(config: string): ArrayLoops {
  const { config: json } = ts.readConfigFile(config, (file) => ts.sys.readFile(file)) as { readonly config?: unknown };
  const { options, fileNames } = ts.parseJsonConfigFileContent(json, ts.sys, path.dirname(config));
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  return (file) => {
    const source = program.getSourceFile(file);
    return source === undefined ? null : new Rewriting(source, checker).text;
  };
}

class Rewriting {
  private loops = 0;

  constructor(private readonly source: ts.SourceFile, private readonly checker: ts.TypeChecker) {}

  get text(): string {
    return this.source.text.slice(0, this.source.getStart(this.source)) + this.write(this.source);
  }

  private write(node: ts.Node): string {
    if (ts.isForOfStatement(node)) return this.loop(node) ?? this.parts(node);
    if (ts.isArrayBindingPattern(node)) return this.pattern(node) ?? this.parts(node);
    return this.parts(node);
  }

  /** A node as it is written, but for what is inside. */
  private parts(node: ts.Node): string {
    let text = '';
    let at = node.getStart(this.source);
    ts.forEachChild(node, (child) => {
      text += this.source.text.slice(at, child.getStart(this.source)) + this.write(child);
      at = child.end;
    });
    return text + this.source.text.slice(at, node.end);
  }

  /** The length is asked for at each step, as an iterator does: what is appended in the loop is visited. */
  private loop({ awaitModifier, initializer, expression, statement }: ts.ForOfStatement): string | null {
    if (awaitModifier !== undefined || !ts.isVariableDeclarationList(initializer)) return null;
    if (!this.isArray(this.checker.getTypeAtLocation(expression))) return null;
    this.loops += 1;
    const [list, index] = [`$list${this.loops}`, `$index${this.loops}`];
    const [declared] = initializer.declarations;
    return `for (let ${list} = ${this.write(expression)}, ${index} = 0; ${index} < ${list}.length; ${index}++) {`
      + ` let ${this.write(declared.name)} = ${list}[${index}]; ${this.write(statement)} }`;
  }

  /** `[a, , b = 1]` is `{ 0: a, 2: b = 1 }` of an array, as long as nothing takes the rest of it. */
  private pattern(node: ts.ArrayBindingPattern): string | null {
    if (!this.isArray(this.checker.getTypeAtLocation(node))) return null;
    const elements: string[] = [];
    for (const [index, element] of node.elements.entries()) {
      if (ts.isOmittedExpression(element)) continue;
      if (element.dotDotDotToken !== undefined) return null;
      elements.push(`${index}: ${this.parts(element)}`);
    }
    return `{ ${elements.join(', ')} }`;
  }

  private isArray(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.every((each) => this.isArray(each));
    return this.checker.isArrayType(type) || this.checker.isTupleType(type) || MATCHES.has(type.symbol?.name);
  }
}

/** What regular expressions give. */
const MATCHES: ReadonlySet<string | undefined> = new Set(['RegExpExecArray', 'RegExpMatchArray']);
