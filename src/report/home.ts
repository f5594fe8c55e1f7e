/** Where the project is. */
export const HOME = 'https://github.com/cdk8s-routing/cdk8s-routing';

/** The page that explains a rule. */
export function ruleAddress(rule: string): string {
  return `${HOME}/blob/main/RULES.md#${rule}`;
}
