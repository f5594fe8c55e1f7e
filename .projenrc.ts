import { cdk8s, javascript, JsonFile, typescript } from 'projen';

/** The folders of src/ from the ground up: each may import only from those before it (CONTRIBUTING.md, "The house"). */
const LAYERS = [
  'kubernetes', 'manifests', 'cluster', 'routers', 'trace', 'checks', 'expectations', 'routes', 'diff', 'migrate', 'report', 'graph', 'cdk8s', 'jest', 'lsp', 'cli',
];

/** What pipelines take from the repository, and the package does not hold. */
const PIPELINE_FILES = ['/ci/', '/action.yml', '/Dockerfile', '/.dockerignore', '/.pre-commit-hooks.yaml'];

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-routing',
  description: 'Know where every request goes, before you deploy: routing constructs for cdk8s, and a simulator of Kubernetes routing',
  author: 'The cdk8s-routing authors',
  authorOrganization: true,
  authorAddress: 'maintainers@cdk8s-routing.example',
  repositoryUrl: 'https://github.com/cdk8s-routing/cdk8s-routing.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-routing authors',
  keywords: ['cdk8s', 'kubernetes', 'service', 'ingress', 'endpointslice', 'routing', 'validation', 'jsii'],

  // --- toolchain
  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '0.103.25',
  minNodeVersion: '20.19.0',
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  docgenFilePath: 'API.md',
  publishToPypi: { distName: 'cdk8s-routing', module: 'cdk8s_routing' },
  publishToMaven: { javaPackage: 'org.cdk8srouting', mavenGroupId: 'org.cdk8srouting', mavenArtifactId: 'cdk8s-routing' },
  publishToGo: { moduleName: 'github.com/cdk8s-routing/cdk8s-routing-go' },
  publishToNuget: { dotNetNamespace: 'Cdk8sRouting', packageId: 'Cdk8sRouting' },

  // --- dependencies
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.4.2',
  peerDeps: ['cdk8s-plus-27@^2.9.0'],
  // one copy of cdk8s and constructs: two copies break synth (`can't render non-simple object of type 'Lazy'`)
  peerDependencyOptions: { pinnedDevDependency: false },
  // bundled into lib/ (tools/slim-library.ts) and into the command (tools/bundle.ts): users install no more than the package itself
  devDeps: [
    'js-yaml@^5.5.0', // YAML with source offsets, ten times as fast as `yaml`
    'commander@^14.0.3', // arguments; 15 is ESM only
    'ipaddr.js@^2.2.0', // IP addresses and CIDR ranges
    'tinyglobby@^0.2.15', // globs on the command line
    'picomatch@^4.0.4', // what --exclude leaves out; tinyglobby's own matcher
    're2js@2.10.0', // regular expressions in linear time (RE2); exact, since classes of requests are read off its compiled program
    'vscode-languageserver@^11.0.0', 'vscode-languageserver-textdocument@^1.0.16',
    'cdk8s@^2.70.106', 'constructs@^10.8.1', 'cdk8s-plus-27@^2.9.5', 'cdk8s-plus-33@^2.5.57',
    'cdk8s-cli@^2.207.60', 'fast-check@^4.10.2', 'commonmark@^0.31.2', '@types/sarif', 'esbuild@^0.28.2',
  ],
  bin: { 'cdk8s-routing': 'bin/cdk8s-routing', 'kubectl-routing': 'bin/kubectl-routing' },

  // --- tests and lint
  typecheckTests: true,
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      maxWorkers: '100%', // by default jest leaves a core idle: one of two
      globalSetup: '<rootDir>/test/temp-folder.js',
      globalTeardown: '<rootDir>/test/temp-folder-remove.js',
      reporters: [new javascript.JestReporter('<rootDir>/test/summary-reporter.js')],
      testPathIgnorePatterns: ['/node_modules/', '/examples/.*/dist/'],
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
    },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'bench', 'tools'], commandOptions: { fix: false } },

  // --- nothing that needs a network or a forge
  github: false,
  depsUpgrade: false,
  release: false,
  integrationTestAutoDiscover: false,
  npmIgnoreOptions: { ignorePatterns: ['/examples/', '/bench/', '/docs/', '/editors/', '/tools/', '/.ci/', '/CONTRIBUTING.md', '/API.md', ...PIPELINE_FILES] },
  gitignore: ['/examples/**/dist/', '/examples/**/target/', '/examples/**/.venv/', '__pycache__/', '.DS_Store'],
});

project.jest!.config.transform = { '^.+\\.ts$': '<rootDir>/test/transform.js' };
project.deps.removeDependency('ts-jest');
// projen's own patterns would take src/routers/ingress/spec/spec.ts for a test
project.jest!.config.testMatch = ['<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'];

project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './jest': { types: './lib/jest/index.d.ts', default: './lib/jest/index.js' },
  './schemas/*': './schemas/*',
  './package.json': './package.json',
  './.jsii': './.jsii',
});
// for `moduleResolution: node10`, which ignores "exports"
project.package.addField('typesVersions', { '*': { jest: ['lib/jest/index.d.ts'] } });
// npm states which pipeline built a release from which commit
project.package.addField('publishConfig', { access: 'public', provenance: true });
// newer ones lack some platforms' bindings on the registry: `npm ci` then refuses the lock
project.package.addPackageResolutions('unrs-resolver@1.12.2');

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.addEnvironment('CDK8S_CHECK_UPGRADE', 'false');

// A folder imports only from those below it (types too), and nothing imports in circles.
const zones = LAYERS.map((layer, i) => ({
  target: `./src/${layer}`,
  from: ['./src/index.ts', './src/constructs', ...LAYERS.slice(i + 1).map((above) => `./src/${above}`)],
  message: `src/${layer} imports only from the folders before it (see CONTRIBUTING.md).`,
}));
zones.push({
  target: './src/constructs',
  from: ['./src/index.ts', ...LAYERS.filter((s) => s !== 'kubernetes').map((s) => `./src/${s}`)],
  message: 'constructs share only src/kubernetes with the engine (see CONTRIBUTING.md).',
});
project.eslint?.addRules({
  'import/no-restricted-paths': ['error', { zones }],
  // circles of `import type`, which this rule does not see, are found by test/architecture.test.ts
  'import/no-cycle': ['error', { ignoreExternal: true }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/member-ordering': ['error', {
    interfaces: 'never',
    classes: ['public-static-field', 'public-static-method', 'protected-static-field', 'protected-static-method', 'private-static-field',
      'private-static-method', 'field', 'constructor', 'method'],
  }],
});

// what src/ may import is checked where it is bundled (tools/slim-library.ts): users have none of it
project.eslint?.addOverride({ files: ['src/**/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off' } });
// it has packages of its own, which only those install who build it
project.eslint?.addOverride({ files: ['editors/**/*.ts'], rules: { 'import/no-extraneous-dependencies': 'off', 'import/no-unresolved': 'off' } });

// what few calls need is loaded when one does: the command is cut there (tools/bundle.ts)
project.eslint?.addOverride({
  files: ['src/cli/check.ts', 'src/cli/commands.ts', 'src/cli/main.ts', 'src/manifests/exclude.ts', 'src/manifests/glob.ts', 'src/routers/gateway/later.ts', 'src/routers/index/re2.ts', 'src/routers/ingress/registry.ts'],
  rules: { '@typescript-eslint/no-require-imports': 'off' },
});

// source maps in the files were half of what users install; stack traces of lib/ are as readable as its code
for (const option of ['inlineSourceMap', 'inlineSources']) project.tryFindObjectFile('tsconfig.json')?.addOverride(`compilerOptions.${option}`, false);

// programs that run from source: type-checked with the tests, linted like them
project.tryFindObjectFile('test/tsconfig.json')?.addOverride('include', ['**/*.ts', '../examples/**/*.ts', '../bench/**/*.ts', '../tools/**/*.ts']);
for (const dir of ['examples', 'bench', 'tools']) {
  new JsonFile(project, `${dir}/tsconfig.json`, {
    obj: { extends: '../tsconfig.json', compilerOptions: { noEmit: true, rootDir: '..' }, include: ['**/*.ts'], exclude: ['node_modules'] },
  });
}

project.compileTask.exec('tsx tools/bundle.ts', { name: 'Bundle the command, which then starts twice as fast' });
project.addTask('bench', { description: 'Measure against floors and peers, as ratios', exec: 'tsx bench/run.ts', receiveArgs: true });
project.addTask('fuzz', { description: 'Mutated manifests against every command, bounded', exec: 'tsx bench/fuzz.ts', receiveArgs: true });
project.addTask('release:dry', { description: 'Show what a release would publish, in each language', exec: 'tsx tools/release-dry.ts', receiveArgs: true });
project.addTask('rules', { description: 'Write RULES.md from the rules', exec: 'tsx tools/rules-md.ts' });
project.addTask('controllers', { description: 'Write docs/controllers/README.md from runs of the controllers', exec: 'tsx tools/controllers-md.ts' });
project.addTask('reasons', { description: 'Write docs/concepts/reasons.md from the reason codes', exec: 'tsx tools/reasons-md.ts' });
project.addTask('docs:pictures', { description: 'Draw the pictures of the README and docs', exec: 'tsx tools/pictures.ts' });
project.addTask('test:languages', {
  description: 'The examples in Python, Java and Go through what is packed, where the machine has the tools; the public members through jsii',
  exec: 'tsx test/languages/run.ts',
  receiveArgs: true,
});
project.addTask('test:browser', { description: 'The page of graph --format html in the Chromium of the system, where there is one', exec: 'tsx test/browser/page.ts' });
const start = project.addTask('start', { description: 'Synthesize examples/kiada and follow its requests' });
start.spawn(project.compileTask);
start.exec('tsx examples/kiada/start.ts');

// bin/ and examples/ run against lib/, so compile first; jest last, for its closing line
project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.exec('tsc --noEmit -p test/tsconfig.json', { name: 'Type-check tests, examples, bench and tools' });
project.testTask.spawn(project.tasks.tryFind('eslint')!);
project.testTask.exec('jest --ci', { receiveArgs: true });
project.tasks.tryFind('package-all')!.reset('tsx tools/package-all.ts');
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);

project.synth();
