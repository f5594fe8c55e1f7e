import type { Finding } from '../../src/checks/finding';
import type { Origin } from '../../src/kubernetes/resource';
import { checkJson, checkText } from '../../src/report/check';

function finding(changes: Partial<Finding> = {}, origin: Partial<Origin> = {}): Finding {
  return {
    rule: 'service-selects-nothing',
    severity: 'error',
    message: 'selects no pods',
    fix: 'write app: quote',
    resource: {
      apiVersion: 'v1',
      kind: 'Service',
      namespace: 'kiada',
      name: 'quote',
      object: {},
      origin: { file: 'dist/kiada.k8s.yaml', construct: 'app/kiada/quote', locate: () => ({ line: 12, column: 5 }), ...origin },
    },
    path: 'spec.selector',
    ...changes,
  };
}

const summary = { objects: 27, suppressed: 0 };

test('findings stand by file, each with its fix, and the summary last', () => {
  const findings = [
    finding(),
    finding({ severity: 'warning', rule: 'odd', message: 'odd', fix: '' }, { construct: null, locate: () => ({ line: 105, column: 11 }) }),
    finding({ severity: 'info', rule: 'hm' }, { file: 'b.yaml', construct: null, locate: () => null }),
  ];
  expect(checkText(findings, { objects: 27, suppressed: 2 }, false)).toBe(`dist/kiada.k8s.yaml
  12:5    error    Service kiada/quote: selects no pods  service-selects-nothing
      fix write app: quote
      in construct app/kiada/quote
  105:11  warning  Service kiada/quote: odd              odd

b.yaml
  -  info  Service kiada/quote: selects no pods  hm
      fix write app: quote

✖ 3 problems (1 error, 1 warning, 1 info) in 27 objects, 2 suppressed
`);
});

test('no findings are said in a line', () => {
  expect(checkText([], { objects: 1, suppressed: 0 }, false)).toBe('✔ no problems in 1 object\n');
});

test('an object without a file stands under its construct', () => {
  expect(checkText([finding({}, { file: null, locate: () => null })], summary, false)).toMatch(/^app\/kiada\/quote\n {2}- {2}error/);
  expect(checkText([finding({}, { file: null, construct: null, locate: () => null })], summary, false)).toMatch(/^\(no file\)\n/);
});

test('names of the input cannot command the terminal', () => {
  const text = checkText([finding({ message: 'a\u001b[2Jb\nc' }, { file: '\u001b]0;x.yaml' })], summary, true);
  expect(text).toContain('a\\u001b[2Jb\\u000ac');
  expect(text).not.toContain('\u001b]');
});

test('the JSON document is what the contract says', () => {
  expect(checkJson([finding()], { objects: 27, suppressed: 3 })).toBe(`{
  "version": 1,
  "findings": [
    {
      "rule": "service-selects-nothing",
      "severity": "error",
      "message": "selects no pods",
      "fix": "write app: quote",
      "object": {
        "apiVersion": "v1",
        "kind": "Service",
        "namespace": "kiada",
        "name": "quote"
      },
      "path": "spec.selector",
      "file": "dist/kiada.k8s.yaml",
      "line": 12,
      "column": 5,
      "construct": "app/kiada/quote"
    }
  ],
  "summary": {
    "objects": 27,
    "errors": 1,
    "warnings": 0,
    "infos": 0,
    "suppressed": 3
  }
}
`);
});
