import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ValidationContext } from 'cdk8s-cli/plugins';
import * as yaml from 'js-yaml';
import { synthesize } from './snippet';
import { RoutingValidation, type RoutingValidationProps } from '../../src';
import { run } from '../../src/cli/main';

const ROOT = path.join(__dirname, '..', '..');

/** Where the output says that the folder of an app is. */
const APP = '/app';

/** What `cdk8s.yaml` says of one validation. */
interface Validation {
  readonly package: string;
  readonly class: string;
  readonly version: string;
  readonly properties?: RoutingValidationProps;
}

/** A terminal in a folder of its own that knows the commands which the documentation shows, and runs them in this process. */
export class Terminal {
  /** The folder that the page's files are written to. */
  readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'docs-')));
  /** How the last command that has an exit status of its own ended. */
  status = 0;
  private cwd = this.folder;

  close(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  write(file: string, text: string): void {
    const place = path.join(this.folder, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text);
  }

  /** A session as shown: each `$ command` followed by what it writes now. */
  async show(session: string): Promise<string> {
    let shown = '';
    for (const [, command] of session.matchAll(/^\$ (.*)$/gm)) {
      const output = await this.execute(command);
      shown += `$ ${command}\n${output === '' || output.endsWith('\n') ? output : `${output}\n`}`;
    }
    return shown.replaceAll(`${this.folder}/`, '');
  }

  private async execute(line: string): Promise<string> {
    const [, command, input, output] = /^(.*?)(?: < (\S+))?(?: > (\S+))?$/.exec(line) ?? ['', line];
    const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain);
    if (words[0] === 'npx') words.shift();
    const text = await this.program(words, input === undefined ? '' : fs.readFileSync(path.join(this.cwd, input), 'utf8'));
    if (output === undefined) return text;
    fs.writeFileSync(path.join(this.cwd, output), text);
    return '';
  }

  private async program([name, ...args]: readonly string[], stdin: string): Promise<string> {
    if (name === 'cdk8s-routing') return this.routing(args, stdin);
    if (name === 'cdk8s' && args.join(' ') === 'synth') return this.synth();
    if (name === 'cat') return args.map((file) => fs.readFileSync(path.join(this.cwd, file), 'utf8')).join('');
    if (name === 'echo' && args.join(' ') === '$?') return `${this.status}\n`;
    if (name === 'cd' && args.length === 1) return this.changeFolder(args[0]);
    throw new Error(`cannot run '${[name, ...args].join(' ')}'; show commands that are not to be run in a block of language sh`);
  }

  private async routing(args: readonly string[], stdin: string): Promise<string> {
    let text = '';
    const stream = { isTTY: false, write: (part: string) => { text += part; } };
    this.status = await run(args, { cwd: this.cwd, env: {}, stdout: stream, stderr: stream, readStdin: async () => stdin });
    if (text.includes('this is a bug')) throw new Error(`cdk8s-routing ${args.join(' ')}: ${text}`);
    return text;
  }

  /** A folder of examples/ is copied, and synthesized where it is an app. */
  private changeFolder(folder: string): string {
    const place = path.join(this.cwd, folder);
    const original = path.join(ROOT, path.relative(this.folder, place));
    if (!fs.existsSync(place) && path.dirname(original) === path.join(ROOT, 'examples')) {
      fs.mkdirSync(place, { recursive: true });
      for (const file of fs.readdirSync(original, { withFileTypes: true })) {
        if (file.isFile()) fs.copyFileSync(path.join(original, file.name), path.join(place, file.name));
      }
      if (fs.existsSync(path.join(place, 'main.ts'))) synthesize(place);
    }
    if (!fs.existsSync(place)) throw new Error(`cd ${folder}: there is no such folder; pages know those that they write files to, and those of examples/`);
    this.cwd = place;
    return '';
  }

  /** What `cdk8s synth` of cdk8s-cli prints and does (`synthApp`, `validateApp`), with its own report, without colors. */
  private async synth(): Promise<string> {
    const config = yaml.load(fs.readFileSync(path.join(this.cwd, 'cdk8s.yaml'), 'utf8')) as { readonly validations?: readonly Validation[] };
    const manifests = synthesize(this.cwd);
    const { resources } = JSON.parse(fs.readFileSync(path.join(this.cwd, 'dist/construct-metadata.json'), 'utf8')) as { resources: Record<string, { path: string }> };
    const said = ['Synthesizing application', ...manifests.map((file) => `  - ${file}`), 'Performing validations', 'Validations finished'];
    const before = process.cwd();
    let success = true;
    process.chdir(this.cwd);
    try {
      for (const { package: name, version, properties } of config.validations ?? []) {
        const context = new ValidationContext([...manifests], path.join(APP, name), version, resources);
        await new RoutingValidation(properties).validate(context);
        said.push('', context.report.toString(), '');
        success = success && context.report.success;
      }
    } finally {
      process.chdir(before);
    }
    said.push(success ? 'Validations ended succesfully' : 'Validation failed. See above reports for details', '');
    this.status = success ? 0 : 2;
    return said.join('\n').replace(/\u001b\[\d+m/g, '');
  }
}
