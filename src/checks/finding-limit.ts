import type { Finding, Severity } from './finding';

/** Nobody fixes more findings of a rule before the next run, and reports of all of them would not fit into memory. */
export const MOST_FINDINGS = 10_000;

/** Takes the findings of one rule; of each severity the first ten thousand are kept, so that what is left out never hides an error. */
export class FindingLimit {
  readonly findings: Finding[] = [];
  /** How many findings were not kept. */
  left = 0;
  private readonly counts = new Map<Severity, number>();

  constructor(private readonly most = MOST_FINDINGS) {}

  add(finding: Finding): void {
    const count = this.counts.get(finding.severity) ?? 0;
    if (count >= this.most) {
      this.left += 1;
      return;
    }
    this.counts.set(finding.severity, count + 1);
    this.findings.push(finding);
  }
}
