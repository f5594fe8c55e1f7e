import * as path from 'node:path';
import type { CodeAction, CompletionItem, Diagnostic, DocumentSymbol, Hover, Location, Position, Range } from 'vscode-languageserver';
import { codeActions } from './features/code-actions';
import { completions } from './features/completion';
import { cursorAt, type Cursor } from './features/cursor';
import { diagnosticsOf } from './features/diagnostics';
import { hover } from './features/hover';
import { definitions, references } from './features/navigation';
import { documentSymbols } from './features/symbols';
import type { Analysis } from './workspace/analysis';
import { RoutingFolder, type FolderOptions } from './workspace/folder';
import type { ManifestFile } from './workspace/manifest-file';
import type { OpenDocument } from './workspace/open-documents';
import { isInside, pathOf } from './workspace/paths';

/**
 * What a language server answers. Each folder of the workspace is one cluster; a document that is in none of them is one by itself.
 *
 * Asks for nothing but files; `cli/lsp-server.ts` speaks the protocol.
 */
export class LanguageService {
  private readonly open = new Map<string, OpenDocument>();
  private folders: readonly RoutingFolder[] = [];
  private readonly loose = new Map<string, RoutingFolder>();

  constructor(private readonly options: FolderOptions) {}

  /** The folders of the workspace, by their URIs; those that are no files are left out. */
  setFolders(uris: readonly string[]): void {
    const roots = [...new Set(uris.flatMap((uri) => pathOf(uri) ?? []))];
    this.folders = roots.map((root) => this.folders.find((each) => each.root === root) ?? new RoutingFolder(root, this.options, this.open));
    this.loose.clear();
    this.rescan();
  }

  openDocument(document: OpenDocument): void {
    this.open.set(keyOf(document.uri), document);
    this.folderOf(document.uri).changed();
  }

  closeDocument(uri: string): void {
    this.open.delete(keyOf(uri));
    this.folderOf(uri).rescan();
    this.loose.delete(uri);
  }

  /** Something on disk changed. */
  rescan(): void {
    for (const folder of this.folders) folder.rescan();
  }

  /** What is wrong with each file, by its URI. */
  diagnostics(): ReadonlyMap<string, readonly Diagnostic[]> {
    const used = new Set([...this.folders, ...[...this.open.values()].map(({ uri }) => this.folderOf(uri))]);
    return new Map([...used].flatMap((folder) => [...diagnosticsOf(folder.analyze())]));
  }

  /** What the search for files has to say, in sentences; a folder without manifests has nothing to say. */
  notes(): readonly string[] {
    return this.folders.filter((folder) => folder.analyze().files.length > 0).flatMap(({ notes }) => notes);
  }

  version(uri: string): number | undefined {
    return this.open.get(keyOf(uri))?.version;
  }

  hover(uri: string, position: Position): Hover | null {
    return this.atCursor(uri, position, hover) ?? null;
  }

  definitions(uri: string, position: Position): readonly Location[] {
    return this.atCursor(uri, position, definitions) ?? [];
  }

  references(uri: string, position: Position, withDeclaration: boolean): readonly Location[] {
    return this.atCursor(uri, position, (cursor) => references(cursor, withDeclaration)) ?? [];
  }

  completions(uri: string, position: Position): readonly CompletionItem[] {
    const found = this.fileOf(uri);
    return found === null ? [] : completions(found.analysis, found.file, position);
  }

  symbols(uri: string): readonly DocumentSymbol[] {
    const file = this.fileOf(uri);
    return file === null ? [] : documentSymbols(file.file);
  }

  codeActions(uri: string, range: Range, shown: readonly Diagnostic[]): readonly CodeAction[] {
    const found = this.fileOf(uri);
    return found === null ? [] : codeActions(found.analysis, found.file, range, shown);
  }

  private atCursor<T>(uri: string, position: Position, answer: (cursor: Cursor) => T): T | null {
    const found = this.fileOf(uri);
    const cursor = found === null ? null : cursorAt(found.analysis, found.file, position);
    return cursor === null ? null : answer(cursor);
  }

  private fileOf(uri: string): { readonly analysis: Analysis; readonly file: ManifestFile } | null {
    const document = this.open.get(keyOf(uri));
    if (document === undefined) return null;
    const analysis = this.folderOf(uri).analyze();
    const file = analysis.files.find((each) => each.uri === document.uri);
    return file === undefined ? null : { analysis, file };
  }

  /** The innermost folder that a document is in. */
  private folderOf(uri: string): RoutingFolder {
    const file = pathOf(uri);
    const around = file === null ? [] : this.folders.filter((folder) => isInside(file, folder.root));
    const [inner] = around.sort((a, b) => b.root.length - a.root.length);
    return inner ?? this.looseFolder(uri);
  }

  private looseFolder(uri: string): RoutingFolder {
    let folder = this.loose.get(uri);
    if (folder === undefined) {
      const key = keyOf(uri);
      const root = path.isAbsolute(key) ? path.dirname(key) : path.parse(process.cwd()).root;
      folder = new RoutingFolder(root, { ...this.options, manifests: [], only: key }, this.open);
      this.loose.set(uri, folder);
    }
    return folder;
  }
}

function keyOf(uri: string): string {
  return pathOf(uri) ?? uri;
}
