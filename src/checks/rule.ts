import type { RuleContext } from './context';
import type { Finding, Severity } from './finding';
import type { Simulation } from '../trace/simulation';

/** What a finding's id stands for. */
export interface RuleDescription {
  /** Stable kebab-case id, the file's name. */
  readonly id: string;
  /** `error` only where it is sure to fail, `warning` where it may. */
  readonly severity: Severity;
  /** Runs only where the config gives the rule a severity: what it finds works, and is a matter of policy. */
  readonly optIn?: true;
  /** What is wrong, one sentence. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** How to fix it, in general. */
  readonly fix: string;
  /** Links to the specification. */
  readonly sources: readonly string[];
}

/** One rule of `check`: a pure function over the simulation, in a file of its own. */
export interface Rule extends RuleDescription {
  /** @param context what several rules ask of the simulation, and what the user declared outside the manifests */
  check(simulation: Simulation, context: RuleContext): Iterable<RuleFinding>;
}

/** What a rule reports; the runner adds the rule's id, and its severity where the finding has none of its own. */
export type RuleFinding = Omit<Finding, 'rule' | 'severity'> & { readonly severity?: Severity };
