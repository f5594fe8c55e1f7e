import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A value of the protocol: JSON, with references to objects of the host. */
export type Value = unknown;

/** A reference to an object of the host. */
export interface Ref {
  readonly '$jsii.byref': string;
}

/** A member of an enum. */
export const enumOf = (fqn: string, member: string): Value => ({ '$jsii.enum': `${fqn}/${member}` });

/** A program in another language, as the host of jsii sees it: it sends requests as lines of JSON, and gets answers. */
export class JsiiHost {
  private readonly process: ChildProcess;
  private readonly waiting: ((answer: string) => void)[] = [];
  private readonly ended: Promise<void>;

  constructor(program: string) {
    this.process = spawn(process.execPath, [program], {
      stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] },
    });
    this.waiting.push(() => undefined); // the greeting
    createInterface({ input: this.process.stdout! }).on('line', (line) => this.waiting.shift()?.(line));
    this.ended = new Promise((resolve) => {
      this.process.on('exit', () => {
        for (const give of this.waiting.splice(0)) give('{"error":"the host ended"}');
        resolve();
      });
    });
  }

  /** @throws Error with the message of what the host threw */
  async ask(request: Readonly<Record<string, Value>>): Promise<Readonly<Record<string, Value>>> {
    const line = await new Promise<string>((give) => {
      this.waiting.push(give);
      this.process.stdin!.write(`${JSON.stringify(request)}\n`);
    });
    const { ok, error } = JSON.parse(line) as { readonly ok?: Readonly<Record<string, Value>>; readonly error?: string };
    if (error !== undefined) throw new Error(error);
    return ok ?? {};
  }

  async load(name: string, version: string, tarball: string): Promise<void> {
    await this.ask({ api: 'load', name, version, tarball });
  }

  async create(fqn: string, args: readonly Value[]): Promise<Ref> {
    return await this.ask({ api: 'create', fqn, args }) as unknown as Ref;
  }

  async invoke(objref: Ref, method: string, args: readonly Value[]): Promise<Value> {
    return (await this.ask({ api: 'invoke', objref, method, args })).result;
  }

  async invokeStatic(fqn: string, method: string, args: readonly Value[]): Promise<Value> {
    return (await this.ask({ api: 'sinvoke', fqn, method, args })).result;
  }

  async get(objref: Ref, property: string): Promise<Value> {
    return (await this.ask({ api: 'get', objref, property })).value;
  }

  async end(): Promise<void> {
    this.process.stdin!.write('{"exit":0}\n');
    await this.ended;
  }
}
