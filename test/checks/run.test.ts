import { deployment, findings, found, service } from './checking';
import { formatBaseline, parseBaseline } from '../../src/checks/baseline';
import { DESCRIPTIONS, RULES } from '../../src/checks/registry';
import type { Rule } from '../../src/checks/rule';
import { SERVICE_SELECTS_NOTHING } from '../../src/checks/rules/service-selects-nothing';
import { runChecks, type CheckOptions } from '../../src/checks/run';
import { buildCluster } from '../../src/cluster/build';
import { NO_ORIGIN, type Json } from '../../src/kubernetes/resource';
import { readConfig } from '../../src/manifests/config';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { simulate } from '../../src/trace/simulation';

const BROKEN = deployment('quote', 'app: quote') + service('quote', 'app: qoute') + service('other', 'app: qoute');

const config = (value: Json): CheckOptions => ({ config: readConfig(value, NO_ORIGIN).config });

function run(yaml: string, options: CheckOptions = {}): ReturnType<typeof runChecks> {
  return runChecks(simulate(buildCluster(parseManifests(yaml, 'app.yaml').resources)), options);
}

test('every rule has an id of its own, and says what, why, how and where it stands', () => {
  expect(new Set(DESCRIPTIONS.map((rule) => rule.id)).size).toBe(DESCRIPTIONS.length);
  for (const rule of DESCRIPTIONS) {
    expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    for (const text of [rule.title, rule.why, rule.fix]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(rule.sources).not.toHaveLength(0);
    for (const source of rule.sources) expect(source).toMatch(/^https:\/\//);
  }
  expect(RULES.map((rule) => rule.id)).toEqual(RULES.map((rule) => rule.id).sort());
});

test('findings come in order of file, position and rule', () => {
  const lines = run(BROKEN).findings.map((each) => each.resource.origin.locate(each.path)?.line ?? 0);
  expect(lines).toHaveLength(2);
  expect([...lines].sort((a, b) => a - b)).toEqual(lines);
});

test('a rule that throws becomes a finding, and what it found before is kept', () => {
  const throwing: Rule = {
    ...SERVICE_SELECTS_NOTHING,
    id: 'throws-late',
    * check({ cluster }) {
      yield { resource: cluster.services.all[0].resource, path: '', message: 'found', fix: 'fix it' };
      throw new Error('out of luck');
    },
  };
  expect(run(BROKEN, { registry: [throwing] }).findings.map((each) => [each.rule, each.severity, each.message])).toEqual([
    ['rule-failed', 'warning', 'rule throws-late failed: out of luck'], ['throws-late', 'error', 'found'],
  ]);
});

test('the config switches rules off and gives them another severity', () => {
  expect(found(SERVICE_SELECTS_NOTHING, BROKEN, config({ rules: { 'service-selects-nothing': 'off' } }))).toEqual([]);
  expect(findings(SERVICE_SELECTS_NOTHING, BROKEN, config({ rules: { 'service-selects-nothing': 'info' } })).map((each) => each.severity)).toEqual(['info', 'info']);
});

test('a rule of the config that does not exist is told', () => {
  const [only] = run('', config({ rules: { 'service-select-nothing': 'off' } })).findings;
  expect(only).toMatchObject({ rule: 'unknown-rule', fix: 'write service-selects-nothing instead of service-select-nothing' });
});

test('suppressed findings are counted', () => {
  const suppressions = [{ rule: 'service-selects-nothing', object: 'Service/other', reason: 'made by hand' }];
  const { findings: left, suppressed } = run(BROKEN, config({ suppressions }));
  expect(left.map((each) => each.resource.name)).toEqual(['quote']);
  expect(suppressed).toBe(1);
});

test('findings of the baseline are counted, new ones are listed', () => {
  const baseline = parseBaseline(formatBaseline(run(BROKEN).findings));
  const result = run(BROKEN + service('third', 'app: qoute'), { baseline });
  expect(result.findings.map((each) => each.resource.name)).toEqual(['third']);
  expect(result.known).toBe(2);
});

test('findings about the checking itself have severities of their own, which the config may set', () => {
  const rules = (level: string): CheckOptions => config({ rules: { 'servise-selects-nothing': 'off', 'unknown-rule': level } });
  expect(run(deployment('quote', 'app: quote'), rules('error')).findings).toMatchObject([{ rule: 'unknown-rule', severity: 'error' }]);
  expect(run(deployment('quote', 'app: quote'), rules('off')).findings).toEqual([]);
});
