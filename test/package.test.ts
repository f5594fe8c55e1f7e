import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as exported from '../src';
import { bundledPackages, NOTICES, noticesText } from '../tools/notices';

const ROOT = path.join(__dirname, '..');

test(`${NOTICES} holds the licences of what is bundled; npx tsx tools/notices.ts writes it`, () => {
  expect(fs.readFileSync(path.join(ROOT, NOTICES), 'utf8')).toBe(noticesText());
});

test('bundled packages may be passed on, and run nothing when they are installed', () => {
  for (const { manifest: { name, license, scripts = {} } } of bundledPackages()) {
    expect({ name, license }).toEqual({ name, license: expect.stringMatching(/^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|PSF-2\.0|0BSD)$/) });
    expect(Object.keys(scripts).filter((script) => ['preinstall', 'install', 'postinstall'].includes(script))).toEqual([]);
  }
});

test('the package itself runs nothing when it is installed', () => {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  expect(Object.keys(scripts).filter((script) => /^(pre|post)?(install|prepare|prepublish)$/.test(script))).toEqual([]);
});

test('no code is made of text, and only git is run; kubectl by its plug-in', () => {
  const sources = fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const text = (name: string): string => fs.readFileSync(path.join(ROOT, 'src', name), 'utf8');
  expect(sources.filter((name) => /\beval\(|new Function\(|\bfetch\(|\bconnect\(|node:(http|https|http2|dgram|tls|dns)'/.test(text(name)))).toEqual([]);
  // the command's own files, which it compiles and keeps
  expect(sources.filter((name) => text(name).includes('node:vm'))).toEqual([path.join('cli', 'code-cache.ts')]);
  expect(sources.filter((name) => text(name).includes('node:child_process'))).toEqual([path.join('cli', 'git.ts'), path.join('cli', 'kubectl.ts')]);
});

test('what the package exports are classes and enums, which every language of jsii has', () => {
  const others = Object.entries<unknown>(exported).filter(([, value]) => (
    typeof value === 'function' ? !String(value).startsWith('class ') : typeof value !== 'object' || value === null
  ));
  expect(others.map(([name]) => name)).toEqual([]);
  expect(Object.keys(exported)).toContain('RoutingModel');
});

test('an app opens the file of the constructs; that of the engine when it asks for a model', () => {
  const program = `
    const opened = () => Object.keys(require.cache).filter((file) => file.startsWith(process.argv[1])).length;
    const { RoutingModel } = require(process.argv[1]);
    const files = opened();
    const { outcome } = RoutingModel.fromText('').trace('http://nobody.example.com/');
    const { RoutingModel: same } = require(process.argv[1] + '/index.js');
    console.log(JSON.stringify([files <= 3, outcome, opened() <= 7, same === RoutingModel]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program, path.join(ROOT, 'lib')], { encoding: 'utf8' });
  expect({ answer: stdout, stderr }).toEqual({ answer: '[true,"unknown",true,true]\n', stderr: '' });
});

test('the library exports what the sources do, by the same names, and jsii finds the classes by theirs', () => {
  const program = `
    const library = require(process.argv[1]);
    const classes = Object.values(library).filter((each) => typeof each === 'function');
    console.log(JSON.stringify([Object.keys(library).sort(), classes.map(({ name }) => name).sort(), classes.map((each) => each[Symbol.for('jsii.rtti')].fqn).sort()]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program, path.join(ROOT, 'lib')], { encoding: 'utf8' });
  const classes = Object.entries<unknown>(exported).filter(([, value]) => typeof value === 'function').map(([name]) => name).sort();
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([Object.keys(exported).sort(), classes, classes.map((name) => `cdk8s-routing.${name}`)]);
});

test('an app of Deployments, Services and Ingress objects opens what every check needs, and nothing else', () => {
  const program = `
    const { App, Chart } = require('cdk8s');
    const { ExposedApp, PathRouter, RoutingCheck } = require(process.argv[1]);
    const app = new App({ outdir: process.argv[2] });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const backend = new ExposedApp(chart, 'web', { image: 'example.com/web:1', port: 80, targetPort: 8080 });
    new PathRouter(chart, 'public', { routes: [{ host: 'shop.example.com', backend }] });
    const opened = () => Object.keys(require.cache).filter((file) => file.startsWith(process.argv[1])).map((file) => require('node:path').basename(file));
    const before = opened();
    RoutingCheck.onSynth(app, { quiet: true });
    app.synth();
    console.log(JSON.stringify([before, opened()]));`;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program, path.join(ROOT, 'lib'), folder], { encoding: 'utf8', cwd: ROOT });
  fs.rmSync(folder, { recursive: true });
  expect({ opened: stdout, stderr }).toEqual({ opened: '[["index.js","core.js"],["index.js","core.js","check.js"]]\n', stderr: '' });
});

test('no type is called like one of cdk8s-plus, so that programs can import both', () => {
  const typesOf = (folder: string): readonly string[] => {
    const { types } = JSON.parse(fs.readFileSync(path.join(ROOT, folder, '.jsii'), 'utf8')) as { readonly types: Readonly<Record<string, { readonly name: string; readonly namespace?: string }>> };
    return Object.values(types).filter(({ namespace }) => namespace === undefined).map(({ name }) => name);
  };
  const own = typesOf('.');
  expect(own).toContain('PathRouter');
  expect(own.filter((name) => typesOf('node_modules/cdk8s-plus-27').includes(name))).toEqual([]);
});
