/* A file that esbuild wrote as an ECMAScript module, as the expression of a function (exports, require, module, __filename, __dirname). */
import { Script } from 'node:vm';
import * as ts from 'typescript';

/**
 * A module as such a function, which is what V8 keeps compiled, and what several of can be in one file.
 *
 * @throws SyntaxError where an import or export is left
 */
export function asFunction(text: string, name: string): string {
  const module = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  let head = '';
  let body = '';
  let tail = '';
  let end = 0;
  for (const statement of module.statements) {
    const [imported, exported] = [required(statement, module), assigned(statement, module)];
    if (imported !== null) head += imported;
    else if (exported !== null) tail += exported;
    else continue;
    body += text.slice(end, statement.pos);
    end = statement.end;
  }
  body = `${body}${text.slice(end)}`.replace(/\bimport\(("\.{1,2}\/[\w./-]+")\)/g, 'require($1)');
  const code = `(function(exports,require,module,__filename,__dirname){"use strict";${head}${body}${tail}})`;
  new Script(code, { filename: name });
  return code;
}

/** An import, which is settled when it is reached: the files import each other in no circle. */
function required(statement: ts.Statement, module: ts.SourceFile): string | null {
  if (!ts.isImportDeclaration(statement)) return null;
  const { importClause: clause } = statement;
  const source = `require(${statement.moduleSpecifier.getText(module)});`;
  if (clause === undefined) return source;
  const bindings = clause.namedBindings;
  const whole = clause.name ?? (bindings !== undefined && ts.isNamespaceImport(bindings) ? bindings.name : undefined);
  const some = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
  const names = some.map((each) => (each.propertyName === undefined ? each.name.text : `${each.propertyName.text}:${each.name.text}`));
  return `${whole === undefined ? '' : `const ${whole.text}=${source}`}${names.length === 0 ? '' : `const{${names.join(',')}}=${source}`}`;
}

/** What a file exports, which is settled when it has run: nothing of the sources assigns to an export later. */
function assigned(statement: ts.Statement, module: ts.SourceFile): string | null {
  // what `module.exports` of another's library is
  if (ts.isExportAssignment(statement)) return `exports.default=${statement.expression.getText(module)};`;
  if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) return null;
  return statement.exportClause.elements.map((each) => `exports.${each.name.text}=${(each.propertyName ?? each.name).text};`).join('');
}
