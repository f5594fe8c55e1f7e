import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection, CodeAction, Diagnostic, Hover, InitializeResult, Location, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { APP } from './editor';

const BIN = join(__dirname, '..', '..', 'bin', 'cdk8s-routing');

/** An editor that speaks to the command that is shipped. */
class Client {
  readonly root = mkdtempSync(join(tmpdir(), 'lsp-'));
  readonly uri = pathToFileURL(join(this.root, 'app.yaml')).href;
  readonly server: ChildProcessWithoutNullStreams;
  readonly rpc: MessageConnection;
  readonly exit: Promise<number | null>;
  readonly stderr: string[] = [];
  private readonly waiting: ((params: PublishDiagnosticsParams) => void)[] = [];

  constructor() {
    writeFileSync(join(this.root, 'app.yaml'), APP);
    this.server = spawn(process.execPath, [BIN, 'lsp', '--stdio'], { cwd: this.root });
    this.server.stderr.on('data', (chunk: Buffer) => this.stderr.push(chunk.toString()));
    this.exit = new Promise((resolve) => { this.server.on('exit', resolve); });
    this.rpc = createMessageConnection(new StreamMessageReader(this.server.stdout), new StreamMessageWriter(this.server.stdin));
    this.rpc.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => this.waiting.forEach((each) => each(params)));
    this.rpc.onRequest('client/registerCapability', () => null);
    this.rpc.listen();
  }

  async initialize(): Promise<InitializeResult> {
    const result = await this.rpc.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(this.root).href, name: 'app' }],
      capabilities: { workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } } },
    });
    await this.rpc.sendNotification('initialized', {});
    return result;
  }

  /** The diagnostics of a version of the document. */
  async diagnostics(version: number): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      this.waiting.push((params) => {
        if (params.uri === this.uri && params.version === version) resolve(params.diagnostics);
      });
    });
  }

  async open(text: string): Promise<readonly Diagnostic[]> {
    const found = this.diagnostics(1);
    await this.rpc.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri, languageId: 'yaml', version: 1, text } });
    return found;
  }
}

test('a client sees a finding, applies its fix, asks and follows, and ends the server', async () => {
  const client = new Client();
  const { rpc, uri } = client;
  const { capabilities, serverInfo } = await client.initialize();
  expect(serverInfo?.name).toBe('cdk8s-routing');
  expect(capabilities).toMatchObject({ hoverProvider: true, definitionProvider: true, referencesProvider: true, documentSymbolProvider: true });

  const [finding, ...rest] = await client.open(APP.replace('number: 80', 'number: 8080'));
  expect({ code: finding.code, rest }).toEqual({ code: 'backend-port-missing', rest: [] });

  const textDocument = { uri };
  const [fix] = await rpc.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument, range: finding.range, context: { diagnostics: [finding] } });
  const [{ range, newText }] = fix.edit?.changes?.[uri] ?? [];
  const left = client.diagnostics(2);
  await rpc.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ range, text: newText }] });
  expect(await left).toEqual([]);

  const position = { line: 43, character: 25 };
  const { contents } = await rpc.sendRequest<Hover>('textDocument/hover', { textDocument, position });
  expect(contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('Deployment/quote:8080') });
  const [place] = await rpc.sendRequest<Location[]>('textDocument/definition', { textDocument, position });
  expect(place).toEqual({ uri, range: { start: { line: 16, character: 8 }, end: { line: 16, character: 21 } } });

  await rpc.sendRequest('shutdown');
  await rpc.sendNotification('exit');
  expect({ code: await client.exit, stderr: client.stderr.join('') }).toEqual({ code: 0, stderr: '' });
});

test('a server that was not shut down, and one whose client is gone, end with status 1', async () => {
  const client = new Client();
  await client.initialize();
  await client.rpc.sendNotification('exit');
  expect(await client.exit).toBe(1);
  const other = new Client();
  await other.initialize();
  other.server.stdin.end();
  expect(await other.exit).toBe(1);
});

test('requests that make no sense are answered with an error or nothing, and the server goes on', async () => {
  const client = new Client();
  const { rpc, uri } = client;
  await client.initialize();
  await client.open(APP);
  const position = { line: 0, character: 0 };
  await expect(rpc.sendRequest('textDocument/hover', {})).rejects.toThrow();
  await expect(rpc.sendRequest('no/such', null)).rejects.toThrow();
  expect(await rpc.sendRequest('textDocument/hover', { textDocument: { uri: 'nonsense' }, position })).toBeNull();
  expect(await rpc.sendRequest('textDocument/definition', { textDocument: { uri }, position: { line: 1e9, character: -5 } })).toEqual([]);
  expect(await rpc.sendRequest('textDocument/documentSymbol', { textDocument: { uri: 'file:///%zz' } })).toEqual([]);
  await rpc.sendNotification('textDocument/didClose', { textDocument: { uri: 'file:///never/opened.yaml' } });
  await rpc.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }] });
  expect(await rpc.sendRequest('textDocument/documentSymbol', { textDocument: { uri } })).toHaveLength(4);
  await rpc.sendRequest('shutdown');
  await rpc.sendNotification('exit');
  expect({ code: await client.exit, stderr: client.stderr.join('') }).toEqual({ code: 0, stderr: '' });
});
