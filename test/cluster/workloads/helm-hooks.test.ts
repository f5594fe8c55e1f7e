import { clusterOf, ask, deployment, ends, service } from '../../trace/scenario';

const job = (hooks: string, more = ''): string => `
apiVersion: batch/v1
kind: Job
metadata: { name: once, namespace: kiada, annotations: { helm.sh/hook: "${hooks}" } }
spec: { template: { metadata: { labels: { app: quote } }, spec: { restartPolicy: Never, containers: [{ name: once, image: x }] } } }
${more}
---`;
const app = service('quote') + deployment('quote');

test.each(['test', 'pre-install', 'post-install,post-upgrade', 'pre-delete', 'post-delete', 'pre-rollback', ' post-rollback'])(
  'a Job that Helm runs for %s gets no share of the requests, and that is said once', (hooks) => {
    const cluster = clusterOf(app + job(hooks) + job(hooks).replace('name: once', 'name: again'));
    expect(cluster.findWorkload('Job', 'kiada', 'once')).toMatchObject({ replicas: 0, pods: [], hooks: hooks.trim().split(',') });
    expect(cluster.slicesOf('kiada', 'quote').flatMap(({ endpoints }) => endpoints.map(({ pod }) => pod?.workload.kind))).toEqual(['Deployment', 'Deployment']);
    expect(cluster.notices.map(({ kind, resource }) => [kind, resource.name])).toEqual([['hook', 'again']]);
  });

test('a hook whose status says that it runs has pods', () => {
  expect(clusterOf(app + job('post-install', 'status: { active: 1 }')).findWorkload('Job', 'kiada', 'once')).toMatchObject({ replicas: 1 });
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: smoke, namespace: kiada, labels: { app: quote }, annotations: { helm.sh/hook: test } }\nspec: { containers: [{ name: c, image: x }] }\n';
  expect(clusterOf(pod).pods).toEqual([]);
  expect(clusterOf(`${pod}status: { phase: Running, podIP: 10.0.0.7 }\n`).pods).toHaveLength(1);
});

test('what an installation leaves in the cluster stays, unless a policy deletes it', () => {
  const cache = deployment('cache').replace('namespace: kiada', 'namespace: kiada, annotations: { helm.sh/hook: pre-install }');
  expect(clusterOf(cache).pods).toHaveLength(2);
  expect(clusterOf(cache.replace('pre-install', '"pre-install", helm.sh/hook-delete-policy: "hook-succeeded"')).pods).toEqual([]);
  expect(clusterOf(cache.replace('pre-install', 'test')).pods).toEqual([]);
});

test('a hook can ask, since it runs once, and policies hold for it', () => {
  const asking = { from: 'Job/once' };
  expect(ends(ask(app + job('test'), 'http://quote/', asking))).toEqual(['Deployment/quote:8080 main 100%']);
  const closed = '\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: closed, namespace: kiada }\nspec: { podSelector: { matchLabels: { app: quote } }, policyTypes: [Ingress, Egress] }\n---\n';
  expect(ask(app + job('test') + closed, 'http://quote/', asking)).toMatchObject({ outcome: 'failed', reason: 'policy-blocks-dns' });
});

test('a Service that only hooks carry the labels for has no endpoints', () => {
  expect(ask(service('quote') + job('pre-upgrade'), 'http://quote/', { from: 'Job/once' })).toMatchObject({ outcome: 'failed', reason: 'no-endpoints' });
});
