import * as fs from 'node:fs';
import * as path from 'node:path';
import { findings } from './checking';
import type { Finding } from '../../src/checks/finding';
import { RULES } from '../../src/checks/registry';
import type { Rule } from '../../src/checks/rule';
import { NO_ORIGIN } from '../../src/kubernetes/resource';
import { NO_EXTERNALS } from '../../src/manifests/externals';

/** `UPDATE_TEXTS=1 npx jest test/checks/texts.test.ts` writes what the rules really say; the diff is reviewed like code. */
const UPDATE = process.env.UPDATE_TEXTS !== undefined && process.env.UPDATE_TEXTS !== '';

const GOLDEN = path.join(__dirname, 'texts.golden.md');

/** Wrong manifests of each rule, `<id>.yaml`; a line `# Example` starts each. */
const EXAMPLES = path.join(__dirname, 'texts');

const INTRODUCTION = `# What the rules of \`check\` say

The texts of all rules for the examples in \`texts/\`. Written by \`UPDATE_TEXTS=1 npx jest test/checks/texts.test.ts\`; read the diff.`;

const sortedRules = [...RULES].sort((a, b) => a.id.localeCompare(b.id, 'en'));

function examplesOf({ id }: Rule): readonly string[] {
  const file = path.join(EXAMPLES, `${id}.yaml`);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split(/^# Example$/m).filter((each) => each.trim() !== '') : [];
}

/** What the rule finds in one of its examples; a rule that is off by default is switched on. */
function findingsIn(rule: Rule, yaml: string): readonly Finding[] {
  const rules = new Map(rule.optIn === true ? [[rule.id, rule.severity]] : []);
  return findings(rule, yaml, { config: { rules, suppressions: [], externals: NO_EXTERNALS, origin: NO_ORIGIN } });
}

function item({ severity, resource, path: field, message, fix }: Finding): string {
  return [`- \`${severity}\` ${resource.kind}/${resource.name}${field === '' ? '' : ` \`${field}\``}`, `  - message: ${message}`, `  - fix: ${fix}`].join('\n');
}

function section(rule: Rule): string {
  const items = examplesOf(rule).flatMap((each) => findingsIn(rule, each)).map(item);
  return `## ${rule.id}\n\n${[...new Set(items)].join('\n')}`;
}

test.each(sortedRules)('each example of $id is found by the rule alone, with a message and a fix', (rule) => {
  const examples = examplesOf(rule);
  expect(examples).not.toEqual([]);
  for (const example of examples) {
    const found = findingsIn(rule, example);
    expect([...new Set(found.map((each) => each.rule))]).toEqual([rule.id]);
    expect(found.filter(({ message, fix }) => message.trim() === '' || fix.trim() === '')).toEqual([]);
  }
});

test('examples are of rules that exist', () => {
  expect(fs.readdirSync(EXAMPLES).sort()).toEqual(RULES.map(({ id }) => `${id}.yaml`).sort());
});

test('the rules say what was reviewed', () => {
  const real = `${[INTRODUCTION, ...sortedRules.map(section)].join('\n\n')}\n`;
  if (UPDATE) fs.writeFileSync(GOLDEN, real);
  else expect(real).toBe(fs.readFileSync(GOLDEN, 'utf8'));
});
