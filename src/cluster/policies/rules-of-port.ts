import type { DialledPort } from './party';
import type { PolicyRule } from '../../kubernetes/network-policy';
import { oncePer } from '../../kubernetes/once-per';

/** So few rules are matched sooner than looked up. */
const FEW = 8;

/** The rules of a policy that may be about a port, in their order; all others are not. */
export function rulesOfPort(rules: readonly PolicyRule[], { numbers, orOther }: DialledPort): readonly PolicyRule[] {
  if (rules.length <= FEW || numbers.length !== 1 || orOther === true) return rules;
  return tableOf(rules).of(numbers[0]);
}

const tableOf = oncePer((rules: readonly PolicyRule[]) => new RuleTable(rules));

/** Rules by the port numbers that they name. */
class RuleTable {
  private readonly byNumber = new Map<number, readonly PolicyRule[]>();
  /** Positions of rules by number. */
  private readonly numbered = new Map<number, number[]>();
  /** Positions of rules that are about every port, a range, or a port by its name. */
  private readonly others: number[] = [];

  constructor(private readonly rules: readonly PolicyRule[]) {
    rules.forEach(({ ports }, position) => {
      const numbers = ports?.flatMap(({ port, endPort }) => typeof port === 'number' && endPort === null ? port : []);
      if (numbers === undefined || numbers.length !== ports?.length) {
        this.others.push(position);
        return;
      }
      for (const number of new Set(numbers)) {
        const positions = this.numbered.get(number);
        if (positions === undefined) this.numbered.set(number, [position]);
        else positions.push(position);
      }
    });
  }

  of(number: number): readonly PolicyRule[] {
    let found = this.byNumber.get(number);
    if (found === undefined) {
      const positions = [...this.others, ...this.numbered.get(number) ?? []].sort((a, b) => a - b);
      this.byNumber.set(number, found = positions.map((position) => this.rules[position]));
    }
    return found;
  }
}
