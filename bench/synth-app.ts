/* The app that fresh/synth.ts measures: `synth-app.js CHARTS APPS plain|unchecked|checked`. What a variant does not need it does not load. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';

const [charts, apps] = process.argv.slice(2).map(Number);
const variant = process.argv[4];
const IMAGE = 'registry.example.com/team/app:1';

type Add = (chart: Chart, name: string) => void;

async function plain(): Promise<Add> {
  const kplus = await import('cdk8s-plus-27');
  return (chart, name) => {
    const deployment = new kplus.Deployment(chart, name, { replicas: 2, containers: [{ image: IMAGE, portNumber: 8080 }] });
    const service = deployment.exposeViaService({ name, ports: [{ port: 80, targetPort: 8080 }] });
    const ingress = new kplus.Ingress(chart, `${name}-router`);
    ingress.addHostRule(`${name}.example.com`, '/', kplus.IngressBackend.fromService(service), kplus.HttpIngressPathType.PREFIX);
  };
}

/** The library as users get it. */
async function library(): Promise<typeof import('../src/index.js')> {
  return await import(path.resolve(__dirname, '..', 'packed', 'index.js')) as typeof import('../src/index.js');
}

async function ours(): Promise<Add> {
  const { ExposedApp, PathRouter, PathType } = await library();
  return (chart, name) => {
    const backend = new ExposedApp(chart, name, { replicas: 2, image: IMAGE, port: 80, targetPort: 8080 });
    new PathRouter(chart, `${name}-router`, { routes: [{ host: `${name}.example.com`, path: '/', pathType: PathType.PREFIX, backend }] });
  };
}

async function main(): Promise<void> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-bench-'));
  const app = new App({ outdir });
  const add = await (variant === 'plain' ? plain() : ours());
  for (let i = 0; i < charts; i++) {
    const chart = new Chart(app, `team-${i}`, { namespace: `team-${i}` });
    for (let n = 0; n < apps; n++) add(chart, `app-${i}-${n}`);
  }
  if (variant === 'checked') (await library()).RoutingCheck.onSynth(app, { quiet: true });
  app.synth();
  fs.rmSync(outdir, { recursive: true });
}

void main();
