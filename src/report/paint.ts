import { styleText } from 'node:util';

/** How a piece of text is meant; without colours it looks like any other. */
export type Style = 'plain' | 'strong' | 'dim' | 'error' | 'warning' | 'info' | 'good' | 'name';

const FORMATS: Readonly<Record<Style, Parameters<typeof styleText>[0] | null>> = {
  plain: null,
  strong: 'bold',
  dim: 'dim',
  error: ['red', 'bold'],
  warning: 'yellow',
  info: 'blue',
  good: ['green', 'bold'],
  name: 'cyan',
};

/** Styles a text for a terminal, and makes what could command the terminal visible. */
export type Paint = (style: Style, text: string) => string;

/** @param color whether the reader can show colours */
export function painter(color: boolean): Paint {
  return (style, text) => {
    const format = FORMATS[style];
    return !color || format === null || text === '' ? visible(text) : styleText(format, visible(text), { validateStream: false });
  };
}

/** Control characters, and those that turn the direction of text around. */
const INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/** Text of the input as a terminal may show it: `\u001b` instead of the character that starts an escape sequence. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escaped);
}

/** Text of several lines as a terminal may show it. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** One JSON document that is safe to show on a terminal. */
export function jsonText(value: unknown): string {
  // JSON.stringify has escaped the other control characters; line ends are its own
  return `${JSON.stringify(value, null, 2).replace(/[^\n\u0020-\u007E\u00A0-\u2027\u202F-\u2065\u206A-\uFFFF]|[\u061C\u200E\u200F\uFEFF]/g, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
