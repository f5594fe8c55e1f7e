import { constructFromEvents, EVENT_ID, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { Event } from 'js-yaml';
import { chargeAliases } from './aliases';
import { DocumentError, MAX_DEPTH } from './document';
import type { AliasBudget, YamlDocument } from './document';
import { indentFlowLines } from './flow-indentation';
import { KUBECTL_SCHEMA } from './kubectl-schema';
import { plainValues } from './plain-values';
import { tabFault } from './tab-rules';
import { Texts } from './texts';

/** Parser events of a text, and how their offsets lie in it. */
export interface ReadEvents {
  readonly events: readonly Event[];
  /** The text that the events' offsets mean. */
  readonly source: string;
  toOriginal(offset: number): number;
}

const identity = (offset: number): number => offset;

/** The YAML events of a text. Throws a `DocumentError`. */
export function readEvents(text: string): ReadEvents {
  const read = parse(text);
  const fault = tabFault(read.events, read.source);
  if (fault !== null) throw new DocumentError(read.toOriginal(fault.offset), fault.message);
  return read;
}

function parse(text: string): ReadEvents {
  try {
    return { events: parseEvents(text, { maxDepth: MAX_DEPTH }), source: text, toOriginal: identity };
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation') throw documentError(error, identity);
    const indented = indentFlowLines(text);
    if (indented === null) throw documentError(error, identity);
    return readIndented(indented.source, indented.toOriginal);
  }
}

function readIndented(source: string, toOriginal: (offset: number) => number): ReadEvents {
  try {
    return { events: parseEvents(source, { maxDepth: MAX_DEPTH }), source, toOriginal };
  } catch (error) {
    throw documentError(error, toOriginal);
  }
}

/**
 * The documents of a text as kubectl reads them. Throws a `DocumentError`, and then leaves the budget as it was.
 *
 * @param texts what was cut out of texts before that are read for the same purpose
 */
export function readYaml(text: string, budget: AliasBudget, texts = new Texts()): YamlDocument[] {
  const read = readEvents(text);
  const values = plainValues(read.events, read.source, texts) ?? valuesOf(read, budget);
  const { events, toOriginal } = read;
  const documents: YamlDocument[] = [];
  for (let i = 0; i < events.length; i += 1) {
    if (events[i].type !== EVENT_ID.DOCUMENT) continue;
    const start = nodeStart(events[i + 1]);
    documents.push({ value: values[documents.length], root: start === null ? -1 : toOriginal(start) });
  }
  return documents;
}

/** The values of a text that may use all of YAML. */
function valuesOf({ events, source, toOriginal }: ReadEvents, budget: AliasBudget): unknown[] {
  let { remaining } = budget;
  if (source.includes('*')) {
    const charged = chargeAliases(events, source, remaining, MAX_DEPTH);
    if (typeof charged !== 'number') throw new DocumentError(toOriginal(charged.offset), charged.message);
    remaining = charged;
  }
  try {
    const values = constructFromEvents(events as Event[], { source, schema: KUBECTL_SCHEMA, json: true, maxTotalMergeKeys: 100_000 });
    budget.remaining = remaining;
    return values;
  } catch (error) {
    throw documentError(error, toOriginal);
  }
}

/** Where a node begins in the source, null for a value that was left out. */
export function nodeStart(event: Event): number | null {
  switch (event.type) {
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.SCALAR: {
      if (event.valueStart === -1) return null;
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return quoted ? event.valueStart - 1 : event.valueStart;
    }
    default:
      return null;
  }
}

/** What the YAML reader says, in the words of a user of manifests. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/^nesting exceeded maxDepth \((\d+)\)$/, 'nested deeper than $1 levels'],
  [/^recursive alias "(.*)" is not supported .*$/, "anchor '$1' contains itself"],
  [/^unidentified alias "(.*)"$/, "alias '$1' has no anchor before it"],
  [/^cannot resolve a node with !<tag:yaml\.org,2002:(\w+)> explicit tag$/, 'the value does not fit its tag !!$1'],
  [/^merge keys exceeded .*$/, 'merge keys (<<) copy more than 100,000 keys'],
  [/^cannot merge mappings; .*$/, 'a merge key (<<) needs a mapping or a list of mappings'],
  [/^null byte is not allowed in input$/, 'the text contains a null byte, so it is not YAML'],
];

function documentError(error: unknown, toOriginal: (offset: number) => number): DocumentError {
  if (error instanceof DocumentError) return error;
  if (!(error instanceof YAMLException)) return new DocumentError(0, error instanceof Error ? error.message : String(error));
  const offset = toOriginal(error.mark?.position ?? 0);
  for (const [pattern, words] of REWORDED) {
    if (pattern.test(error.reason)) return new DocumentError(offset, error.reason.replace(pattern, words));
  }
  return new DocumentError(offset, error.reason);
}
