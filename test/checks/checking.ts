import type { Finding } from '../../src/checks/finding';
import type { Rule } from '../../src/checks/rule';
import { runChecks, type CheckOptions } from '../../src/checks/run';
import { buildCluster } from '../../src/cluster/build';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { simulate } from '../../src/trace/simulation';

/** What one rule finds in a text of manifests. */
export function findings(rule: Rule, yaml: string, options: CheckOptions = {}): readonly Finding[] {
  const { resources, problems } = parseManifests(yaml, 'app.yaml', { namespace: 'shop' });
  if (problems.length > 0) throw new Error(`the manifests do not parse: ${problems[0].message}`);
  return runChecks(simulate(buildCluster(resources)), { registry: [rule], ...options }).findings;
}

/** `error Service/quote spec.selector`: severity, object and field of each finding. */
export function found(rule: Rule, yaml: string, options: CheckOptions = {}): readonly string[] {
  return findings(rule, yaml, options).map((each) => `${each.severity} ${each.resource.kind}/${each.resource.name} ${each.path}`);
}

/** A Deployment of one container; ports as `name:8080/UDP`, `8080`. */
export function deployment(name: string, labels: string, ports: readonly string[] = [], more: { namespace?: string; kind?: string } = {}): string {
  return `---
apiVersion: apps/v1
kind: ${more.kind ?? 'Deployment'}
metadata: { name: ${name}, namespace: ${more.namespace ?? 'shop'} }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec:
      containers:
        - name: main
          image: example.org/app:1
          ports: [${ports.map(containerPort).join(', ')}]
`;
}

function containerPort(text: string): string {
  const [, name, port, protocol] = /^(?:([a-z0-9-]+):)?(\d+)(?:\/(\w+))?$/.exec(text) ?? [];
  return `{ ${name === undefined ? '' : `name: ${name}, `}containerPort: ${port}${protocol === undefined ? '' : `, protocol: ${protocol}`} }`;
}

/** A Service; ports as flow mappings: `{ port: 80, targetPort: http }`. */
export function service(name: string, selector: string, ports: readonly string[] = ['{ port: 80 }'], more = ''): string {
  return `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec:
  ${selector === '' ? '' : `selector: { ${selector} }`}
  ports: [${ports.join(', ')}]
  ${more}
`;
}

/** An Ingress of class web; rules as `a.example.com Prefix /foo quote 80`. */
export function ingress(name: string, rules: readonly string[], more = ''): string {
  const text = rules.map((rule) => {
    const [host, type, path, target, port] = rule.split(' ');
    const portField = /^\d+$/.test(port) ? `number: ${port}` : `name: ${port}`;
    return `    - ${host === '*' ? '' : `host: "${host}"\n      `}http: { paths: [{ path: ${path}, pathType: ${type}, backend: { service: { name: ${target}, port: { ${portField} } } } }] }\n`;
  }).join('');
  return `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop }
spec:
  ingressClassName: web
  rules:
${text}${more}
`;
}
