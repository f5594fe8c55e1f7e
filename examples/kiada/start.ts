/** `npm start`: synthesizes the app, checks its routing, follows four requests; then shows the broken copy failing. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const BIN = join(ROOT, 'node_modules', '.bin');
const CLI = join(ROOT, 'bin', 'cdk8s-routing');

/** Runs a command in a folder of examples/ and shows it as a user would type it; ends the program when its exit code is another than expected. */
function show(title: string, cwd: string, command: string, args: readonly string[], expected: number): void {
  const typed = [command === process.execPath ? 'cdk8s-routing' : command, ...(command === process.execPath ? args.slice(1) : args)];
  process.stdout.write(`\n# ${title}\n$ ${typed.join(' ')}\n`);
  const ran = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}` },
  });
  if (ran.status !== expected) {
    process.stderr.write(`\n${typed.join(' ')} ended with ${ran.status ?? ran.signal ?? ran.error?.message}, not ${expected}\n`);
    process.exit(1);
  }
}

const routing = (title: string, cwd: string, args: readonly string[], expected: number): void =>
  show(title, cwd, process.execPath, [CLI, ...args], expected);

/** One line for each object that was written. */
function listManifests(dist: string): void {
  process.stdout.write('\n# The manifests that were written\n');
  for (const file of readdirSync(dist).filter((name) => name.endsWith('.yaml')).sort()) {
    const text = readFileSync(join(dist, file), 'utf8');
    process.stdout.write(`dist/${file}\n`);
    for (const document of text.split(/^---$/m)) {
      const kind = /^kind: (.*)$/m.exec(document)?.[1];
      const name = /^ {2}name: (.*)$/m.exec(document)?.[1];
      process.stdout.write(`  ${kind} ${name}\n`);
    }
  }
}

const kiada = __dirname;
const broken = join(__dirname, '..', 'kiada-broken');

show('Synthesize examples/kiada; the RoutingValidation plug-in of cdk8s.yaml checks the routing', kiada, 'cdk8s', ['synth'], 0);
listManifests(join(kiada, 'dist'));
routing('The same check from the command line', kiada, ['check'], 0);
routing('A public request: to which pods?', kiada, ['trace', 'https://kiada.example.com/'], 0);
routing('An exact path over http: redirected, and followed', kiada, ['trace', '-L', 'http://api.example.com/quote'], 0);
routing('A prefix', kiada, ['trace', 'https://api.example.com/questions/random'], 0);
routing('From inside a pod of the front end, by short name', kiada, ['trace', 'http://payments/', '--from', 'kiada/Deployment/kiada'], 0);

routing('Expectations about its routes, and how much of the routing they cover', kiada, ['test', 'routes.test.yaml', '--coverage'], 0);
show('Its own Jest tests', ROOT, 'jest', ['--verbose', 'examples/kiada/'], 0);

show('Now the broken copy: synth fails', broken, 'cdk8s', ['synth'], 2);
routing('and the trace says why', broken, ['trace', 'http://api.example.com/quote'], 1);
