/** Writes RULES.md from the rules themselves, so that the page cannot lie. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { META_RULES } from '../src/checks/meta-rules';
import { RULES } from '../src/checks/registry';
import type { RuleDescription } from '../src/checks/rule';

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');

const section = (rule: RuleDescription): string => [
  `## ${rule.id}`,
  `\`${rule.severity}\`${rule.optIn === true ? ' (off unless the config sets it)' : ''} ${rule.title}`,
  `**Why it matters.** ${rule.why}`,
  `**How to fix it.** ${rule.fix}`,
  `Sources: ${rule.sources.map((source) => `<${source}>`).join(', ')}`,
].join('\n\n');

const table = (rules: readonly RuleDescription[]): string => ['| rule | severity | what is wrong |', '| --- | --- | --- |',
  ...rules.map((rule) => `| [${rule.id}](#${rule.id}) | ${rule.severity}${rule.optIn === true ? ', off unless the config sets it' : ''} | ${cell(rule.title)} |`)].join('\n');

const rules = [...RULES].sort((a, b) => a.id.localeCompare(b.id, 'en'));
const page = [
  '# Rules of `cdk8s-routing check`',
  '<!-- Written by `npm run rules` from src/checks/rules: edit those. -->',
  '`error`: sure to fail. `warning`: may fail, or works otherwise than it reads. `info`: worth knowing.',
  'A finding may be less severe than its rule where the manifests leave room for doubt. The config sets severities by id.',
  table(rules),
  'These are about the checking itself:',
  table(META_RULES),
  ...[...rules, ...META_RULES].map(section),
].join('\n\n');

writeFileSync(join(__dirname, '..', 'RULES.md'), `${page}\n`);
