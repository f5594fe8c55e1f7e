import { visible } from './paint';

/** How a box says what becomes of requests; the colors can be told apart by color-blind people, and work on dark pages. */
export const MERMAID_CLASSES = {
  good: 'fill:#e8f1f8,stroke:#0072b2,color:#10202c',
  answer: 'fill:#f3eef6,stroke:#7a5195,color:#10202c',
  uncertain: 'fill:#fdf3dc,stroke:#b37400,color:#10202c,stroke-dasharray:5 4',
  broken: 'fill:#fde6dc,stroke:#d55e00,color:#10202c,stroke-width:3px',
} as const;

/** Longer names are cut: Mermaid refuses texts above 50,000 characters. */
const LONGEST = 120;

/**
 * Text in quotes: what could be markup is an entity code, which Mermaid shows as the character.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function mermaidText(value: string): string {
  const short = value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
  return visible(short).replace(/[^\p{L}\p{N} .,/:…-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
