import { blocksOf, fileOf, withBodies, type Block } from './markdown';
import { runSnippet, type Ran } from './snippet';
import { Terminal } from './terminal';
import { loadConfig } from '../../src/manifests/config-file';
import { DEFAULT_CONFIG } from '../../src/manifests/default-config';

/**
 * Runs what a page shows, in order and in a folder of its own, and returns the page with what really comes out.
 *
 * - `ts` runs. What it prints or throws must follow in a `text` block, and what its `app` synthesizes to may follow in a `yaml` block: all of it,
 *   or only some kinds of objects after `<!-- docs: only Service, EndpointSlice -->`. After `<!-- docs: frame -->` it does not run alone, but in
 *   front of every later one.
 * - A block of any language whose first line is `# file.yaml` or `// file.ts` (or after `<!-- docs: file x.json -->`) is written to that file, and
 *   not run.
 * - `console` runs: lines that start with `$ `, followed by their output. The commands are cdk8s-routing, cdk8s synth (of the page's `cdk8s.yaml`
 *   and `main.ts`), cat, echo $?, and cd into a folder of examples/, which is synthesized. `<!-- docs: ends with 1 -->` in front says how the last
 *   one must end, for prose that depends on it.
 * - Other languages are not looked at, nor is anything after `<!-- docs: skip -->`.
 * - What stands after `<!-- docs: from FILE -->` is held to a file that other tests run, and does not run here.
 *
 * @throws when a block cannot be what it seems to be
 */
export async function renderPage(page: string, name: string): Promise<string> {
  const session = new Session(name);
  try {
    for (const block of blocksOf(page)) await session.take(block);
    session.leaveSnippet();
    return withBodies(page, session.bodies);
  } finally {
    session.terminal.close();
  }
}

class Session {
  readonly bodies = new Map<Block, string>();
  readonly terminal = new Terminal();
  private frame = '';
  private last: { readonly block: Block; readonly ran: Ran; shown: boolean } | null = null;

  constructor(private readonly name: string) {}

  async take(block: Block): Promise<void> {
    const { language, body, directive } = block;
    if (directive === 'skip' || directive?.startsWith('from ') === true) return this.leaveSnippet();
    const file = fileOf(block);
    if (file !== null) {
      this.leaveSnippet();
      this.terminal.write(file, body);
      if (file === DEFAULT_CONFIG) this.checkConfig(block);
    } else if (language === 'ts') {
      this.leaveSnippet();
      this.takeSnippet(block);
    } else if (language === 'text' && this.last !== null) {
      this.last.shown = true;
      if (this.last.ran.text === '') throw this.error(block, 'the snippet above says nothing, and throws nothing');
      this.bodies.set(block, this.last.ran.text);
    } else if (language === 'yaml') {
      this.bodies.set(block, this.manifests(block));
    } else if (language === 'console') {
      this.leaveSnippet();
      this.bodies.set(block, await this.terminal.show(body));
      this.checkStatus(block);
    }
  }

  /** What a snippet says must not go unseen. */
  leaveSnippet(): void {
    if (this.last !== null && !this.last.shown && this.last.ran.text !== '') {
      throw this.error(this.last.block, `this says the following, and the page does not show it in a text block: ${this.last.ran.text}`);
    }
    this.last = null;
  }

  private takeSnippet(block: Block): void {
    if (block.directive === 'frame') {
      this.frame = `${block.body}\n`;
      return;
    }
    this.last = { block, ran: runSnippet(this.frame + block.body, this.terminal.folder), shown: false };
  }

  private manifests(block: Block): string {
    if (this.last === null) {
      throw this.error(block, 'this yaml follows no ts block; make its first line # name.yaml to have it written to a file, or put <!-- docs: skip --> in front');
    }
    const kinds = /^only (.*)$/.exec(block.directive ?? '')?.[1].split(', ');
    const documents = this.last.ran.documents.filter((document) => kinds?.includes(/^kind: (.*)$/m.exec(document)?.[1] ?? '') ?? true);
    if (documents.length === 0) throw this.error(block, `nothing is synthesized that fits here; ${this.last.ran.text}`);
    return documents.join('---\n');
  }

  /** Prose that says how a command ends must not outlive it. */
  private checkStatus(block: Block): void {
    const expected = /^ends with (\d)$/.exec(block.directive ?? '')?.[1];
    const { status } = this.terminal;
    if (expected !== undefined && Number(expected) !== status) throw this.error(block, `the last command ends with ${status}, and should with ${expected}`);
  }

  /** Settings that are shown must be valid. */
  private checkConfig(block: Block): void {
    const [problem] = loadConfig(undefined, this.terminal.folder).problems;
    if (problem !== undefined) throw this.error(block, problem.message);
  }

  private error({ line }: Block, message: string): Error {
    return new Error(`${this.name}:${line}: ${message}`);
  }
}
