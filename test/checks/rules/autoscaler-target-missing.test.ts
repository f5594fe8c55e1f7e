import { AUTOSCALER_TARGET_MISSING as RULE } from '../../../src/checks/rules/autoscaler-target-missing';
import { deployment, findings, found } from '../checking';

const scaler = (name: string, target = 'apiVersion: apps/v1, kind: Deployment'): string => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: quote, namespace: shop }
spec: { maxReplicas: 3, scaleTargetRef: { ${target}, name: ${name} } }
`;

test('a misspelled workload is a warning with the near miss', () => {
  expect(findings(RULE, deployment('quote', 'app: quote') + scaler('qoute'))).toMatchObject([{
    severity: 'warning',
    path: 'spec.scaleTargetRef.name',
    message: 'scales Deployment shop/qoute, which is not in the manifests; there is quote',
    fix: 'set spec.scaleTargetRef.name to quote',
  }]);
});

test('a workload of another kind with the name is a warning that says so', () => {
  expect(findings(RULE, deployment('db', 'app: db', [], { kind: 'StatefulSet' }) + scaler('db'))).toMatchObject([{
    path: 'spec.scaleTargetRef.kind', message: 'scales Deployment shop/db, which is not in the manifests; StatefulSet shop/db is',
  }]);
});

test('where the workloads of the namespace are elsewhere, or an operator may make it, it is information', () => {
  const operated = '---\napiVersion: db.example.org/v1\nkind: Database\nmetadata: { name: orders, namespace: shop }\n';
  expect(found(RULE, scaler('payments'))).toEqual(['info HorizontalPodAutoscaler/quote spec.scaleTargetRef.name']);
  expect(found(RULE, deployment('quote', 'app: quote') + operated + scaler('payments'))).toEqual(['info HorizontalPodAutoscaler/quote spec.scaleTargetRef.name']);
});

test.each([
  ['a workload of the namespace', deployment('quote', 'app: quote') + scaler('quote')],
  ['a custom resource', deployment('quote', 'app: quote') + scaler('orders', 'apiVersion: db.example.org/v1, kind: Database')],
  ['no target, which another rule tells', deployment('quote', 'app: quote') + scaler('""')],
  ['a KEDA autoscaler of a Deployment, which is its default', `${deployment('quote', 'app: quote')}---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject
metadata: { name: quote, namespace: shop }\nspec: { scaleTargetRef: { name: quote } }\n`],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
