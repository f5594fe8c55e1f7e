import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { LanguageClient, type Executable } from 'vscode-languageclient/node';
import { commandOf } from './command';

const SECTION = 'cdk8sRouting';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand(`${SECTION}.restart`, restart),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration(`${SECTION}.path`) || change.affectsConfiguration(`${SECTION}.arguments`)) await restart();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration(SECTION);
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
  const command = commandOf(settings.get<string>('path', ''), folders);
  // npm writes a command file on Windows, which only a shell starts
  const shell = process.platform === 'win32';
  const word = (text: string): string => (shell ? `"${text}"` : text);
  const server: Executable = {
    command: word(command),
    args: ['lsp', ...settings.get<string[]>('arguments', []).map(word)],
    options: { shell, ...folders.length === 0 ? {} : { cwd: folders[0] } },
  };
  client = new LanguageClient(SECTION, 'cdk8s-routing', server, {
    documentSelector: ['yaml', 'json'].map((language) => ({ language })),
    synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.{yaml,yml,json}') },
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`cdk8s-routing: '${command}' cannot be started: ${reason}. Install it (npm install --save-dev cdk8s-routing), or set cdk8sRouting.path.`);
  }
}
