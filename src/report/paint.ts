import { styleText } from 'node:util';

/** How a piece of text is meant; without colors it looks like any other. */
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

/** @param color whether the reader can show colors */
export function painter(color: boolean): Paint {
  return (style, text) => {
    const format = FORMATS[style];
    return !color || format === null || text === '' ? visible(text) : styleText(format, visible(text), { validateStream: false });
  };
}

/** Control characters, those that turn the direction of text around, and those that nobody sees (Unicode's Default_Ignorable_Code_Point, and annotations). */
const INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu;

/** Runners of Azure Pipelines and GitHub take `##[...]` as a command, wherever it is in a line. */
const COMMAND = /##(?=\[)/g;

/** Text of the input as a terminal may show it: `\u001b` instead of the character that starts an escape sequence. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, escaped).replace(COMMAND, '#\\u0023');
}

/** Text of several lines as a terminal may show it. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** One JSON document that is safe to show on a terminal. */
export function jsonText(value: unknown): string {
  // line ends are its own
  return `${visibleLines(JSON.stringify(value, null, 2))}\n`;
}

/** Lines of a report, of which none is a command: runners take a line that begins with `::`, after blanks, as theirs. */
export function reportText(lines: readonly string[]): string {
  return withoutCommands(lines.join('\n'));
}

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a');
}

/** As JSON has it: two escapes for a character beyond U+FFFF. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
}
