import type { Condition } from './conditions';
import type { ListenerRule } from './rules';

const MOST_OF_CONDITION = 3;
const MOST_OF_RULE = 5;

/**
 * What AWS does not take of a rule, which the controller does not check.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function limitsOf({ hosts, paths, conditions }: ListenerRule): readonly string[] {
  const counts = [count(hosts), count(paths), ...conditions.map(valuesOf)];
  const most = Math.max(...counts);
  const total = counts.reduce((sum, each) => sum + each, 0);
  const bare = hosts.values.find((each) => !each.includes('.'));
  return [
    ...most > MOST_OF_CONDITION ? [`a condition has ${most} values, and ${MOST_OF_CONDITION} are the most`] : [],
    ...total > MOST_OF_RULE ? [`it has ${total} values, and ${MOST_OF_RULE} are the most`] : [],
    ...bare === undefined ? [] : [`the host ${bare} has no dot`],
    ...[hosts, paths].some(({ values, patterns }) => values.length > 0 && patterns.length > 0) ? ['values and regular expressions are not one condition'] : [],
  ];
}

function count({ values, patterns }: ListenerRule['hosts']): number {
  return values.length + patterns.length;
}

function valuesOf(condition: Condition): number {
  switch (condition.field) {
    case 'host': case 'path': case 'header': return count(condition.texts);
    case 'method': return condition.values.length;
    case 'query': return condition.pairs.length;
    case 'source': return condition.ranges.length;
  }
}
