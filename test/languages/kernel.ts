import * as path from 'node:path';
import { publicTypes, type Type } from './assembly';
import { cached, ROOT, run, versionOf } from './host';
import { enumOf, JsiiHost, type Ref, type Value } from './jsii-host';
import { scenario } from './kernel-scenario';
import { tarballOf } from './packages';

const OWN = 'cdk8s-routing';

/** The program that runs jsii packages for every other language; it has what it needs in one file. */
function hostProgram(): string {
  const version = versionOf('jsii-pacmak');
  const folder = cached(`jsii-runtime-${version}`, (made) => {
    const tarball = run('npm', ['pack', '--silent', '--pack-destination', made, `@jsii/runtime@${version}`]).trim();
    run('tar', ['-xzf', path.join(made, tarball), '-C', made]);
  });
  return path.join(folder, 'package/webpack/bin/jsii-runtime.js');
}

/**
 * Creates an object of every class, calls every method and reads every property through the host of jsii, as Python, Java, Go and .NET do.
 *
 * @returns what was called
 * @throws Error when something cannot be called, or was forgotten here
 */
export async function smoke(work: string, tarball: string): Promise<string> {
  const host = new JsiiHost(hostProgram());
  try {
    for (const name of ['constructs', 'cdk8s', 'cdk8s-plus-27']) {
      await host.load(name, versionOf(name), tarballOf(path.join(ROOT, 'node_modules', name), name, work));
    }
    await host.load(OWN, '0.0.0', tarball);
    const calls = new Calls(host);
    await scenario(calls, work);
    const left = await calls.readAll();
    if (left.length > 0) throw new Error(`nothing calls ${left.join(', ')}`);
    return `every public member was called through jsii: ${calls.called.size} members`;
  } finally {
    await host.end();
  }
}

/** Keeps account of what is called. */
export class Calls {
  readonly called = new Set<string>();
  private readonly objects = new Map<string, Ref>();

  constructor(readonly host: JsiiHost) {}

  async make(name: string, ...args: Value[]): Promise<Ref> {
    this.called.add(`${name}.new`);
    return this.keep(name, await this.host.create(`${OWN}.${name}`, args));
  }

  async static(name: string, method: string, ...args: Value[]): Promise<Ref> {
    this.called.add(`${name}.${method}`);
    const result = await this.host.invokeStatic(`${OWN}.${name}`, method, args);
    return isRef(result) ? this.keep(name, result) : result as Ref;
  }

  async call(name: string, objref: Ref, method: string, ...args: Value[]): Promise<Value> {
    this.called.add(`${name}.${method}`);
    this.keep(name, objref);
    return this.host.invoke(objref, method, args);
  }

  /** Reads every property of every class, sends every member of every enum; returns what was not called. */
  async readAll(): Promise<readonly string[]> {
    const left: string[] = [];
    for (const type of publicTypes()) {
      if (type.kind === 'enum') await this.sendAll(type);
      if (type.kind === 'class') left.push(...await this.readClass(type));
    }
    return left;
  }

  private async readClass({ name, initializer, abstract, methods = [], properties = [] }: Type): Promise<readonly string[]> {
    const object = this.objects.get(name);
    for (const property of object === undefined ? [] : properties) {
      await this.host.get(object!, property.name);
      this.called.add(`${name}.${property.name}`);
    }
    const members = [...initializer === undefined || abstract === true ? [] : ['new'], ...methods.map((each) => each.name), ...properties.map((each) => each.name)];
    return members.map((member) => `${name}.${member}`).filter((member) => !this.called.has(member));
  }

  /** A host refuses a member that the code does not have. */
  private async sendAll({ fqn, name, members = [] }: Type): Promise<void> {
    for (const member of members) await this.host.invokeStatic('cdk8s.JsonPatch', 'add', ['/value', enumOf(fqn, member.name)]);
    this.called.add(name);
  }

  private keep(name: string, object: Ref): Ref {
    if (!this.objects.has(name)) this.objects.set(name, object);
    return object;
  }
}

function isRef(value: Value): value is Ref {
  return typeof value === 'object' && value !== null && '$jsii.byref' in value;
}
