import type { JsonObject } from '../../src/kubernetes/resource';

/** Input that grows in one direction. */
export interface Scenario {
  readonly manifests: (n: number) => readonly JsonObject[];
  /** What to ask of it; `check` and `endpoints` where nothing is said. */
  readonly calls?: readonly (readonly string[])[];
  readonly expectations?: (n: number) => JsonObject;
  readonly config?: (n: number) => JsonObject;
  /** More files of the folder, by their names. */
  readonly files?: (n: number) => Readonly<Record<string, string>>;
}
