/** An object that violates a rule, and where. */
export interface ViolatingResource {
  /** The object's name. */
  readonly resourceName: string;

  /** The fields at fault: object, field, file and line, and the path of the construct where it is known. */
  readonly locations: string[];

  /** The manifest that the object stands in. */
  readonly manifestPath: string;
}

/** One violation of a rule, as `cdk8s synth` reports it. */
export interface ManifestViolation {
  /** The rule's id. */
  readonly ruleName: string;

  /** What is wrong, and why it matters. */
  readonly recommendation: string;

  /** How to fix it. */
  readonly fix: string;

  /** The object that violates the rule. */
  readonly violatingResources: ViolatingResource[];
}

/** The report that `cdk8s synth` prints. The `ValidationReport` of `cdk8s-cli` is one. */
export interface IManifestReport {
  /**
   * Adds a violation.
   *
   * @param violation what is wrong
   */
  addViolation(violation: ManifestViolation): void;

  /**
   * Closes the report.
   *
   * @param status `success`, or `failure`, which makes `cdk8s synth` fail
   * @param metadata lines of the report's summary
   */
  submit(status: string, metadata?: { readonly [key: string]: string }): void;
}

/** What `cdk8s synth` gives to a validation. The `ValidationContext` of `cdk8s-cli` is one. */
export interface IManifestContext {
  /** The paths of the manifests that were written: a list of strings. */
  readonly manifests: unknown;

  /** The report to fill. */
  readonly report: IManifestReport;

  /**
   * Whether the manifests go to standard output, and their files are temporary.
   *
   * @default false
   */
  readonly stdout?: boolean;
}
