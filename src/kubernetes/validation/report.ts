import type { Json } from '../resource';
import type { ServerWarning, Verdict, Violation, ViolationReason } from '../violation';

const LONGEST_VALUE_SHOWN = 120;
const MOST_ITEMS_SHOWN = 8;

/** The value as a message shows it: short JSON, whatever the size of the value. */
export function show(value: Json | undefined): string {
  if (typeof value === 'string') {
    return value.length <= LONGEST_VALUE_SHOWN ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, LONGEST_VALUE_SHOWN))}...`;
  }
  if (Array.isArray(value)) {
    const more = value.length > MOST_ITEMS_SHOWN ? ', ...' : '';
    return `[${value.slice(0, MOST_ITEMS_SHOWN).map(item => Array.isArray(item) ? 'a list' : show(item)).join(', ')}${more}]`;
  }
  return typeof value === 'object' && value !== null ? 'an object' : String(value ?? null);
}

const NO_VIOLATIONS: readonly Violation[] = [];
const NO_WARNINGS: readonly ServerWarning[] = [];
const ACCEPTED: Verdict = { violations: NO_VIOLATIONS, warnings: NO_WARNINGS };

/** Gathers causes and warnings in the server's words (apimachinery, util/validation/field/errors.go). */
export class Report {
  private causes: Violation[] | null = null;
  private notices: ServerWarning[] | null = null;

  /** The field is missing. */
  required(path: string, detail?: string): void {
    this.add(path, 'required', detail === undefined ? 'required value is missing' : `required value is missing: ${detail}`);
  }

  /** The value breaks a rule; `detail` says which. */
  invalid(path: string, value: Json | undefined, detail: string): void {
    this.add(path, 'invalid', `invalid value ${show(value)}: ${detail}`);
  }

  /** As `invalid`, where `problem` is null if there is nothing to say. */
  invalidIf(path: string, value: Json | undefined, problem: string | null): void {
    if (problem !== null) {
      this.invalid(path, value, problem);
    }
  }

  duplicate(path: string, value: Json | undefined): void {
    this.add(path, 'duplicate', `duplicate value ${show(value)}`);
  }

  notSupported(path: string, value: Json | undefined, supported: readonly string[]): void {
    this.add(path, 'not-supported', `unsupported value ${show(value)}: supported values are ${supported.map(show).join(', ')}`);
  }

  forbidden(path: string, detail: string): void {
    this.add(path, 'forbidden', `forbidden: ${detail}`);
  }

  tooLong(path: string, limit: number): void {
    this.add(path, 'too-long', `too long: may not be more than ${limit} bytes`);
  }

  tooMany(path: string, count: number, limit: number): void {
    this.add(path, 'too-many', `too many: ${count}, must have at most ${limit} items`);
  }

  /** As `invalid`, for a rule that a flag of the server can change. */
  invalidByDefault(path: string, value: Json | undefined, detail: string): void {
    this.add(path, 'invalid', `invalid value ${show(value)}: ${detail}`, true);
  }

  /** @param ofDefaults true: the server may be set up to take it */
  add(path: string, reason: ViolationReason, message: string, ofDefaults = false): void {
    (this.causes ??= []).push(ofDefaults ? { path, reason, message, ofDefaults } : { path, reason, message });
  }

  warn(path: string, message: string): void {
    (this.notices ??= []).push({ path, message });
  }

  /** As `warn`, where `message` is null if there is nothing to say. */
  warnIf(path: string, message: string | null): void {
    if (message !== null) {
      this.warn(path, message);
    }
  }

  get violations(): readonly Violation[] {
    return this.causes ?? NO_VIOLATIONS;
  }

  get warnings(): readonly ServerWarning[] {
    return this.notices ?? NO_WARNINGS;
  }

  get verdict(): Verdict {
    return this.causes === null && this.notices === null ? ACCEPTED : { violations: this.violations, warnings: this.warnings };
  }
}
