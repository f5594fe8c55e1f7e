import type { Command } from 'commander';

/** Two calls that show what a command is for. */
const EXAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  check: ['check dist/', 'helm template shop ./chart | cdk8s-routing check - -n shop --output sarif=check.sarif'],
  trace: ['trace http://api.example.com/quote dist/', "trace http://quote:8080 dist/ --from Deployment/kiada -X POST -H 'X-Env: test'"],
  endpoints: ['endpoints dist/', 'endpoints dist/ -n kiada -o json'],
  resolve: ['resolve quote.kiada dist/', 'resolve quiz-0.quiz dist/ --from kiada/StatefulSet/quiz'],
  routes: ['routes dist/', 'routes dist/ --to Deployment/quote -o markdown'],
  graph: ['graph dist/ --output routes.svg', 'graph dist/ --output routes.html'],
  test: ['test routes.test.yaml dist/ --coverage', 'test routes.test.yaml dist/ --suggest > more.test.yaml'],
  status: ['status dist/', 'status dist/ -o json'],
  whatif: ['whatif dist/ --without Service/quote', 'whatif dist/ --each Deployment'],
  migrate: ['migrate dist/ --gateway-class edge --output gateway.yaml', 'migrate dist/ --gateway-class edge --gateway infra/edge --strict -o json'],
  lsp: ['lsp', 'lsp dist/'],
  completion: ['completion bash > ~/.local/share/bash-completion/completions/cdk8s-routing', 'completion fish > ~/.config/fish/completions/cdk8s-routing.fish'],
  diff: ['diff old/ dist/ -o markdown', 'diff --git main dist/ --fail-on lost'],
};

/** What each command prints in the formats besides text and JSON. */
const FORMATS: Readonly<Record<string, string>> = {
  check: 'text, json, sarif, junit, github, gitlab, markdown, html',
  routes: 'text, json, markdown, csv',
  graph: 'mermaid, dot, svg, json, html',
  test: 'text, json, junit, github',
  diff: 'text, json, markdown',
  whatif: 'text, json, markdown',
  migrate: 'text, json, markdown',
  lsp: '',
  completion: '',
};

/** The formats of a command. */
export const formatsOf = (command: string): readonly string[] => (FORMATS[command] ?? 'text, json').split(', ').filter((format) => format !== '');

/** The end of a command's help: two examples, its formats, and where the global options are explained. */
export function helpEnd(command: Command): string {
  const name = command.name();
  const examples = (EXAMPLES[name] ?? []).map((each) => `  ${each.includes('cdk8s-routing') ? each : `cdk8s-routing ${each}`}`);
  const formats = formatsOf(name).length === 0 ? '' : `Formats (-o): ${formatsOf(name).join(', ')}\n`;
  return `\nExamples:\n${examples.join('\n')}\n\n${formats}Global options (-n, --controller, -o, --color, --config, --exclude): see cdk8s-routing --help`;
}

/** The end of the help of the program. */
export const MANIFESTS_HELP = `
Manifests are files, folders, patterns, or - for standard input (default: dist/). All inputs are treated as one cluster.

Examples:
  cdk8s-routing check dist/
  cdk8s-routing trace http://api.example.com/quote dist/

cdk8s-routing <command> --help shows the options and examples of a command.`;
