import type { RuleDescription } from './rule';

const CONFIG_PAGE = 'https://github.com/cdk8s-routing/cdk8s-routing/blob/main/docs/concepts/check.md';

/** What `check` finds wrong with the checking itself: rules that fail, settings and suppressions that do nothing. They have ids and severities like rules, and no run. */
export const META_RULES: readonly RuleDescription[] = [
  {
    id: 'findings-cut',
    severity: 'warning',
    title: 'A rule has so many findings that not all are reported.',
    why: 'Of each severity the first 10,000 are reported; those that are left out are as severe as some that are not.',
    fix: 'Fix what is reported and run again, or switch the rule off in the config.',
    sources: [CONFIG_PAGE],
  },
  {
    id: 'rule-failed',
    severity: 'warning',
    title: 'A rule failed on these manifests.',
    why: 'What the rule would have found is not among the findings, so that silence says nothing.',
    fix: 'Report it with the manifests that it failed on; until it is fixed, switch the rule off in the config.',
    sources: [CONFIG_PAGE],
  },
  {
    id: 'suppression-without-reason',
    severity: 'warning',
    title: 'A suppression has no reason.',
    why: 'Nobody can tell later whether the finding may still be ignored; without a reason nothing is suppressed.',
    fix: 'Write why the finding is accepted as the value of the annotation.',
    sources: [CONFIG_PAGE],
  },
  {
    id: 'unknown-rule',
    severity: 'warning',
    title: 'The config sets a rule that does not exist.',
    why: 'A misspelled id switches nothing off, and the rule that is meant keeps its own severity.',
    fix: 'Correct the id, or remove the entry.',
    sources: [CONFIG_PAGE],
  },
  {
    id: 'unused-suppression',
    severity: 'warning',
    title: 'A suppression suppresses nothing.',
    why: 'What it was written for is fixed or gone; left there, it would hide the same mistake when it comes back.',
    fix: 'Remove the suppression.',
    sources: [CONFIG_PAGE],
  },
];
