import { APP, Editor } from './editor';

function editing(text: string): Editor {
  const editor = new Editor({});
  editor.type('app.yaml', text);
  return editor;
}

test.each([
  ['a backend', 'name: quote|-service\n                port', ['quote-service']],
  ['a port', 'number: 8|0', ['80']],
  ['a target port', 'targetPort: ht|tp', ['http', '8080']],
  ['a class', 'ingressClassName: |outside', ['outside']],
])('%s has what is there', (_, cursor, expected) => {
  expect(editing(APP).completions('app.yaml', cursor)).toEqual(expected);
});

test('keys and other values have none', () => {
  const editor = editing(APP);
  for (const cursor of ['targetP|ort:', 'image: exam|ple', '# what| pods', 'host: api|.example']) expect(editor.completions('app.yaml', cursor)).toEqual([]);
});

test('a value that is yet to be written, and one that is there', () => {
  const empty = APP.replace('targetPort: http', 'targetPort: ');
  expect(editing(empty).complete('app.yaml', 'targetPort: |')).toBe(empty.replace('targetPort: ', 'targetPort: http'));
  const glued = APP.replace('targetPort: http', 'targetPort:');
  expect(editing(glued).complete('app.yaml', 'targetPort:|')).toBe(glued.replace('targetPort:', 'targetPort: http'));
  const quoted = APP.replace('targetPort: http', 'targetPort: "h" # why');
  expect(editing(quoted).complete('app.yaml', 'targetPort: "h|"')).toBe(quoted.replace('"h"', '"http"'));
});

test('in the Gateway API: Gateways of the namespace that is named, listeners, Services and their ports', () => {
  const editor = editing(`apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: infra }
spec: { gatewayClassName: x, listeners: [{ name: web, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: quotes, namespace: kiada }
spec:
  parentRefs:
    - namespace: infra
      name: edge
      sectionName: w
  rules:
    - backendRefs:
        - name: quote-service
          port: 1
---
${APP}`);
  expect(editor.completions('app.yaml', 'name: ed|ge\n      section')).toEqual(['edge']);
  expect(editor.completions('app.yaml', 'sectionName: w|')).toEqual(['web']);
  expect(editor.completions('app.yaml', 'name: quote|-service\n          port')).toEqual(['quote-service']);
  expect(editor.completions('app.yaml', 'port: 1|\n')).toEqual(['80']);
});
