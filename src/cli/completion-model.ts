/** What can follow an option, or stand as an argument: `none` for options without a value, `any` for what no shell can know. */
export type Values = 'none' | 'any' | 'files' | readonly string[];

export interface CompletionOption {
  readonly short: string | null;
  readonly long: string;
  readonly description: string;
  readonly values: Values;
}

export interface CompletionCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletionOption[];
  readonly argument: Values;
}

/** What a shell can complete. */
export interface Completion {
  readonly program: string;
  readonly options: readonly CompletionOption[];
  readonly commands: readonly CompletionCommand[];
}
