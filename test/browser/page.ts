/*
 * The page of `graph --format html` in a real browser: `npm run test:browser`, after `npx projen compile`.
 *
 * The Chromium of the system answers requests by the fragment of the page's address, and what it made of the page is compared.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Testing } from 'cdk8s';
import { fetchMermaid, mermaidPage } from './mermaid';
import { Kiada } from '../../examples/kiada/kiada';
import { RoutingPicture } from '../../src/cdk8s/routing-enums';
import { RoutingModel } from '../../src/cdk8s/routing-model';
import { run } from '../../src/cli/main';
import { routeGraph } from '../../src/graph/build';
import { picture } from '../../src/graph/render';
import { diffMarkdown } from '../../src/report/diff-markdown';
import { overview } from '../../src/routes/overview';
import { app, diffOf, ingress, simulation as simulationOf } from '../diff/simulations';

const BROWSERS = [process.env.CHROME_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** A path that is markup, and one with the end of a script. */
const HOSTILE = ingress('web', ['x.example.com ImplementationSpecific /<img/src=x/onerror=alert(1)> one', 'x.example.com ImplementationSpecific /</script><script>document.title=1</script> one']);
const SHOP = app('one') + ingress('web', ['a.example.com Prefix / one', 'b.example.com Prefix / gone']).replace('name: web', 'name: shop') + HOSTILE;

interface Shown {
  readonly dom: string;
  /** What the page complained of. */
  readonly complaints: string;
}

function show(browser: string, file: string, fragment: string): Shown {
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=20000', '--enable-logging=stderr', '--v=0', '--dump-dom', `file://${file}#${fragment}`];
  const errors = path.join(path.dirname(file), 'errors.txt');
  const dom = execFileSync(browser, args, { encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', fs.openSync(errors, 'w')] });
  return { dom, complaints: fs.readFileSync(errors, 'utf8').split('\n').filter((line) => line.includes('CONSOLE')).join('\n') };
}

function expectAll(name: string, checks: Readonly<Record<string, boolean>>): number {
  const failed = Object.entries(checks).filter(([, holds]) => !holds).map(([what]) => what);
  console.log(failed.length === 0 ? `✔ ${name}` : `✖ ${name}: not so: ${failed.join('; ')}`);
  return failed.length;
}

async function write(folder: string): Promise<string> {
  const err: string[] = [];
  const sink = { isTTY: false, write: (text: string) => { err.push(text); } };
  const status = await run(['graph', '-', '--namespace', 'shop', '--output', 'page.html'], { cwd: folder, env: {}, stdout: sink, stderr: sink, readStdin: async () => SHOP });
  if (status !== 0) throw new Error(`graph ended with ${status}: ${err.join('')}`);
  return path.join(folder, 'page.html');
}

function compare(browser: string, file: string): number {
  const delivered = show(browser, file, `url=${encodeURIComponent('http://a.example.com/cart')}`);
  const broken = show(browser, file, `url=${encodeURIComponent('http://b.example.com/')}`);
  const inside = show(browser, file, `url=${encodeURIComponent('http://one')}&from=Deployment%2Fone`);
  const { dom } = delivered;
  return expectAll('a request that arrives', {
    'the outcome is shown': /class="outcome delivered">delivered to Deployment shop\/one port 8080</.test(dom),
    'hops are shown with places': /<ol><li>[^]*&lt;stdin&gt;:\d+<\/code>/.test(dom),
    'the way is lit up': (dom.match(/class="node lit"/g) ?? []).length >= 5,
    'nobody complains': delivered.complaints === '',
  }) + expectAll('a request that does not arrive', {
    'the outcome is shown': /class="outcome answered">answered 503 service-not-found</.test(broken.dom),
  }) + expectAll('a request from a pod', {
    'the outcome is shown': /class="outcome delivered">/.test(inside.dom),
  }) + expectAll('names that are markup are text', {
    'no element comes of them': !dom.includes('<img') && (dom.match(/<script/g) ?? []).length === 2,
    'no script of them ran': dom.includes('<title>Routes</title>'),
    'they are shown': dom.includes('/&lt;img/src=x/onerror=alert(1)&gt;'),
  });
}

/** The kiada map, names that are markup, and the picture of a diff, drawn by the library itself. */
function drawMermaid(browser: string, folder: string): number {
  const library = fetchMermaid(folder);
  if (library === null) {
    console.log('Mermaid cannot be fetched from the npm registry: its pictures were not drawn');
    return 0;
  }
  const root = Testing.app();
  new Kiada(root, 'kiada');
  const kiada = RoutingModel.fromConstruct(root).graph(RoutingPicture.MERMAID);
  const hostile = picture(routeGraph(overview(simulationOf(SHOP))), 'mermaid');
  const [, diff] = /```mermaid\n([^]*?)```/.exec(diffMarkdown(diffOf(SHOP, SHOP.replace('name: gone', 'name: one')))) ?? ['', ''];
  return [['kiada', kiada, 'Deployment'], ['hostile', hostile, 'onerror'], ['diff', diff, 'service-not-found']].reduce((failed, [name, chart, word]) => {
    const { dom, complaints } = show(browser, mermaidPage(folder, library, name, chart), '');
    return failed + expectAll(`Mermaid draws ${name}`, {
      'it is drawn': dom.includes('data-drawn="yes"'),
      'the words are in it': dom.slice(0, dom.indexOf('<script')).includes(word),
      'no markup comes of names': !dom.includes('<img'),
      'nobody complains': complaints === '',
    });
  }, 0);
}

async function main(): Promise<void> {
  const browser = BROWSERS.find((each) => each !== '' && fs.existsSync(each));
  if (browser === undefined) {
    console.log('no browser: nothing was tested; install Chromium, or name one in CHROME_PATH');
    return;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
  try {
    process.exitCode = compare(browser, await write(folder)) + drawMermaid(browser, folder) === 0 ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

void main();
