/** Requests a second through a table of 5,000 hosts with 10 paths each: `npx tsx bench/route-match.ts [HOSTS] [PATHS]`. */
import { ingress, request, table } from '../test/http/route-tables';

const [hosts, paths] = [Number(process.argv[2] ?? 5000), Number(process.argv[3] ?? 10)];
const started = performance.now();
const web = table(...Array.from({ length: hosts }, (_, host) => ingress({
  name: `web-${host}`,
  rules: Array.from({ length: paths }, (__, path) => `h${host}.example.com Prefix /v1/p${path} -> s${path}`),
})));
const compiled = performance.now();
const requests = Array.from({ length: 100_000 }, (_, i) => request(`http://h${(i * 7919) % hosts}.example.com/v1/p${i % paths}/some/more/elements`));
const asked = performance.now();
const missed = requests.filter((each) => web.match(each).route === null).length;
const took = performance.now() - asked;
const explained = requests.slice(0, 10_000);
const explaining = performance.now();
const length = explained.reduce((sum, each) => sum + web.match(each).routeBecause.length + web.match(each).dependsOn.length, 0);
console.log(`compiled ${hosts * paths} routes in ${Math.round(compiled - started)} ms (reading included)`);
console.log(`${Math.round(requests.length / took * 1000)} matches a second, ${missed} missed`);
console.log(`${Math.round(explained.length / (performance.now() - explaining) * 1000)} explained a second (${length})`);
