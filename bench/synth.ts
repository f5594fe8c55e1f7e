/* An app synthesized and checked in process, beside the same app in plain cdk8s-plus-27: `npx tsx bench/synth.ts [CHARTS] [APPS]`. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { atMost, medians, ms, sayPeak } from './measure';
import { ExposedApp, PathRouter, PathType, RoutingCheck } from '../src/index';

const [charts, apps] = [Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 100)];
const IMAGE = 'registry.example.com/team/app:1';

function plain(chart: Chart, name: string): void {
  const deployment = new kplus.Deployment(chart, name, { replicas: 2, containers: [{ image: IMAGE, portNumber: 8080 }] });
  const service = deployment.exposeViaService({ name, ports: [{ port: 80, targetPort: 8080 }] });
  const ingress = new kplus.Ingress(chart, `${name}-router`);
  ingress.addHostRule(`${name}.example.com`, '/', kplus.IngressBackend.fromService(service), kplus.HttpIngressPathType.PREFIX);
}

function ours(chart: Chart, name: string): void {
  const backend = new ExposedApp(chart, name, { replicas: 2, image: IMAGE, port: 80, targetPort: 8080 });
  new PathRouter(chart, `${name}-router`, { routes: [{ host: `${name}.example.com`, path: '/', pathType: PathType.PREFIX, backend }] });
}

function synth(add: (chart: Chart, name: string) => void, checked: boolean): () => void {
  return () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-bench-'));
    const app = new App({ outdir });
    for (let i = 0; i < charts; i++) {
      const chart = new Chart(app, `team-${i}`, { namespace: `team-${i}` });
      for (let n = 0; n < apps; n++) add(chart, `app-${i}-${n}`);
    }
    if (checked) RoutingCheck.onSynth(app, { quiet: true });
    app.synth();
    fs.rmSync(outdir, { recursive: true });
  };
}

const time = medians(15, { plain: synth(plain, false), unchecked: synth(ours, false), checked: synth(ours, true) });
console.log(`${charts} charts with ${apps} apps each: cdk8s-plus-27 ${ms(time.plain)}, ours ${ms(time.unchecked)}, ours with RoutingCheck ${ms(time.checked)}`);
console.log(`  with RoutingCheck / cdk8s-plus-27 ${atMost(time.checked / time.plain, 1.1)}`);
sayPeak();
