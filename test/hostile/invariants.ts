/** What one call of the command left behind. */
export interface Ran {
  readonly args: readonly string[];
  readonly status: number;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
}

/** Control characters but for the line end, and those that turn the direction of text around. */
const COMMANDING = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/;
const SGR = /\u001B\[[0-9;]*m/g;
const STACK = /^\s+at .*(?:\.[jt]s:\d+|<anonymous>)/m;

/** What a call may never do, whatever the input: a sentence for each rule that was broken. */
export function broken({ args, status, out, err, milliseconds }: Ran, mostMilliseconds: number): string[] {
  const faults: string[] = [];
  const colored = args.includes('always');
  const format = args[args.indexOf('--format') + 1];
  if (![0, 1, 2].includes(status)) faults.push(`exit status ${status}`);
  if (status === 2 && err.trim() === '') faults.push('exit status 2 without a message');
  if (status === 2 && out !== '') faults.push('exit status 2 with a result');
  // without objects to write migrate prints its report alone, beside them
  const isReported = out !== '' || (args[0] === 'migrate' && err !== '');
  if (status < 2 && !isReported && !args.includes('--suggest') && format !== 'github') faults.push('no result');
  if (err.includes('this is a bug')) faults.push(`a bug: ${/.*this is a bug.*/.exec(err)?.[0] ?? ''}`);
  const failed = /rule [a-z-]+ failed: .*/.exec(out);
  if (failed !== null) faults.push(`a rule failed: ${failed[0]}`);
  if (STACK.test(out) || STACK.test(err)) faults.push('a stack trace');
  // rows of CSV end as RFC 4180 has it
  const plain = format === 'csv' ? out.replaceAll('\r\n', '\n') : out;
  const shown = colored ? plain.replace(SGR, '') : plain;
  if (COMMANDING.test(shown)) faults.push(`a control character on standard output: ${around(shown)}`);
  if (COMMANDING.test(err)) faults.push(`a control character on standard error: ${around(err)}`);
  if (/\[object \w+\]|\bundefined\b/.test(err + shown)) faults.push(`a value that is not text: ${/.{0,80}(?:\[object \w+\]|\bundefined\b).{0,20}/.exec(err + shown)?.[0]}`);
  if (milliseconds > mostMilliseconds) faults.push(`took ${Math.round(milliseconds)} ms`);
  if (status < 2) faults.push(...malformed(format, out));
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) faults.push('Object.prototype was changed');
  return faults;
}

function around(text: string): string {
  const at = text.search(COMMANDING);
  return JSON.stringify(text.slice(Math.max(0, at - 60), at + 20));
}

function malformed(format: string, out: string): string[] {
  switch (format) {
    case 'json':
    case 'sarif': return isJson(out) ? [] : ['not one JSON document'];
    case 'junit':
    case 'svg': return xmlFault(out);
    case 'github': return out.split('\n').every((line) => line === '' || /^::(?:error|warning|notice|group|endgroup)[ :]/.test(line)) ? [] : ['a line that is not a workflow command'];
    case 'markdown': return markdownFault(out);
    default: return [];
  }
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** Tags that do not nest, and characters that XML has not. */
function xmlFault(text: string): string[] {
  if (/[\uFFFE\uFFFF]|[^\n\u0020-\uFFFF]/.test(text) || /\p{Cs}/u.test(text)) return ['a character that XML does not allow'];
  const open: string[] = [];
  const rest = text.replace(/^<\?xml [^>]*\?>/, '').replace(/<(\/?)(\w+)((?: [\w-]+="[^"<]*")*)(\/?)>/g, (_, close: string, name: string, __, empty: string) => {
    if (close !== '') return open.pop() === name ? '' : '<';
    if (empty === '') open.push(name);
    return '';
  });
  if (open.length > 0 || rest.includes('<')) return ['XML that is not well-formed'];
  return /&(?!(?:amp|lt|gt|quot|#\d+);)/.test(text) ? ['an ampersand that is not an entity'] : [];
}

/** Raw HTML, and rows of a table with too many cells. */
function markdownFault(text: string): string[] {
  const faults: string[] = [];
  const plain = text.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, 'code').replace(/<br>/g, '');
  if (/(?<!\\)<[a-z/!]/i.test(plain)) faults.push('raw HTML in Markdown');
  const cells = (line: string): number => (line.match(/(?<!\\)\|/g) ?? []).length;
  const lines = text.split('\n');
  lines.forEach((line, i) => {
    if (line.startsWith('|') && lines[i - 1]?.startsWith('|') && cells(line) !== cells(lines[i - 1])) faults.push(`a row with other cells than the one before: ${line.slice(0, 200)}`);
  });
  return faults;
}
