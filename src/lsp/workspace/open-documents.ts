/** A document that the editor has open; its text counts, not that on disk. */
export interface OpenDocument {
  /** As the editor writes it. */
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** The documents that are open, by their path; those that are no files, by their URI. */
export type OpenDocuments = ReadonlyMap<string, OpenDocument>;
