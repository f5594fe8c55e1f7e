import {
  CodeActionKind, createConnection, DidChangeWatchedFilesNotification, ProposedFeatures, TextDocuments, TextDocumentSyncKind,
  type Connection, type InitializeParams, type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LanguageService } from '../lsp/service';

/** The streams of the protocol: standard input and output, or those of a test. */
export interface LspStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Speaks the Language Server Protocol over two streams, until the client ends it. What it answers is in `lsp/`. */
export function serve(service: LanguageService, version: string, { input, output }: LspStreams): void {
  new Server(createConnection(ProposedFeatures.all, input, output), service, version).listen();
}

/** Findings are looked for so long after the last key, in milliseconds; in a folder that takes long, later. */
const PAUSE = 25;
const LONG = 200;
const LONGEST_PAUSE = 1_000;

class Server {
  private readonly documents = new TextDocuments(TextDocument);
  /** What the client shows, as text, by URI. */
  private readonly published = new Map<string, string>();
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private pause = PAUSE;
  private folders: readonly string[] = [];
  private client: InitializeParams['capabilities'] = {};

  constructor(private readonly connection: Connection, private readonly service: LanguageService, private readonly version: string) {}

  listen(): void {
    const { connection, documents, service } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.initialized());
    connection.onShutdown(() => this.stop());
    documents.onDidChangeContent(({ document }) => {
      service.openDocument({ uri: document.uri, version: document.version, text: document.getText() });
      this.schedule();
    });
    documents.onDidClose(({ document: { uri } }) => {
      service.closeDocument(uri);
      this.schedule();
    });
    documents.onDidSave(() => this.rescan());
    connection.onDidChangeWatchedFiles(() => this.rescan());
    connection.onHover(({ textDocument: { uri }, position }) => service.hover(uri, position));
    connection.onDefinition(({ textDocument: { uri }, position }) => [...service.definitions(uri, position)]);
    connection.onReferences(({ textDocument: { uri }, position, context }) => [...service.references(uri, position, context.includeDeclaration)]);
    connection.onCompletion(({ textDocument: { uri }, position }) => [...service.completions(uri, position)]);
    connection.onDocumentSymbol(({ textDocument: { uri } }) => [...service.symbols(uri)]);
    connection.onCodeAction(({ textDocument: { uri }, range, context }) => [...service.codeActions(uri, range, context.diagnostics)]);
    documents.listen(connection);
    connection.listen();
  }

  private initialize({ capabilities, workspaceFolders, rootUri }: InitializeParams): InitializeResult {
    this.client = capabilities;
    this.folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
    return {
      serverInfo: { name: 'cdk8s-routing', version: this.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        completionProvider: { triggerCharacters: [' '] },
        documentSymbolProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  private initialized(): void {
    const { workspace } = this.client;
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      const watchers = [{ globPattern: '**/*.{yaml,yml,json}' }];
      void this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (workspace?.workspaceFolders === true) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.setFolders([...this.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
      });
    }
    this.setFolders(this.folders);
  }

  private setFolders(uris: readonly string[]): void {
    this.folders = uris;
    this.service.setFolders(uris);
    this.schedule();
  }

  private rescan(): void {
    this.service.rescan();
    this.schedule();
  }

  private schedule(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.publish(), this.pause);
  }

  private stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private publish(): void {
    this.timer = null;
    const start = performance.now();
    try {
      this.publishChanges();
    } catch (error) {
      this.connection.console.error(error instanceof Error ? error.stack ?? error.message : String(error));
    }
    const taken = performance.now() - start;
    this.pause = taken < LONG ? PAUSE : Math.min(LONGEST_PAUSE, taken);
  }

  /** Sends what changed; a file that is gone, or has no faults left, gets an empty list. */
  private publishChanges(): void {
    const found = this.service.diagnostics();
    for (const note of this.service.notes()) {
      if (!this.told.has(note)) this.connection.console.info(note);
      this.told.add(note);
    }
    for (const uri of this.published.keys()) {
      if (!found.has(uri)) {
        this.published.delete(uri);
        void this.connection.sendDiagnostics({ uri, diagnostics: [] });
      }
    }
    for (const [uri, diagnostics] of found) {
      const version = this.service.version(uri);
      const text = JSON.stringify([version, diagnostics]);
      if (this.published.get(uri) === text || (diagnostics.length === 0 && version === undefined && !this.published.has(uri))) continue;
      this.published.set(uri, text);
      void this.connection.sendDiagnostics({ uri, diagnostics: [...diagnostics], ...(version === undefined ? {} : { version }) });
    }
  }
}
