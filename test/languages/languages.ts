import * as fs from 'node:fs';
import * as path from 'node:path';
import { cached, requireTool, ROOT, run, versionOf } from './host';
import { generate, generated } from './packages';

/** An example app, ready to run. */
export interface Prepared {
  /** What the programs of the language are told. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs the tests of the app, and says how many there are. */
  test(folder: string): string;
}

/** How the examples of a language run with the package of this repository. */
export interface Language {
  readonly name: string;
  /** The folder below examples/. */
  readonly example: string;
  /**
   * @param work a folder for this run
   * @param folder the example app
   * @throws Missing
   */
  prepare(work: string, folder: string): Prepared;
}

const python: Language = {
  name: 'Python',
  example: 'kiada-python',
  prepare(work) {
    const version = requireTool('python3', '--version').replace(/\W+/g, '-');
    const others = [`cdk8s>=${versionOf('cdk8s')},<3`, `cdk8s-plus-27==${versionOf('cdk8s-plus-27')}`, 'pytest', 'setuptools', 'wheel'];
    const venv = cached(`${version}-${versionOf('cdk8s')}`, (made) => {
      run('python3', ['-m', 'venv', made]);
      run(path.join(made, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ...others]);
    });
    generate(ROOT, ['python'], work);
    const site = path.join(work, 'site');
    run(path.join(venv, 'bin/pip'), ['install', '--quiet', '--no-deps', '--no-build-isolation', '--target', site, path.join(work, 'python')]);
    const env = { PATH: `${path.join(venv, 'bin')}${path.delimiter}${process.env.PATH}`, PYTHONPATH: site, PYTHONDONTWRITEBYTECODE: '1' };
    return { env, test: (cwd) => run(path.join(venv, 'bin/python'), ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], { cwd, env, offline: true }).trim().split('\n').at(-1) ?? '' };
  },
};

const java: Language = {
  name: 'Java',
  example: 'kiada-java',
  prepare(work) {
    requireTool('java', '-version');
    requireTool('mvn', '--version');
    const plus = generated('cdk8s-plus-27', 'java');
    // programs that live for seconds: what the second compiler and threads of the collector win, they cost
    const options = (repository: string): Readonly<Record<string, string>> => ({ MAVEN_OPTS: `-Dmaven.repo.local=${repository} -XX:+UseSerialGC -XX:TieredStopAtLevel=1` });
    const install = (cwd: string, repository: string): string => run('mvn', [
      '--quiet', '--batch-mode', '--no-transfer-progress', 'install', '-DskipTests', '-Dmaven.javadoc.skip', '-Dmaven.source.skip',
    ], { cwd, env: options(repository) });
    const repository = cached(`maven-${versionOf('cdk8s-plus-27')}`, (made) => install(plus, made));
    generate(ROOT, ['java'], work);
    install(path.join(work, 'java'), repository);
    const env = options(repository);
    return {
      env,
      test: (cwd) => {
        run('mvn', ['--quiet', '--batch-mode', '--no-transfer-progress', 'test'], { cwd, env });
        const reports = path.join(cwd, 'target/surefire-reports');
        const texts = fs.readdirSync(reports).filter((name) => name.endsWith('.txt')).map((name) => fs.readFileSync(path.join(reports, name), 'utf8'));
        return texts.flatMap((text) => /Tests run: \d+, Failures: \d+/.exec(text) ?? []).join(', ');
      },
    };
  },
};

/** Modules of Go that are written from npm packages. */
const GO_MODULES: readonly (readonly [name: string, module: string, folder: string])[] = [
  ['cdk8s', 'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2', 'cdk8s'],
  ['cdk8s-plus-27', 'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2', 'cdk8splus27'],
];

const go: Language = {
  name: 'Go',
  example: 'kiada-go',
  prepare(work, folder) {
    requireTool('go', 'version');
    generate(ROOT, ['go'], work);
    const modules: readonly (readonly [module: string, folder: string])[] = [
      ['github.com/cdk8s-routing/cdk8s-routing-go/cdk8srouting', path.join(work, 'go/cdk8srouting')],
      ...GO_MODULES.map(([name, module, sub]) => [module, path.join(generated(name, 'go'), sub)] as const),
    ];
    const env = { GOFLAGS: '-mod=mod' };
    run('go', ['mod', 'edit', ...modules.map(([module, place]) => `-replace=${module}=${place}`)], { cwd: folder });
    run('go', ['mod', 'tidy'], { cwd: folder, env });
    return {
      env,
      test: (cwd) => {
        const lines = run('go', ['test', '-v', './...'], { cwd, env }).split('\n');
        return `${lines.filter((line) => line.startsWith('--- PASS')).length} passed`;
      },
    };
  },
};

export const LANGUAGES: readonly Language[] = [python, go, java];
